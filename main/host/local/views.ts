import { type SavedView, viewSchema } from '#contracts/drafts.ts';
import type { Connection } from '../storage/driver.ts';

export type ViewStore = {
  readonly list: (personId: string) => readonly SavedView[];
  readonly save: (personId: string, view: SavedView) => void;
  readonly remove: (personId: string, id: string) => void;
};

/** Saved views of lists. Those without a kind are of the time when only the queue had some. A view an older version can't read any more is left out of the list and stays in the table. */
export const createViewStore = (connection: Connection): ViewStore => ({
  list: (personId) =>
    connection
      .prepare('SELECT body FROM local_views WHERE person = ? ORDER BY id')
      .all([personId])
      .flatMap((row) => {
        const parsed = viewSchema.safeParse({ kind: 'filter', ...JSON.parse(String(row[0])) });
        return parsed.success ? [parsed.data] : [];
      }),
  save: (personId, view) => {
    connection
      .prepare(
        'INSERT INTO local_views (person, id, body) VALUES (?, ?, ?) ON CONFLICT (person, id) DO UPDATE SET body = excluded.body',
      )
      .run([personId, view.id, JSON.stringify(view)]);
  },
  remove: (personId, id) => {
    connection.prepare('DELETE FROM local_views WHERE person = ? AND id = ?').run([personId, id]);
  },
});
