import type { Draft } from '#contracts/drafts.ts';
import type { Connection } from '../storage/driver.ts';

export type DraftStore = {
  readonly get: (personId: string, key: string) => Draft | null;
  readonly list: (personId: string) => readonly Omit<Draft, 'fields'>[];
  /** On disk when it returns. */
  readonly save: (personId: string, draft: Draft) => void;
  readonly discard: (personId: string, key: string) => void;
};

/** What people typed and have not sent, per person and record. */
export const createDraftStore = (connection: Connection): DraftStore => ({
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
    connection
      .prepare(
        `INSERT INTO local_drafts (person, key, label, fields, saved_at) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT (person, key) DO UPDATE SET label = excluded.label, fields = excluded.fields, saved_at = excluded.saved_at`,
      )
      .run([personId, draft.key, draft.label, JSON.stringify(draft.fields), draft.savedAt]);
  },
  discard: (personId, key) => {
    connection.prepare('DELETE FROM local_drafts WHERE person = ? AND key = ?').run([personId, key]);
  },
});
