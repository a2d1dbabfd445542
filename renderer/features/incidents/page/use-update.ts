import type { CommandInput } from '#contracts/registry.ts';
import { type FieldEdit, useFieldEdit } from '#renderer/shared/drafts/use-draft.ts';
import { host } from '#renderer/shared/host/host.ts';
import type { TicketPage } from './use-ticket-page.ts';

type Changes = CommandInput<'incidents.update'>['changes'];

/** A field of the incident that is edited in place; drafted as typed, sent by `commit`. */
export const useIncidentField = <F extends keyof Changes & keyof TicketPage['ticket'], T>(
  page: TicketPage,
  field: F,
  current: T,
  isValue: (value: unknown) => value is T,
  changesOf: (value: T) => Changes,
): FieldEdit<T> =>
  useFieldEdit(page.draft.ref, field, current, isValue, (value) =>
    host.command('incidents.update', { id: page.ticket.id, changes: changesOf(value) }),
  );
