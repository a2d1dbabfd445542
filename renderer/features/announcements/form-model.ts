import type { AnnouncementRow } from '#contracts/announcements.ts';
import type { CommandInput } from '#contracts/registry.ts';
import type { AnnouncementInput } from '#domain/events/announcements.ts';
import type { Announcement } from '#domain/fields/events.ts';
import { differing } from '#renderer/shared/drafts/draft-model.ts';

type Listed = 'ciIds' | 'serviceIds' | 'placeIds' | 'teamIds' | 'leftOutIds';
type Filled = {
  readonly [F in 'title' | 'body' | 'severity' | 'kind']: NonNullable<Announcement[F]>;
} & { readonly [F in Listed]: readonly string[] };

/** What the form of an announcement holds; every key is a field of its draft. */
export type AnnouncementForm = Filled & {
  readonly startsAt: string | null;
  readonly endsAt: string | null;
  readonly ticketId: string | null;
};

/** In the order in which they are asked for. */
export const FORM_FIELDS = [
  'title',
  'kind',
  'severity',
  'startsAt',
  'endsAt',
  'body',
  'ciIds',
  'serviceIds',
  'placeIds',
  'teamIds',
  'ticketId',
] as const satisfies readonly (keyof AnnouncementForm)[];

/** What the form begins with: what is stored, or what a ticket says; a new one begins `now`. */
export const formOf = (
  given: Partial<AnnouncementRow> | Partial<AnnouncementInput>,
  now: string,
): AnnouncementForm => ({
  title: given.title ?? '',
  kind: given.kind ?? 'other',
  severity: given.severity ?? 'info',
  startsAt: given.startsAt ?? now,
  endsAt: given.endsAt ?? null,
  body: given.body ?? '',
  ciIds: given.ciIds ?? [],
  serviceIds: given.serviceIds ?? [],
  placeIds: given.placeIds ?? [],
  teamIds: given.teamIds ?? [],
  leftOutIds: given.leftOutIds ?? [],
  ticketId: given.ticketId ?? null,
});

/** What is still lacking, as a key of its words. */
export const lackOf = ({ title, startsAt }: AnnouncementForm): 'title' | 'start' | null => {
  if (title.trim() === '') return 'title';
  return startsAt === null ? 'start' : null;
};

const fieldsOf = (form: AnnouncementForm) => ({
  ...form,
  title: form.title.trim(),
  startsAt: form.startsAt ?? '',
  ciIds: [...form.ciIds],
  serviceIds: [...form.serviceIds],
  placeIds: [...form.placeIds],
  teamIds: [...form.teamIds],
  leftOutIds: [...form.leftOutIds],
});

export const createInputOf = (id: string, form: AnnouncementForm): CommandInput<'announcements.create'> => ({
  ...fieldsOf(form),
  id,
});

/** Whether it says something else than before to those who had taken note of it. What gets graver is shown again anyway. */
export const isReworded = (before: AnnouncementForm, form: AnnouncementForm): boolean =>
  (['title', 'body', 'startsAt', 'endsAt'] as const).some((name) => form[name] !== before[name]);

const LISTS = ['ciIds', 'serviceIds', 'placeIds', 'teamIds', 'leftOutIds'] as const;

/** Only what differs from what it was typed over; lists go with what they were then, so that what others put in since stays. */
export const updateInputOf = (
  id: string,
  before: AnnouncementForm,
  form: AnnouncementForm,
): CommandInput<'announcements.update'> => {
  const [was, is] = [fieldsOf(before), fieldsOf(form)];
  return {
    id,
    changes: differing(was, is),
    seen: Object.fromEntries(LISTS.map((name) => [name, was[name]])),
  };
};
