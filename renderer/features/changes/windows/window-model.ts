import type { PlanningRow } from '#contracts/events.ts';
import type { CommandInput } from '#contracts/registry.ts';
import { type PlanningEvent, WEEKDAYS, type Weekly } from '#domain/fields/events.ts';
import { differing } from '#renderer/shared/drafts/draft-model.ts';

/** What the form of a maintenance window, blackout or lockdown holds; every key is a field of its draft. */
export type WindowForm = {
  readonly title: string;
  readonly body: string;
  readonly startsAt: string | null;
  readonly endsAt: string | null;
  readonly ciIds: readonly string[];
  readonly serviceIds: readonly string[];
  readonly placeIds: readonly string[];
  /** Each week at the hours below. */
  readonly repeats: boolean;
  readonly weekdays: readonly string[];
  readonly from: string;
  readonly to: string;
  readonly zone: string;
};

/** Who writes such an event. */
export const EVENT_RIGHTS = {
  maintenance_window: 'events.update',
  blackout: 'blackouts.update',
  lockdown: 'lockdowns.update',
} as const satisfies Readonly<Record<PlanningEvent['type'], string>>;

/** `row` null: a new one. */
export type EditedWindow = {
  /** Under which it is drafted: what is typed for a new one waits, whatever is opened meanwhile. */
  readonly id: string;
  readonly type: PlanningEvent['type'];
  readonly row: PlanningRow | null;
};

/** A new one of this kind; one of each is begun at a time. */
export const newWindow = (type: PlanningEvent['type']): EditedWindow => ({
  ...{ id: `new-${type}`, type },
  row: null,
});

const weeklyOf = (row: PlanningRow | null): Weekly | null =>
  row !== null && row.type === 'maintenance_window' ? row.weekly : null;

/** What the form begins with; `zone` is where this person is. Who locks down means from now on. */
export const windowStart = ({ row, type }: EditedWindow, zone: string, now: string): WindowForm => {
  const weekly = weeklyOf(row);
  return {
    ...{ title: row?.title ?? '', body: row?.body ?? '' },
    ...{ startsAt: row?.startsAt ?? (type === 'lockdown' ? now : null), endsAt: row?.endsAt ?? null },
    ...{ ciIds: row?.ciIds ?? [], serviceIds: row?.serviceIds ?? [], placeIds: row?.placeIds ?? [] },
    ...{ repeats: weekly !== null, weekdays: weekly?.weekdays ?? ['sun'] },
    ...{ from: weekly?.from ?? '22:00', to: weekly?.to ?? '02:00', zone: weekly?.zone ?? zone },
  };
};

/** What is still lacking, as a key of its words; the rest is refused by the host with words of its own. */
export const lackOf = ({ title, startsAt }: WindowForm): 'title' | 'start' | null => {
  if (title.trim() === '') return 'title';
  return startsAt === null ? 'start' : null;
};

/** The fields as they are sent; `weekly` for maintenance windows only. */
const windowFields = (type: PlanningEvent['type'], form: WindowForm) => {
  const { title, body, startsAt, endsAt, ciIds, serviceIds, placeIds, repeats, from, to, zone } = form;
  const weekdays = WEEKDAYS.filter((day) => form.weekdays.includes(day));
  const fields = {
    ...{ title: title.trim(), body, startsAt: startsAt ?? '', endsAt },
    ...{ ciIds: [...ciIds], serviceIds: [...serviceIds], placeIds: [...placeIds] },
  };
  return type !== 'maintenance_window'
    ? fields
    : { ...fields, weekly: repeats ? { weekdays, from, to, zone } : null };
};

export const createInputOf = (
  id: string,
  { type }: EditedWindow,
  form: WindowForm,
): CommandInput<'events.create'> => ({
  ...windowFields(type, form),
  ...{ id, type },
});

/** Only what differs from what it was typed over; lists go with what they were then, so that what others put in since stays. */
export const updateInputOf = (
  row: PlanningRow,
  before: WindowForm,
  form: WindowForm,
): CommandInput<'events.update'> => {
  const [was, is] = [windowFields(row.type, before), windowFields(row.type, form)];
  const { ciIds, serviceIds, placeIds } = was;
  return { id: row.id, changes: differing(was, is), seen: { ciIds, serviceIds, placeIds } };
};
