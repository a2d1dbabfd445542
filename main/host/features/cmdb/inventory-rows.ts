import type { Inventory } from '#domain/fields/config-items.ts';
import { isObject, type JsonObject } from '#domain/records/json.ts';

type InventoryRow = { readonly id: string; readonly values: JsonObject };

/** A window of one section's rows that contain the text in any value; a section that is one object is one row. */
export const inventoryRows = (
  inventory: Inventory | null,
  section: string,
  text: string,
  window: { readonly offset: number; readonly limit: number },
): { readonly total: number; readonly rows: readonly InventoryRow[] } => {
  // Sections have names from outside; `constructor` is none of them unless it is there itself.
  if (inventory === null || !Object.hasOwn(inventory.sections, section)) return { total: 0, rows: [] };
  const content = inventory.sections[section];
  const needle = text.trim().toLowerCase();
  const all = (Array.isArray(content) ? content : [content])
    .map((value, index): InventoryRow => ({ id: String(index), values: isObject(value) ? value : { value } }))
    .filter(
      (row) =>
        needle === '' ||
        Object.values(row.values).some((value) =>
          String(value ?? '')
            .toLowerCase()
            .includes(needle),
        ),
    );
  return { total: all.length, rows: all.slice(window.offset, window.offset + window.limit) };
};
