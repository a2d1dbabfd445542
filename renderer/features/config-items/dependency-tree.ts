import type { ConfigItemRow } from '#contracts/shared.ts';

/** An item a failure reaches, with how far away it is (1: directly) and through which item. */
export type ReachedConfigItem = ConfigItemRow & { readonly depth: number; readonly viaId: string };

/**
 * The reached items in the order of a tree: each one under the item that passes the failure on, siblings by name. An item whose
 * parent is missing comes last rather than not at all.
 */
export const inTreeOrder = (
  rootId: string,
  rows: readonly ReachedConfigItem[],
): readonly ReachedConfigItem[] => {
  const byParent = new Map<string, ReachedConfigItem[]>();
  for (const row of rows) byParent.set(row.viaId, [...(byParent.get(row.viaId) ?? []), row]);
  const placed = new Set<string>();
  const below = (id: string): ReachedConfigItem[] =>
    (byParent.get(id) ?? [])
      .filter((row) => !placed.has(row.id))
      .sort((left, right) => left.name.localeCompare(right.name))
      .flatMap((row) => {
        if (placed.has(row.id)) return [];
        placed.add(row.id);
        return [row, ...below(row.id)];
      });
  const tree = below(rootId);
  return [...tree, ...rows.filter((row) => !placed.has(row.id))];
};
