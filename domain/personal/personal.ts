/**
 * What a person chose for themselves on all of their devices: the tickets they watch, the notices they want, the announcements they took note of. A document of its own a person, among the settings
 * because there is no fourteenth collection. Each choice is a key that is there or is not, so two devices that chose apart are merged without anything to decide. No packages:
 * CouchDB bundles this.
 */
import { derivedId } from '#domain/merge/paths.ts';
import type { NoticeKind } from '#domain/notices/notices.ts';
import type { Id } from '#domain/records/common.ts';
import { isObject, type JsonObject } from '#domain/records/json.ts';

const PREFIX = 'personal';
export const personalId = (personId: Id): Id => derivedId(PREFIX, personId);
export const isPersonalId = (id: string): boolean => id.indexOf(`${PREFIX}-`) === 0;

/** `key`, `code` and `deviceId` are those of what consoles say of themselves, which every version can read. */
export type Personal = {
  readonly key: 'device';
  readonly code: '---';
  readonly deviceId: '';
  readonly personId: Id;
};
export const blankPersonal = (personId: Id): Personal => ({
  ...{ key: 'device', code: '---', deviceId: '', personId },
});

const WATCH = 'watch ';
const FLIP = 'flip ';
const SEEN = 'seen ';
/** More than anybody follows; with the longest ids still a small document. */
export const MOST_CHOICES = 2_000;

const chosen = (value: JsonObject, prefix: string): readonly string[] =>
  Object.keys(value)
    .filter((name) => name.indexOf(prefix) === 0 && value[name] === true)
    .map((name) => name.slice(prefix.length));

export const watchedIn = (value: JsonObject): readonly Id[] => chosen(value, WATCH);

/** Kinds of notices that are not as they are at first. */
const flippedIn = (value: JsonObject): readonly string[] => chosen(value, FLIP);

/** The kinds that somebody does not want to hear of, of those that are silent at first. */
export const mutedIn = (
  value: JsonObject,
  kinds: readonly NoticeKind[],
  atFirst: readonly NoticeKind[],
): readonly NoticeKind[] => {
  const flipped = flippedIn(value);
  return kinds.filter((kind) => atFirst.includes(kind) !== flipped.includes(kind));
};

const withKey = <V extends JsonObject>(value: V, name: string, on: boolean): V => {
  const { [name]: _, ...others } = value;
  // The rest of a record without one of its optional keys is such a record.
  return (on ? { ...others, [name]: true } : others) as V;
};

export const watching = <V extends JsonObject>(value: V, ticketId: Id, on: boolean): V =>
  withKey(value, WATCH + ticketId, on);

export const muting = <V extends JsonObject>(
  value: V,
  kind: NoticeKind,
  on: boolean,
  atFirst: readonly NoticeKind[],
): V => withKey(value, FLIP + kind, on !== atFirst.includes(kind));

/** How often each announcement had been news (`newsOf`) when the person took note of it, by its id. */
export const seenIn = (value: JsonObject): ReadonlyMap<Id, number> => {
  const seen = new Map<Id, number>();
  for (const one of chosen(value, SEEN)) {
    const at = one.lastIndexOf(' ');
    const id = one.slice(0, at);
    seen.set(id, Math.max(seen.get(id) ?? 0, Number(one.slice(at + 1))));
  }
  return seen;
};

/** Notes that an announcement was seen; what is noted of those in `over` goes. */
export const seeing = <V extends JsonObject>(value: V, id: Id, news: number, over: ReadonlySet<Id>): V => {
  let kept = value;
  for (const known of seenIn(value).keys()) {
    if (known !== id && !over.has(known)) continue;
    for (const one of chosen(value, `${SEEN}${known} `))
      kept = withKey(kept, `${SEEN}${known} ${one}`, false);
  }
  return withKey(kept, `${SEEN}${id} ${news}`, true);
};

export const choicesIn = (value: JsonObject): number => Object.keys(value).length - FIELDS.length;

const FIELDS: readonly string[] = ['code', 'deviceId', 'key', 'personId'];

/** Exactly such a value: nothing else is stored under its rights. */
export const isPersonal = (value: unknown): boolean =>
  isObject(value) &&
  value.key === 'device' &&
  value.code === '---' &&
  value.deviceId === '' &&
  typeof value.personId === 'string' &&
  choicesIn(value) <= MOST_CHOICES &&
  Object.keys(value).every(
    (name) =>
      FIELDS.includes(name) ||
      (/^((watch|flip) .{1,80}|seen .{1,80} \d{1,6})$/.test(name) && value[name] === true),
  );
