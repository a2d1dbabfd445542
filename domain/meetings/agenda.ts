/** What a meeting goes through: put on by hand, left over from earlier ones, and what of all that waits for approval its filter asks for. */

import { isRisky } from '#domain/approvals/approval-rules.ts';
import type { RiskLevel } from '#domain/fields/changes.ts';
import type { CabMeeting } from '#domain/fields/events.ts';
import type { Id, Instant } from '#domain/records/common.ts';
import { itemsOf, stageOf } from './stages.ts';

/** What of a record decides whether it is on an agenda. */
export type Waiting = {
  readonly id: Id;
  /** The type of a change, or `release`. */
  readonly kind: string;
  readonly riskLevel: RiskLevel | null;
  readonly teamId: Id | null;
  readonly plannedStartAt: Instant | null;
};
export type AgendaSource = 'hand' | 'deferred' | 'filter';
export type AgendaEntry = { readonly id: Id; readonly source: AgendaSource };

/** By their start; ties by id, so that replicas agree. */
const byStart = (one: CabMeeting, other: CabMeeting): number =>
  `${one.startsAt} ${one.id}` < `${other.startsAt} ${other.id}` ? -1 : 1;

/** The next of the meetings that are to come. */
export const nextMeeting = (meetings: readonly CabMeeting[], after: Instant): CabMeeting | null =>
  meetings
    .filter((one) => one.active && stageOf(one) === 'planned' && one.startsAt > after)
    .sort(byStart)[0] ?? null;

/** Whether the filter of a meeting asks for it. */
const isAsked = (meeting: CabMeeting, one: Waiting, next: CabMeeting | null): boolean => {
  const filter = meeting.agenda ?? null;
  if (filter === null) return true;
  const { changeTypes, leastRisk, teamIds, untilNext } = filter;
  const isSoon =
    !untilNext || next === null || one.plannedStartAt === null || one.plannedStartAt < next.startsAt;
  return (
    (changeTypes.length === 0 || changeTypes.some((type) => type === one.kind)) &&
    isRisky(leastRisk, one.riskLevel) &&
    (teamIds.length === 0 || (one.teamId !== null && teamIds.includes(one.teamId))) &&
    isSoon
  );
};

/** What earlier meetings left for this one: deferred or not come to the last time it was on an agenda. Only the next meeting to come takes it. */
export const leftFor = (meeting: CabMeeting, meetings: readonly CabMeeting[]): readonly Id[] => {
  const held = meetings
    .filter((one) => one.active && stageOf(one) === 'closed' && one.startsAt < meeting.startsAt)
    .sort(byStart);
  const last = held.at(-1);
  if (last === undefined || nextMeeting(meetings, last.startsAt)?.id !== meeting.id) return [];
  const latest = new Map(
    held.flatMap((one) => itemsOf(one).map(({ ticketId, decision }) => [ticketId, decision] as const)),
  );
  return [...latest].flatMap(([id, decision]) => (decision === null || decision === 'deferred' ? [id] : []));
};

/**
 * The agenda in its order. Once the meeting has begun it is what it began with and what was put on since; before, it follows what waits. `isOpen`: whether a decision is
 * still to be had for what was left over.
 */
export const agendaOf = (
  meeting: CabMeeting,
  meetings: readonly CabMeeting[],
  waiting: readonly Waiting[],
  isOpen: (id: Id) => boolean,
): readonly AgendaEntry[] => {
  const byHand = itemsOf(meeting).map(({ ticketId }): AgendaEntry => ({ id: ticketId, source: 'hand' }));
  if (stageOf(meeting) !== 'planned') return byHand;
  const left = leftFor(meeting, meetings).filter(isOpen);
  const next = nextMeeting(meetings, meeting.startsAt);
  const asked = waiting
    .filter((one) => isAsked(meeting, one, next))
    .sort((one, other) =>
      `${one.plannedStartAt} ${one.id}` < `${other.plannedStartAt} ${other.id}` ? -1 : 1,
    );
  const all = [
    ...byHand,
    ...left.map((id): AgendaEntry => ({ id, source: 'deferred' })),
    ...asked.map(({ id }): AgendaEntry => ({ id, source: 'filter' })),
  ];
  const off = meeting.takenOffIds ?? [];
  return all.filter(({ id }, at) => !off.includes(id) && all.findIndex((one) => one.id === id) === at);
};
