import type { Draft } from '#contracts/drafts.ts';
import { fail, ok, type Result } from '#domain/records/result.ts';
import type { Connection } from '../storage/driver.ts';

export type DraftStore = {
  readonly get: (personId: string, key: string) => Draft | null;
  readonly list: (personId: string) => readonly Omit<Draft, 'fields'>[];
  /** On disk when it returns `ok`. One that would be too large, or one too many, is not kept; what was kept of it before stays. */
  readonly save: (personId: string, draft: Draft) => Result<null>;
  readonly discard: (personId: string, key: string) => void;
};

/** In characters of their JSON. A draft with a few pictures has a million; nobody has hundreds of drafts under way. */
export const DRAFT_LIMITS = { ofOne: 3_000_000, count: 500, ofAll: 100_000_000 } as const;

/** Lengths of all drafts by person and key: asking the table at each letter typed would read them all. */
const readLengths = (connection: Connection): Map<string, Map<string, number>> => {
  const lengths = new Map<string, Map<string, number>>();
  for (const row of connection.prepare('SELECT person, key, length(fields) FROM local_drafts').all([])) {
    const own = lengths.get(String(row[0])) ?? new Map();
    lengths.set(String(row[0]), own.set(String(row[1]), Number(row[2])));
  }
  return lengths;
};

/** What people typed and have not sent, per person and record. */
export const createDraftStore = (connection: Connection): DraftStore => {
  const lengths = readLengths(connection);
  let total = 0;
  for (const own of lengths.values()) for (const length of own.values()) total += length;

  /** Why a draft of this length is not kept. */
  const tooMuch = (own: ReadonlyMap<string, number>, { key, label }: Draft, length: number): Result<null> => {
    const before = own.get(key);
    const named = { label: label === '' ? key : label };
    const { ofOne, count, ofAll } = DRAFT_LIMITS;
    if (length > ofOne) return fail('draft_too_large', 'drafts.too_large', { ...named, max: ofOne });
    if (before === undefined && own.size >= count)
      return fail('too_many_drafts', 'drafts.too_many', { ...named, max: count });
    // One that becomes shorter is always kept.
    if (length > (before ?? 0) && total - (before ?? 0) + length > ofAll)
      return fail('drafts_full', 'drafts.full', { ...named, max: ofAll });
    return ok(null);
  };
  const note = (personId: string, key: string, length: number | null): void => {
    const own = lengths.get(personId) ?? new Map<string, number>();
    total += (length ?? 0) - (own.get(key) ?? 0);
    if (length === null) own.delete(key);
    else own.set(key, length);
    lengths.set(personId, own);
  };

  return {
    get: (personId, key) => {
      const row = connection
        .prepare('SELECT label, fields, saved_at FROM local_drafts WHERE person = ? AND key = ?')
        .get([personId, key]);
      if (row === undefined) return null;
      return {
        key,
        label: String(row[0]),
        fields: JSON.parse(String(row[1])) as Draft['fields'],
        savedAt: String(row[2]),
      };
    },
    list: (personId) =>
      connection
        .prepare('SELECT key, label, saved_at FROM local_drafts WHERE person = ? ORDER BY saved_at DESC')
        .all([personId])
        .map((row) => ({ key: String(row[0]), label: String(row[1]), savedAt: String(row[2]) })),
    save: (personId, draft) => {
      const fields = JSON.stringify(draft.fields);
      const allowed = tooMuch(lengths.get(personId) ?? new Map(), draft, fields.length);
      if (!allowed.ok) return allowed;
      connection
        .prepare(
          `INSERT INTO local_drafts (person, key, label, fields, saved_at) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT (person, key) DO UPDATE SET label = excluded.label, fields = excluded.fields, saved_at = excluded.saved_at`,
        )
        .run([personId, draft.key, draft.label, fields, draft.savedAt]);
      note(personId, draft.key, fields.length);
      return ok(null);
    },
    discard: (personId, key) => {
      connection.prepare('DELETE FROM local_drafts WHERE person = ? AND key = ?').run([personId, key]);
      note(personId, key, null);
    },
  };
};
