/**
 * Who else has a record open: each person's console says so in one of a few small documents that the person has, which come to the others by the sync. It is true for
 * some minutes only and renewed while it is. No packages: CouchDB bundles this.
 */
import { derivedId } from '#domain/merge/paths.ts';
import type { Id, Instant } from '#domain/records/common.ts';
import { isInstant, laterBy } from '#domain/records/instants.ts';
import { isObject, type JsonObject, sameValue } from '#domain/records/json.ts';

/** Collections whose records' pages say who else has them open. */
export const SHOWN_COLLECTIONS = ['tickets', 'orders'] as const;
export type ShownCollection = (typeof SHOWN_COLLECTIONS)[number];

export type OpenRecord = {
  readonly collection: ShownCollection;
  readonly id: Id;
  readonly since: Instant;
  /** Something is typed there that was not sent yet. */
  readonly typing: boolean;
};

/** What one person's console has open. `key` is that of what consoles say of themselves, which every version can read. */
export type OpenRecords = {
  readonly key: 'device';
  readonly code: string;
  readonly deviceId: string;
  readonly personId: Id;
  readonly at: Instant;
  readonly open: readonly OpenRecord[];
};

/** Windows of one console that are counted. */
export const MOST_OPEN = 20;
/** How often it is said again, and how long it counts: one that was late by a line that came back is not lost. */
export const RENEWED_AFTER_MS = 4 * 60_000;
export const COUNTS_FOR_MS = 6 * 60_000;
/** From then on its writer takes it away. */
export const KEPT_FOR_MS = 24 * 60 * 60_000;

const PREFIX = 'open';
/** Places of one person: as many consoles are told apart, and no more documents come of whoever makes devices up. */
export const MOST_PLACES = 8;
export const openRecordsId = (personId: Id, place: number): Id => derivedId(PREFIX, personId, place);
/** Whether such a document stands in one of its person's places. */
export const isInPlace = (id: unknown, personId: Id): boolean => {
  for (let place = 0; place < MOST_PLACES; place += 1) if (openRecordsId(personId, place) === id) return true;
  return false;
};
/** The places of a person in the order in which a device looks for a free one: two devices seldom begin at the same. */
export const placesOf = (deviceId: string): readonly number[] => {
  const first = [...deviceId].reduce((sum, letter) => sum + letter.charCodeAt(0), 0);
  return Array.from({ length: MOST_PLACES }, (_none, at) => (first + at) % MOST_PLACES);
};
/** Whether a settings document is such a one, by its id alone: none of them is a setting. */
export const isOpenRecordsId = (id: string): boolean => id.indexOf(`${PREFIX}-`) === 0;

const FIELDS = ['at', 'code', 'deviceId', 'key', 'open', 'personId'];
const RECORD_FIELDS = ['collection', 'id', 'since', 'typing'];
const isShort = (value: unknown): boolean => typeof value === 'string' && /^.{1,80}$/.test(value);

const isOpenRecord = (value: unknown): boolean =>
  isObject(value) &&
  sameValue(Object.keys(value).sort(), RECORD_FIELDS) &&
  SHOWN_COLLECTIONS.some((known) => known === value.collection) &&
  isShort(value.id) &&
  isInstant(value.since) &&
  typeof value.typing === 'boolean';

/** Exactly such a value: nothing else is stored under its rights. */
export const isOpenRecords = (value: JsonObject): boolean =>
  sameValue(Object.keys(value).sort(), FIELDS) &&
  value.key === 'device' &&
  typeof value.code === 'string' &&
  value.code.length === 3 &&
  isShort(value.deviceId) &&
  isShort(value.personId) &&
  isInstant(value.at) &&
  Array.isArray(value.open) &&
  value.open.length <= MOST_OPEN &&
  value.open.every(isOpenRecord);

/** Somebody who has the record open. */
export type Other = { readonly personId: Id; readonly since: Instant; readonly typing: boolean };

/** Who has the record open at `now` beside `personId`, each once, the first to come first. What was said too long ago, or in time to come, counts for nothing. */
export const othersIn = (
  said: readonly OpenRecords[],
  record: Pick<OpenRecord, 'collection' | 'id'>,
  personId: Id,
  now: Instant,
): readonly Other[] => {
  const found = new Map<Id, Other>();
  for (const one of said) {
    const counts = one.at >= laterBy(now, -COUNTS_FOR_MS) && one.at <= laterBy(now, COUNTS_FOR_MS);
    if (one.personId === personId || !counts) continue;
    for (const { collection, id, since, typing } of one.open) {
      if (collection !== record.collection || id !== record.id) continue;
      const known = found.get(one.personId);
      found.set(one.personId, {
        personId: one.personId,
        since: known !== undefined && known.since < since ? known.since : since,
        typing: typing || known?.typing === true,
      });
    }
  }
  return [...found.values()].sort((a, b) => (a.since < b.since ? -1 : 1));
};
