import { type AnnouncementList, MOST_LISTED } from '#contracts/announcements.ts';
import type { Few } from '#contracts/shared.ts';
import type { AudienceItem } from '#domain/events/audience.ts';
import type { ConfigItemClass } from '#domain/fields/config-items.ts';
import type { Announcement } from '#domain/fields/events.ts';
import { inPlaces } from './places.ts';
import { countMore } from './record-rows.ts';
import { allOf, anyOf, idIn, numberOf, parseJson, type Reads, type Sql, sql, textOf } from './sql.ts';

export type AnnouncementReads = {
  /** Those of one list at `now`: the current ones from the one that began last, the planned ones from the next, of the past ones the latest. */
  readonly announcements: (list: AnnouncementList, now: string) => Few<Announcement>;
  /** All that are current at `now`. */
  readonly currentAnnouncements: (now: string) => readonly Announcement[];
  /** Made of a ticket, and not over at `now`, the latest to begin first. */
  readonly announcementsOf: (ticketId: string, now: string) => readonly Announcement[];
  /** Those of the items that are here. */
  readonly audienceItems: (ids: readonly string[]) => readonly AudienceItem[];
  /** How many active people these and those at the places, with all below them, are together. */
  readonly countPeople: (personIds: readonly string[], placeIds: readonly string[]) => number;
};

const IS_ONE = `f_type = 'announcement'`;
const ON = 'f_active = 1 AND (f_endsAt IS NULL OR f_endsAt > ?)';

const LISTS: Readonly<Record<AnnouncementList, (now: string) => Sql & { readonly order: string }>> = {
  current: (now) => ({ ...sql(`${ON} AND f_startsAt <= ?`, now, now), order: 'f_startsAt DESC, id' }),
  planned: (now) => ({ ...sql(`${ON} AND f_startsAt > ?`, now, now), order: 'f_startsAt, id' }),
  past: (now) => ({ ...sql('(f_active = 0 OR f_endsAt <= ?)', now), order: 'f_startsAt DESC, id' }),
};

const orNull = (value: unknown): string | null =>
  value === null || value === undefined ? null : String(value);

export const announcementReads = (reads: Reads): AnnouncementReads => {
  const found = (where: Sql, order: string, limit: number | null = null): readonly Announcement[] =>
    reads
      .all({
        text: `SELECT ${reads.document('events')} FROM ${reads.table('events')}
           WHERE deleted = 0 AND ${IS_ONE} AND ${where.text} ORDER BY ${order} LIMIT ${limit ?? -1}`,
        params: where.params,
      })
      .map((row) => parseJson<Announcement>(row[0]));
  return {
    announcements: (list, now) => {
      const { order, ...where } = LISTS[list](now);
      const rows = found(where, order, MOST_LISTED);
      const more =
        rows.length < MOST_LISTED ? 0 : countMore(reads, 'events', allOf([sql(IS_ONE), where]), MOST_LISTED);
      return { rows, more };
    },
    currentAnnouncements: (now) => {
      const { order, ...where } = LISTS.current(now);
      return found(where, order);
    },
    announcementsOf: (ticketId, now) =>
      found(
        allOf([sql(ON, now), sql("json_extract(data, '$.ticketId') = ?", ticketId)]),
        'f_startsAt DESC, id',
      ),
    audienceItems: (ids) => {
      const { text, params } = idIn('id', ids);
      return reads
        .all(
          sql(
            `SELECT id, f_ciClass, f_userId, f_placeId, f_active, ${reads.checked('configItems')}
               FROM ${reads.table('configItems')} WHERE deleted = 0 AND ${text}`,
            ...params,
          ),
        )
        .map(([id, ciClass, userId, placeId, active]) => ({
          ...{ id: textOf(id), ciClass: textOf(ciClass) as ConfigItemClass, active: active === 1 },
          ...{ userId: orNull(userId), placeId: orNull(placeId) },
        }));
    },
    countPeople: (personIds, placeIds) => {
      const who = anyOf([
        idIn('id', personIds),
        // Where people are stands in their documents.
        ...(placeIds.length === 0 ? [] : [inPlaces(reads, placeIds, "json_extract(data, '$.placeId')")]),
      ]);
      return numberOf(
        reads.get(
          sql(
            `SELECT count(*) FROM ${reads.table('directory')} WHERE deleted = 0 AND f_type = 'person' AND f_active = 1 AND ${who.text}`,
            ...who.params,
          ),
        ),
      );
    },
  };
};
