/** What is read of a meeting: how far it is, what is on its agenda, who leads it. */
import type { AgendaItem, CabMeeting, MeetingStage } from '#domain/fields/events.ts';
import type { Id } from '#domain/records/common.ts';

/** Who leads one: named by who plans it, and from then on by who leads it. */
export const LEADERS = ['chairId', 'minuteTakerId'] as const satisfies readonly (keyof CabMeeting)[];
/** What those write who lead it, and nobody who only plans it. */
export const MINUTES = ['presentIds', 'remarks'] as const satisfies readonly (keyof CabMeeting)[];

/** One without says nothing of it yet. */
export const stageOf = ({ stage }: Pick<CabMeeting, 'stage'>): MeetingStage => stage ?? 'planned';
/** In the order in which they are gone through. */
export const itemsOf = ({ agendaItems }: Pick<CabMeeting, 'agendaItems'>): readonly AgendaItem[] =>
  [...(agendaItems ?? [])].sort((one, other) => one.order - other.order || (one.id < other.id ? -1 : 1));

/** Who decides and notes in the meeting: its chair and who writes the minutes; while it names neither, whoever may plan meetings. */
export const mayLead = (
  { chairId, minuteTakerId }: Pick<CabMeeting, 'chairId' | 'minuteTakerId'>,
  personId: Id,
  mayPlan: boolean,
): boolean =>
  chairId == null && minuteTakerId == null ? mayPlan : personId === chairId || personId === minuteTakerId;
