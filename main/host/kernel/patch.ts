import type { Patch } from '#contracts/wire.ts';

type Row = { readonly id: string };

const rowsOf = (answer: unknown): readonly Row[] | null => {
  if (typeof answer !== 'object' || answer === null) return null;
  const rows = (answer as { rows?: unknown }).rows;
  return Array.isArray(rows) ? (rows as readonly Row[]) : null;
};

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Whether each row can be told from the others by its id: drafts have a key, states a name, and a search may meet an id twice. */
const areTold = (rows: readonly Row[], byId: ReadonlyMap<string, unknown>): boolean =>
  byId.size === rows.length && rows.every((row) => typeof row?.id === 'string');

/** The smallest patch that turns the answer a window has into the new one; null when nothing changed. */
export const diffAnswers = (before: unknown, after: unknown): Patch | null => {
  const oldRows = rowsOf(before);
  const newRows = rowsOf(after);
  if (oldRows === null || newRows === null) {
    return same(before, after) ? null : { kind: 'replace', data: after };
  }
  const oldById = new Map(oldRows.map((row) => [row?.id, JSON.stringify(row)]));
  const newById = new Map(newRows.map((row) => [row?.id, JSON.stringify(row)]));
  if (!areTold(oldRows, oldById) || !areTold(newRows, newById))
    return same(before, after) ? null : { kind: 'replace', data: after };
  const changed = newRows.filter((row) => oldById.get(row.id) !== newById.get(row.id));
  const order = newRows.map((row) => row.id);
  const { rows: _old, ...oldRest } = before as Record<string, unknown>;
  const { rows: _new, ...rest } = after as Record<string, unknown>;
  const sameOrder = same(
    order,
    oldRows.map((row) => row.id),
  );
  if (changed.length === 0 && sameOrder && same(oldRest, rest)) return null;
  return { kind: 'rows', order, changed, rest };
};
