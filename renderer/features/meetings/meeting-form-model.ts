import type { CommandInput } from '#contracts/registry.ts';
import type { RiskLevel } from '#domain/fields/changes.ts';
import type { CabMeeting } from '#domain/fields/events.ts';
import type { Role } from '#domain/records/common.ts';
import { differing } from '#renderer/shared/drafts/draft-model.ts';

type ChangeKind = NonNullable<CabMeeting['agenda']>['changeTypes'][number];

/** What the form of a meeting holds; every key is a field of its draft. */
export type MeetingForm = {
  readonly title: string;
  readonly startsAt: string | null;
  readonly endsAt: string | null;
  readonly venue: string;
  readonly link: string;
  readonly chairId: string | null;
  readonly minuteTakerId: string | null;
  readonly memberIds: readonly string[];
  readonly memberRoles: readonly Role[];
  readonly changeTypes: readonly ChangeKind[];
  readonly leastRisk: RiskLevel | '';
  readonly teamIds: readonly string[];
  readonly untilNext: boolean;
  readonly body: string;
};

/** What the form begins with: what is stored, or the meeting that it follows. */
export const formOf = (given: Partial<CabMeeting>): MeetingForm => ({
  title: given.title ?? '',
  startsAt: given.startsAt ?? null,
  endsAt: given.endsAt ?? null,
  venue: given.venue ?? '',
  link: given.link ?? '',
  chairId: given.chairId ?? null,
  minuteTakerId: given.minuteTakerId ?? null,
  memberIds: given.memberIds ?? [],
  memberRoles: given.memberRoles ?? [],
  changeTypes: given.agenda?.changeTypes ?? [],
  leastRisk: given.agenda?.leastRisk ?? '',
  teamIds: given.agenda?.teamIds ?? [],
  untilNext: given.agenda?.untilNext ?? false,
  body: given.body ?? '',
});

/** So many days later by the clock on the wall: a meeting at ten stays one when the clocks change. */
const later = (instant: string | null, days: number): string | null => {
  if (instant === null) return null;
  const at = new Date(instant);
  at.setDate(at.getDate() + days);
  return at.toISOString();
};
const WEEK = 7;

/** The next meeting after this one: a week later, with the same people and the same agenda filter. */
export const nextOf = (meeting: CabMeeting): MeetingForm => ({
  ...formOf(meeting),
  startsAt: later(meeting.startsAt, WEEK),
  endsAt: later(meeting.endsAt, WEEK),
});

/** What is still lacking, as a key of its words. */
export const lackOf = ({
  title,
  startsAt,
  endsAt,
}: MeetingForm): 'title' | 'start' | 'end' | 'order' | null => {
  if (title.trim() === '') return 'title';
  if (startsAt === null) return 'start';
  if (endsAt === null) return 'end';
  return endsAt <= startsAt ? 'order' : null;
};

const fieldsOf = (form: MeetingForm) => ({
  title: form.title.trim(),
  startsAt: form.startsAt ?? '',
  endsAt: form.endsAt,
  venue: form.venue.trim(),
  link: form.link.trim(),
  chairId: form.chairId,
  minuteTakerId: form.minuteTakerId,
  memberIds: [...form.memberIds],
  memberRoles: [...form.memberRoles],
  agenda: {
    changeTypes: [...form.changeTypes],
    leastRisk: form.leastRisk === '' ? null : form.leastRisk,
    teamIds: [...form.teamIds],
    untilNext: form.untilNext,
  },
  body: form.body,
});

export const createInputOf = (id: string, form: MeetingForm): CommandInput<'meetings.create'> => ({
  ...fieldsOf(form),
  zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  id,
});

/** Only what differs from what it was typed over; lists go with what they were then, so that what others put in since stays. */
export const updateInputOf = (
  id: string,
  before: MeetingForm,
  form: MeetingForm,
): CommandInput<'meetings.update'> => {
  const [was, is] = [fieldsOf(before), fieldsOf(form)];
  return {
    id,
    changes: differing(was, is),
    seen: { memberIds: was.memberIds, memberRoles: was.memberRoles },
  };
};

/** Who is expected: members, chair and who writes the minutes. */
export const expectedAt = ({
  memberIds,
  chairId,
  minuteTakerId,
}: Pick<CabMeeting, 'memberIds' | 'chairId' | 'minuteTakerId'>): readonly string[] => [
  ...new Set([chairId, minuteTakerId, ...(memberIds ?? [])].filter((id): id is string => id != null)),
];
