/** Announcements and what changes are planned by: their time and hours make sense. Part of the server's rules; CouchDB bundles this. */
import { frameFault, windowFault } from '#domain/events/event-faults.ts';
import type { MaintenanceWindow } from '#domain/fields/events.ts';
import type { CollectionName } from '#domain/records/collections.ts';
import { sameValue } from '#domain/records/json.ts';
import type { Doc } from './server-doc.ts';
import { ACCEPTED, type Verdict } from './server-verdict.ts';

const TOLD: readonly string[] = ['title', 'startsAt', 'endsAt', 'weekly'];

/**
 * Asked of what is new or changed in it; its fields were looked at by the table. That a window names something is not asked: two consoles may have taken
 * the last ones away, and then it says nothing.
 */
export const checkEvent = (collection: CollectionName, before: Doc | null, after: Doc): Verdict => {
  if (
    collection !== 'events' ||
    (before !== null && TOLD.every((name) => sameValue(before[name], after[name])))
  )
    return ACCEPTED;
  const event = after as unknown as MaintenanceWindow;
  const fault = frameFault(event) ?? (after.type === 'maintenance_window' ? windowFault(event) : null);
  return fault === null ? ACCEPTED : { ok: false, ...fault, code: 'invalid' };
};
