/** What somebody's console says of itself, and what they chose: no records of the company's, so without a history. Part of the server's rules; CouchDB bundles this. */
import { isPersonal, isPersonalId, personalId } from '#domain/personal/personal.ts';
import { isInPlace, isOpenRecords, isOpenRecordsId } from '#domain/presence/open-records.ts';
import { isBesideSettings } from '#domain/records/beside-settings.ts';
import type { CollectionName } from '#domain/records/collections.ts';
import { laterBy } from '#domain/records/instants.ts';
import { isObject, sameValue } from '#domain/records/json.ts';
import { type ServerActor, writerOf } from './identity.ts';
import { type Doc, entriesOf, idOf, isMerge, rawClashes, rawJournal, textOf } from './server-doc.ts';
import { ACCEPTED, refuse, type Verdict } from './server-verdict.ts';

/** As far as clocks may differ from the server's. */
const TOLERANCE_MS = 15 * 60_000;

/** Documents without a history that one person writes: what is open, and what they chose. */
export const isOwnDocument = (collection: CollectionName, doc: Doc): boolean =>
  collection === 'settings' && isBesideSettings(textOf(idOf(doc)));

/** Choices of one person, of exactly their form. What a merge of two devices notes is by that person, too. */
const checkPersonal = (before: Doc | null, after: Doc, actor: ServerActor | null): Verdict => {
  const value = isObject(after.value) ? after.value : {};
  const isPlain = isPersonal(value) && after.key === idOf(after) && rawClashes(after).length === 0;
  if (!isPlain) return refuse('invalid', 'field.wrong_kind', { field: 'value' });
  if (idOf(after) !== personalId(textOf(value.personId))) return refuse('invalid', 'record.other_id');
  if (actor === null) return ACCEPTED;
  const writer = writerOf(actor);
  const named = [
    ...[value.personId, after.updatedBy, ...(before === null ? [after.createdBy] : [])],
    ...entriesOf(after).map(({ by }) => by),
  ];
  const foreign = named.find((one) => one !== writer);
  if (foreign !== undefined) return refuse('forbidden', 'history.author', { by: textOf(foreign) });
  return entriesOf(after).every(isMerge) ? ACCEPTED : refuse('invalid', 'history.damaged');
};

/** Several times what twenty open records take. Fields that no table names may be a newer console's, and must not fill every device. */
const MAX_PRESENCE = 40_000;
/** CouchDB's own fields are not counted: the revisions that it lists of a document grow. */
const isSmall = (doc: Doc): boolean => {
  const own = Object.keys(doc).filter((name) => name.charAt(0) !== '_');
  return JSON.stringify(own.map((name) => [name, doc[name]])).length <= MAX_PRESENCE;
};

/** A few documents a person, written by that person, of now; nothing is told in it, so nothing grows. `actor` is null for who may all. */
const checkPresence = (before: Doc | null, after: Doc, actor: ServerActor | null, now: string): Verdict => {
  const value = isObject(after.value) ? after.value : {};
  const isPlain =
    isOpenRecords(value) &&
    after.key === idOf(after) &&
    after.version === 1 &&
    rawJournal(after).length === 0 &&
    rawClashes(after).length === 0;
  if (!isPlain) return refuse('invalid', 'field.wrong_kind', { field: 'value' });
  if (!isSmall(after)) return refuse('invalid', 'field.too_long', { field: 'value', max: MAX_PRESENCE });
  if (!isInPlace(idOf(after), textOf(value.personId))) {
    return refuse('invalid', 'record.other_id');
  }
  if (actor === null) return ACCEPTED;
  const writer = writerOf(actor);
  const named = [value.personId, after.updatedBy, ...(before === null ? [after.createdBy] : [])];
  const foreign = named.find((one) => one !== writer);
  if (foreign !== undefined) return refuse('forbidden', 'history.author', { by: textOf(foreign) });
  const at = textOf(value.at);
  if (at > laterBy(now, TOLERANCE_MS)) return refuse('invalid', 'history.future', { at });
  // What was open a while ago is nobody's business.
  const isNow = at >= laterBy(now, -TOLERANCE_MS) && sameValue(after.updatedAt, at);
  if (!isNow) return refuse('invalid', 'field.wrong_kind', { field: 'value.at' });
  return ACCEPTED;
};

/** What somebody had open they take away themselves: nothing is told in it that anybody would miss. */
export const isOwnFarewell = (before: Doc | null, after: Doc, actor: ServerActor): boolean =>
  before !== null &&
  isSmall(after) &&
  isOpenRecordsId(textOf(idOf(before))) &&
  isObject(before.value) &&
  before.value.personId === writerOf(actor);

export const checkOwnDocument = (
  before: Doc | null,
  after: Doc,
  actor: ServerActor | null,
  now: string,
): Verdict =>
  isPersonalId(textOf(idOf(after)))
    ? checkPersonal(before, after, actor)
    : checkPresence(before, after, actor, now);
