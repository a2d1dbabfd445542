import { fail, ok, type Result } from '#domain/records/result.ts';
import { type SavedView, viewSchema } from '#domain/views/saved-view.ts';
import type { Connection } from '../storage/driver.ts';

export type ViewStore = {
  readonly list: (personId: string) => readonly SavedView[];
  /** One too many is not kept. */
  readonly save: (personId: string, view: SavedView) => Result<null>;
  readonly remove: (personId: string, id: string) => void;
};

/** More than anybody finds their way in. */
const MOST_VIEWS = 300;

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
    const others = connection.prepare('SELECT count(*) FROM local_views WHERE person = ? AND id <> ?');
    if (Number(others.get([personId, view.id])?.[0] ?? 0) >= MOST_VIEWS)
      return fail('too_many_views', 'views.too_many', { max: MOST_VIEWS });
    connection
      .prepare(
        'INSERT INTO local_views (person, id, body) VALUES (?, ?, ?) ON CONFLICT (person, id) DO UPDATE SET body = excluded.body',
      )
      .run([personId, view.id, JSON.stringify(view)]);
    return ok(null);
  },
  remove: (personId, id) => {
    connection.prepare('DELETE FROM local_views WHERE person = ? AND id = ?').run([personId, id]);
  },
});
