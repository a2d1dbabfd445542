import { createConfigItem } from '#domain/config-items/config-item.commands.ts';
import type { ConfigItem, Inventory } from '#domain/fields/config-items.ts';
import { type ConfigItemFacts, ciFactsOf, reportedAfter, reportedIn } from '#domain/import/glpi-facts.ts';
import { type GlpiInventory, readSections, sectionsToReplace } from '#domain/import/glpi-format.ts';
import { broughtBack } from '#domain/import/undo-import.ts';
import { applyChanges, newRecordBase } from '#domain/journal/journal.ts';
import type { Env } from '#domain/records/common.ts';
import { cutText } from '#domain/records/cut-text.ts';
import { sameValue } from '#domain/records/json.ts';
import { NoRecord } from './import-context.ts';

/** Tag of an item that only a neighbour told of. */
export const DISCOVERED = 'discovered';

export type NewItem = {
  readonly id: string;
  readonly externalId: string | null;
  readonly facts: ConfigItemFacts;
};

/** A configuration item from an inventory. Two devices that import the same file make the same record. */
export const newItem = ({ id, externalId, facts }: NewItem, env: Env): ConfigItem => {
  const { softwareCount, otherSerials, isVirtual, ...fields } = facts;
  const reported = reportedIn({ serial: fields.serial, otherSerials, isVirtual });
  const created = createConfigItem(
    null,
    { ...fields, macs: [...fields.macs], ips: [...fields.ips], id, externalId },
    { env, origin: 'import' },
  );
  if (!created.ok) throw new NoRecord(created.error);
  const item = created.value;
  return {
    ...item,
    softwareCount,
    extra: otherSerials.length === 0 ? {} : { glpi: reported },
    journal: item.journal.map((entry) => ({ ...entry, id: `${id}-created` })),
  };
};

/** Sections after this inventory, and the names of those that differ from what was there. */
const mergeSections = (
  stored: Inventory | null,
  inventory: GlpiInventory,
): { readonly sections: Inventory['sections']; readonly changed: readonly string[] } => {
  const replaced = sectionsToReplace(inventory);
  const kept = inventory.partial ? (stored?.sections ?? {}) : {};
  const sections = {
    ...kept,
    ...Object.fromEntries(replaced.map((name) => [name, inventory.sections[name]])),
  };
  const names = new Set([...Object.keys(stored?.sections ?? {}), ...Object.keys(sections)]);
  const changed = [...names].filter((name) => !sameValue(stored?.sections[name], sections[name]));
  return { sections, changed };
};

const inventoryWith = (
  stored: Inventory | null,
  ciId: string,
  inventory: GlpiInventory,
  env: Env,
): { readonly inventory: Inventory; readonly changed: readonly string[] } => {
  const { sections, changed } = mergeSections(stored, inventory);
  if (stored !== null && changed.length === 0) return { inventory: stored, changed };
  const times = { ...stored?.sectionTimes, ...Object.fromEntries(changed.map((name) => [name, env.now])) };
  const agent = inventory.sections.versionclient;
  return {
    changed,
    inventory: {
      ...(stored ?? newRecordBase(env, { id: ciId })),
      updatedAt: env.now,
      updatedBy: env.actor.personId,
      ciId,
      source: cutText(`glpi ${typeof agent === 'string' ? agent : ''}`.trim(), 120),
      receivedAt: env.now,
      sections,
      sectionTimes: Object.fromEntries(Object.keys(sections).map((name) => [name, times[name] ?? env.now])),
    },
  };
};

/** What the facts would set on the item: only what they know, and a class only where none was known. */
const factsPatch = (item: ConfigItem, facts: ConfigItemFacts): Partial<ConfigItem> => {
  const {
    ciClass,
    softwareCount,
    hardware,
    macs,
    ips,
    otherSerials: _others,
    isVirtual: _virtual,
    ...texts
  } = facts;
  const known = Object.fromEntries(Object.entries(texts).filter(([, value]) => value !== null));
  const parts = Object.fromEntries(Object.entries(hardware).filter(([, value]) => value !== null));
  const isGuess = item.ciClass === 'other' || item.tags.includes(DISCOVERED);
  return {
    ...known,
    ...(isGuess ? { ciClass, tags: item.tags.filter((tag) => tag !== DISCOVERED) } : {}),
    ...(macs.length > 0 ? { macs: [...macs] } : {}),
    ...(ips.length > 0 ? { ips: [...ips] } : {}),
    hardware: { ...item.hardware, ...parts },
    softwareCount,
  };
};

export type DeviceUpdate = {
  readonly item: ConfigItem;
  readonly inventory: Inventory;
  readonly itemChanges: readonly string[];
  readonly sectionChanges: readonly string[];
  /** Fields that the inventory would change and that were edited by hand. */
  readonly leftAlone: readonly string[];
};

/** Changed fields of `item` by `patch`, but for the locked ones. */
const applyUnlocked = (
  item: ConfigItem,
  patch: Partial<ConfigItem>,
  env: Env,
): { readonly item: ConfigItem; readonly changes: string[]; readonly leftAlone: string[] } => {
  const differing = (Object.keys(patch) as (keyof ConfigItem)[]).filter(
    (field) => !sameValue(item[field], patch[field]),
  );
  const leftAlone = differing.filter((field) => item.lockedFields.includes(field));
  const changes = differing.filter((field) => !item.lockedFields.includes(field));
  const unlocked = Object.fromEntries(changes.map((field) => [field, patch[field]]));
  return {
    item: applyChanges(item, unlocked as Partial<ConfigItem>, env, { kind: 'imported', origin: 'import' }),
    changes,
    leftAlone,
  };
};

/** A device nobody knew, from its full inventory. */
export const createDevice = (id: string, inventory: GlpiInventory, env: Env): DeviceUpdate => {
  const facts = factsIn(inventory, inventory.sections);
  const made = newItem({ id, externalId: cutText(`glpi:${inventory.deviceId}`, 200), facts }, env);
  const { inventory: document, changed } = inventoryWith(null, id, inventory, env);
  return {
    item: { ...made, inventoryAt: env.now, extra: { glpi: reportedAfter(null, inventory, facts) } },
    inventory: document,
    itemChanges: [],
    sectionChanges: changed,
    leftAlone: [],
  };
};

/** `item` and its inventory after `inventory`; equal to what they were when it says nothing new. */
export const updateDevice = (
  item: ConfigItem,
  stored: Inventory | null,
  inventory: GlpiInventory,
  env: Env,
): DeviceUpdate => {
  const merged = inventoryWith(stored, item.id, inventory, env);
  // Sections are only ever read together: a partial one must not take away what the others say.
  const facts = factsIn(inventory, merged.inventory.sections);
  const isNews = merged.changed.length > 0;
  const patch = {
    ...broughtBack(item),
    ...factsPatch(item, facts),
    ...(isNews ? { inventoryAt: env.now } : {}),
    extra: { ...item.extra, glpi: reportedAfter(item, inventory, facts) },
  };
  const { item: changed, changes, leftAlone } = applyUnlocked(item, patch, env);
  return {
    item: changed,
    inventory: merged.inventory,
    itemChanges: changes,
    sectionChanges: merged.changed,
    leftAlone,
  };
};

/** What an inventory says about the device that it comes from. */
const factsIn = (inventory: GlpiInventory, sections: Readonly<Record<string, unknown>>): ConfigItemFacts => {
  const readable = readSections(sections) ?? readSections(inventory.sections);
  if (readable === null) throw new Error('sections were checked when the file was read');
  return ciFactsOf(inventory, readable);
};
