/** What somebody's console says of itself: no record of the company's, so without a history. Part of the server's rules; CouchDB bundles this. */
import { isOpenRecords, isOpenRecordsId, openRecordsId } from '#domain/presence/open-records.ts';
import type { CollectionName } from '#domain/records/collections.ts';
import { laterBy } from '#domain/records/instants.ts';
import { isObject, sameValue } from '#domain/records/json.ts';
import { type ServerActor, writerOf } from './identity.ts';
import { type Doc, idOf, rawClashes, rawJournal, textOf } from './server-doc.ts';
import { ACCEPTED, refuse, type Verdict } from './server-verdict.ts';

/** As far as clocks may differ from the server's. */
const TOLERANCE_MS = 15 * 60_000;

export const isPresence = (collection: CollectionName, doc: Doc): boolean =>
  collection === 'settings' && isOpenRecordsId(textOf(idOf(doc)));

/** One document a person and device, written by that person, of now; nothing is told in it, so nothing grows. `actor` is null for who may all. */
export const checkPresence = (
  before: Doc | null,
  after: Doc,
  actor: ServerActor | null,
  now: string,
): Verdict => {
  const value = isObject(after.value) ? after.value : {};
  const isPlain =
    isOpenRecords(value) &&
    after.key === idOf(after) &&
    after.version === 1 &&
    rawJournal(after).length === 0 &&
    rawClashes(after).length === 0;
  if (!isPlain) return refuse('invalid', 'field.wrong_kind', { field: 'value' });
  if (idOf(after) !== openRecordsId(textOf(value.personId), textOf(value.deviceId))) {
    return refuse('invalid', 'record.other_id');
  }
  if (actor === null) return ACCEPTED;
  const writer = writerOf(actor);
  const named = [value.personId, after.updatedBy, ...(before === null ? [after.createdBy] : [])];
  const foreign = named.find((one) => one !== writer);
  if (foreign !== undefined) return refuse('forbidden', 'history.author', { by: textOf(foreign) });
  const at = textOf(value.at);
  const isNow = at >= laterBy(now, -TOLERANCE_MS) && at <= laterBy(now, TOLERANCE_MS);
  if (!isNow || !sameValue(after.updatedAt, at)) return refuse('invalid', 'history.future', { at });
  return ACCEPTED;
};
