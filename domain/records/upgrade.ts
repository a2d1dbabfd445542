/**
 * Records as earlier versions of Deskhand wrote them, brought to today's shape: in a store at open, and when they come from a server that
 * others still write to with the older version. The same record always gives the same answer, so all consoles agree on it.
 */
import { fieldTableOf } from '#domain/fields/tables.ts';
import { blankOf } from '#domain/processes/engine.ts';
import { isObject, type JsonObject } from './json.ts';

type Plain = Readonly<Record<string, unknown>>;

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** Effects had no act of their own while only orders had them: they set fields. */
const upgradedEffects = (record: JsonObject): readonly unknown[] =>
  listOf(record.effects).map((effect) =>
    isObject(effect) && effect.act === undefined
      ? {
          ...effect,
          at: record.completedAt ?? record.updatedAt,
          by: record.completedBy ?? record.updatedBy,
          act: 'set',
          text: null,
        }
      : effect,
  );

/** What a swap was called before there was a change process. */
const FORMER_SWAP = 'change';

const upgradedOrder = (record: JsonObject): Plain => ({
  ...record,
  type: record.type === FORMER_SWAP ? 'swap' : record.type,
  effects: upgradedEffects(record),
});

/** What today's fields hold where nothing was written; not the id, which a document of the server has under another name. */
const blankBeside = (collection: 'tickets' | 'knowledge', type: unknown): Plain => {
  const { id: _id, ...blank }: Plain = blankOf(fieldTableOf(collection, type) ?? {});
  return blank;
};

/** Articles had the fields of a known error; what to do stood in `solution`. */
const upgradedArticle = (record: JsonObject): Plain => {
  const { rootCause, solution, errorCode: _code, problemId: _problem, ...kept } = record;
  const body = [solution, rootCause].filter((part) => typeof part === 'string' && part !== '').join('\n\n');
  return { ...blankBeside('knowledge', 'article'), ...kept, body };
};

/** Holidays were whole days of one year. */
const isOldHoliday = (holiday: unknown): boolean => isObject(holiday) && holiday.yearly === undefined;

const upgradedCalendar = (record: JsonObject): Plain => ({
  ...record,
  holidays: listOf(record.holidays).map((holiday) =>
    isOldHoliday(holiday) ? { yearly: false, slots: [], ...(holiday as Plain) } : holiday,
  ),
});

const filled = (collection: 'tickets' | 'knowledge', record: JsonObject): Plain => ({
  ...blankBeside(collection, record.type),
  ...record,
});

/** Announcements had a collection of their own, so they needed no type. */
const isOldAnnouncement = (record: JsonObject): boolean =>
  record.type === undefined && record.severity !== undefined && record.startsAt !== undefined;

/** Attachments did not carry their bytes, and had none beside them. They have no type, so what only they have tells. */
const isOldAttachment = (record: JsonObject): boolean =>
  (record.data === undefined || record.md5 === undefined) &&
  typeof record.sha256 === 'string' &&
  typeof record.ownerCollection === 'string';

const isOldOrder = (record: JsonObject): boolean =>
  Array.isArray(record.tasks) &&
  Array.isArray(record.devices) &&
  (record.type === FORMER_SWAP ||
    listOf(record.effects).some((effect) => isObject(effect) && effect.act === undefined));

/** `record` in today's shape; the same object when it is already. */
export const upgraded = <R extends Plain>(record: R): R => {
  const old: JsonObject = record;
  if (isOldOrder(old)) return upgradedOrder(old) as R;
  if (isOldAnnouncement(old)) return { ...record, type: 'announcement' };
  if (isOldAttachment(old)) return { data: null, md5: null, ...record };
  switch (old.type) {
    case 'incident':
      return old.effects === undefined && old.number !== undefined ? (filled('tickets', old) as R) : record;
    case 'article':
      return old.ratings === undefined && old.number !== undefined ? (upgradedArticle(old) as R) : record;
    case 'known_error':
      return old.ratings === undefined && old.number !== undefined ? (filled('knowledge', old) as R) : record;
    case 'calendar':
      return listOf(old.holidays).some(isOldHoliday) ? (upgradedCalendar(old) as R) : record;
    default:
      return record;
  }
};
