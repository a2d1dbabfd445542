import type { Notice } from '#contracts/notices.ts';
import { DEFAULT_CHOICES, type NoticeChoices } from '#domain/notices/notices.ts';
import type { Connection, Row } from '../storage/driver.ts';
import type { LocalValues } from './values.ts';

/** More than anybody reads; older ones go. */
const KEPT = 1_000;

export type NoticeStore = {
  /** Keeps those that are not there yet; answers how many that were. */
  readonly add: (personId: string, notices: readonly Omit<Notice, 'readAt'>[]) => number;
  readonly page: (
    personId: string,
    window: { readonly offset: number; readonly limit: number; readonly unreadOnly: boolean },
  ) => { readonly total: number; readonly unread: number; readonly rows: readonly Notice[] };
  /** The words of an entry as they were corrected; null: they were withdrawn. For everybody who was told of them here. */
  readonly reword: (entryId: string, text: string | null) => void;
  /** Null: all of them. */
  readonly markRead: (personId: string, ids: readonly string[] | null, at: string) => void;
  /** How the system tells of them on this device. */
  readonly native: (personId: string) => NativeChoices;
  /** Only what is given is another one then. */
  readonly chooseNative: (personId: string, choices: Partial<NativeChoices>) => void;
  /** What an earlier version kept here and not for all of the person's devices; `muted` null: nothing was chosen. */
  readonly keptHere: (personId: string) => {
    readonly watched: readonly string[];
    readonly muted: readonly string[] | null;
  };
  readonly forgetHere: (personId: string) => void;
  /** From when on somebody is told of anything: their first sign-in here. What was done before is no news. */
  readonly since: (personId: string, now: string) => string;
};

const { muted: _muted, ...DEFAULT_NATIVE } = DEFAULT_CHOICES;
export type NativeChoices = Omit<NoticeChoices, 'muted'>;
const nativeOf = (choices: Partial<NoticeChoices>): Partial<NativeChoices> => {
  const { muted: _, ...native } = choices;
  return native;
};

const COLUMNS = 'id, kind, ticket, number, title, type, at, by, text, read_at';

const orNull = (value: unknown): string | null => (value === null ? null : String(value));
const noticeOf = ([id, kind, ticket, number, title, type, at, by, text, readAt]: Row): Notice => ({
  id: String(id),
  kind: String(kind) as Notice['kind'],
  ticketId: String(ticket),
  number: String(number),
  title: String(title),
  type: String(type),
  at: String(at),
  by: orNull(by),
  text: orNull(text),
  readAt: orNull(readAt),
});

/** What each person was told of on this device, and how the system tells them. */
export const createNoticeStore = (connection: Connection, values: LocalValues): NoticeStore => {
  const count = (sql: string, person: string): number =>
    Number(connection.prepare(sql).get([person])?.[0] ?? 0);
  const choicesKey = (person: string): string => `notices.choices.${person}`;
  const keptChoices = (person: string): Partial<NoticeChoices> =>
    JSON.parse(values.get(choicesKey(person)) ?? '{}');
  return {
    add: (person, notices) =>
      connection.transaction(() => {
        const insert = connection.prepare(
          `INSERT OR IGNORE INTO local_notices (person, ${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL)`,
        );
        let added = 0;
        for (const { id, kind, ticketId, number, title, type, at, by, text } of notices) {
          added += insert.run([person, id, kind, ticketId, number, title, type, at, by, text]).changes;
        }
        if (added > 0) {
          connection
            .prepare(
              `DELETE FROM local_notices WHERE person = ? AND id NOT IN
               (SELECT id FROM local_notices WHERE person = ? ORDER BY at DESC, id DESC LIMIT ${KEPT})`,
            )
            .run([person, person]);
        }
        return added;
      }),
    page: (person, { offset, limit, unreadOnly }) => {
      const only = unreadOnly ? ' AND read_at IS NULL' : '';
      const unread = count('SELECT count(*) FROM local_notices WHERE person = ? AND read_at IS NULL', person);
      return {
        total: unreadOnly ? unread : count('SELECT count(*) FROM local_notices WHERE person = ?', person),
        unread,
        rows: connection
          .prepare(
            `SELECT ${COLUMNS} FROM local_notices WHERE person = ?${only} ORDER BY at DESC, id DESC LIMIT ? OFFSET ?`,
          )
          .all([person, limit, offset])
          .map(noticeOf),
      };
    },
    reword: (entryId, text) => {
      connection.prepare('UPDATE local_notices SET text = ? WHERE id = ?').run([text, entryId]);
    },
    markRead: (person, ids, at) =>
      connection.transaction(() => {
        if (ids === null) {
          connection
            .prepare('UPDATE local_notices SET read_at = ? WHERE person = ? AND read_at IS NULL')
            .run([at, person]);
          return;
        }
        const mark = connection.prepare(
          'UPDATE local_notices SET read_at = ? WHERE person = ? AND id = ? AND read_at IS NULL',
        );
        for (const id of ids) mark.run([at, person, id]);
      }),
    native: (person) => ({
      ...DEFAULT_NATIVE,
      ...nativeOf(keptChoices(person)),
    }),
    chooseNative: (person, choices) =>
      values.set(choicesKey(person), JSON.stringify({ ...keptChoices(person), ...nativeOf(choices) })),
    keptHere: (person) => ({
      watched: connection
        .prepare('SELECT ticket FROM local_watches WHERE person = ?')
        .all([person])
        .map(([ticket]) => String(ticket)),
      muted: keptChoices(person).muted ?? null,
    }),
    forgetHere: (person) =>
      connection.transaction(() => {
        connection.prepare('DELETE FROM local_watches WHERE person = ?').run([person]);
        values.set(choicesKey(person), JSON.stringify(nativeOf(keptChoices(person))));
      }),
    since: (person, now) => {
      const key = `notices.since.${person}`;
      const known = values.get(key);
      if (known !== null) return known;
      values.set(key, now);
      return now;
    },
  };
};
