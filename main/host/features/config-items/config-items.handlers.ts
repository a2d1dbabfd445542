import {
  type ConfigItemPatch,
  createConfigItem,
  updateConfigItem,
} from '#domain/config-items/config-item.commands.ts';
import { impactOf } from '#domain/config-items/impact.ts';
import {
  joinedInto,
  joinedRelations,
  keepJoined,
  keepSeparated,
  leaveJoined,
  leaveSeparated,
  separatedRelations,
} from '#domain/config-items/join.ts';
import { takenIdentifier } from '#domain/config-items/taken.ts';
import { warrantyOn } from '#domain/config-items/warranty.ts';
import {
  CONFIG_ITEM_FIELDS,
  type ConfigItem,
  type Inventory,
  type Relation,
} from '#domain/fields/config-items.ts';
import { isObject, type JsonObject } from '#domain/records/json.ts';
import { ontoStored } from '#domain/records/list-edit.ts';
import { type Failure, fail } from '#domain/records/result.ts';
import { insertOnce } from '#main/host/features/reply.ts';
import type { FeatureHandlers, HostContext } from '../../context.ts';
import { actorOf } from '../actor.ts';
import { changedReferences, checkReferences, type Reference, tableReferences } from '../references.ts';
import { done, notFound, toReply } from '../reply.ts';
import { ciDetail } from './config-item-detail.ts';

const namedIn = (input: Readonly<Record<string, unknown>>, context: HostContext): readonly Reference[] =>
  tableReferences(CONFIG_ITEM_FIELDS, input, actorOf(context));

export const configItemsHandlers: FeatureHandlers<'configItems'> = {
  commands: {
    create: async (context, { evenIfTaken = false, ...input }) => {
      const id = input.id ?? context.newId();
      const existing = await context.records.get('configItems', id);
      if (existing !== null) return done(existing);
      const known = await checkReferences(context, namedIn(input, context));
      if (!known.ok) return toReply(known);
      const taken = evenIfTaken ? null : takenIdentifier(input, context.read.ciIdentities());
      if (taken !== null) return { ok: false, error: taken };
      const created = createConfigItem(null, { ...input, id }, { env: context.env() });
      return created.ok ? insertOnce(context, 'configItems', created.value) : toReply(created);
    },
    update: async (context, { id, changes, seen, evenIfTaken = false }) => {
      const current = await context.records.get('configItems', id);
      if (current === null) return notFound(id);
      const known = await checkReferences(context, changedReferences(namedIn(changes, context), current));
      if (!known.ok) return toReply(known);
      const taken = evenIfTaken ? null : newlyTaken(current, changes, context);
      if (taken !== null) return { ok: false, error: taken };
      const ctx = { env: context.env() };
      return toReply(
        await context.records.change('configItems', id, (item) =>
          updateConfigItem(item, ontoStored(CONFIG_ITEM_FIELDS, item, changes, seen), ctx),
        ),
      );
    },
    join: async (context, { keepId, goneId }) => {
      const { records } = context;
      const [kept, gone] = [
        await records.get('configItems', keepId),
        await records.get('configItems', goneId),
      ];
      if (kept === null) return notFound(keepId);
      if (gone === null) return notFound(goneId);
      const env = context.env();
      // Each step is done once: whoever is interrupted joins again, and the rest is done.
      const allowed = keepJoined(kept, gone, env);
      if (!allowed.ok) return toReply(allowed);
      const left = await records.change('configItems', goneId, (item) => leaveJoined(item, kept, env));
      if (!left.ok) return toReply(left);
      const after = await records.change('configItems', keepId, (item) => keepJoined(item, gone, env));
      if (after.ok)
        await writeRelations(context, [keepId, goneId], (all) => joinedRelations(kept, gone, all, env));
      return toReply(after);
    },
    separate: async (context, { goneId }) => {
      const { records } = context;
      const gone = await records.get('configItems', goneId);
      if (gone === null) return notFound(goneId);
      const keepId = joinedInto(gone);
      if (keepId === null) return toReply(fail('invalid_join', 'join.none', { name: gone.name }));
      const kept = await records.get('configItems', keepId);
      if (kept === null) return notFound(keepId);
      const env = context.env();
      await writeRelations(context, [keepId, goneId], (all) => separatedRelations(kept, gone, all, env));
      const left = await records.change('configItems', keepId, (item) => keepSeparated(item, gone, env));
      if (!left.ok) return toReply(left);
      return toReply(await records.change('configItems', goneId, (item) => leaveSeparated(item, kept, env)));
    },
  },
  queries: {
    page: async (context, { filter, sort, offset, limit }) =>
      done(context.read.ciPage(filter, sort, { offset, limit })),
    detail: async (context, { id }) => {
      const ci = await context.records.get('configItems', id);
      if (ci === null) return notFound(id);
      const today = context.clock.now().slice(0, 10);
      const warranty = warrantyOn(ci.commercial.warrantyUntil, today);
      return done(await ciDetail(context, ci, warranty.daysLeft));
    },
    inventory: async (context, { ciId, section, text, offset, limit }) =>
      done(inventoryRows(await context.records.get('inventories', ciId), section, text, { offset, limit })),
    impact: async (context, { id }) => {
      const { reached, cut } = impactOf([id], context.read.relationLookup());
      const rows = new Map(context.read.cis(reached.map((one) => one.id)).map((row) => [row.id, row]));
      return done({
        rows: reached.flatMap((one) => {
          const row = rows.get(one.id);
          return row === undefined ? [] : [{ ...row, depth: one.depth, viaId: one.viaId }];
        }),
        cut,
      });
    },
  },
};

/** Whether an edit gives the item a serial or tag that it does not have yet and another one has. */
const newlyTaken = (
  item: ConfigItem,
  changes: Pick<ConfigItemPatch, 'serial' | 'assetTag'>,
  { read }: HostContext,
): Failure | null => {
  const given = {
    serial: changes.serial === item.serial ? null : changes.serial,
    assetTag: changes.assetTag === item.assetTag ? null : changes.assetTag,
  };
  if ((given.serial ?? given.assetTag ?? null) === null) return null;
  const others = read.ciIdentities().filter((one) => one.id !== item.id);
  return takenIdentifier(given, others, 'item.identifier_taken_by');
};

const writeRelations = async (
  { read, records }: HostContext,
  ciIds: readonly string[],
  change: (all: readonly Relation[]) => readonly Relation[],
): Promise<void> => {
  const all = await records.getMany('relations', read.relationIdsOf(ciIds));
  await records.putAll('relations', change(all));
};

type InventoryRow = { readonly id: string; readonly values: JsonObject };

/** A window of one section's rows that contain the text in any value; a section that is one object is one row. */
const inventoryRows = (
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
