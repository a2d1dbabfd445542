import { recomputeTicket } from '#domain/incidents/incident.commands.ts';
import { recomputeOrder } from '#domain/orders/order.commands.ts';
import type { CollectionName } from '#domain/records/collections.ts';
import type { Order } from '#domain/records/order.ts';
import type { RecordOf } from '#domain/records/registry.ts';
import type { Ticket } from '#domain/records/ticket.ts';
import type { CompanySettings } from './company-settings.ts';

/** Derived fields computed anew after fields were merged or a clash was decided. */
export const recomputeRecord = <C extends CollectionName>(
  collection: C,
  record: RecordOf[C],
  settings: Pick<CompanySettings, 'incident' | 'withSla'>,
): RecordOf[C] => {
  const counted = {
    ...record,
    openClashes: record.clashes.filter((clash) => clash.resolvedAt === null).length,
  };
  if (collection === 'tickets') {
    return recomputeTicket(counted as Ticket, settings.incident(), settings.withSla) as RecordOf[C];
  }
  if (collection === 'orders') return recomputeOrder(counted as Order) as RecordOf[C];
  return counted;
};
