import { normaliseSerial } from '#domain/config-items/matching.ts';
import type { ConfigItem } from '#domain/fields/config-items.ts';
import { ciFactsOf, ciIdOf, identityOf } from '#domain/import/glpi-facts.ts';
import {
  type GlpiInventory,
  type GlpiSections,
  parseGlpiInventory,
  readSections,
  sectionsToReplace,
} from '#domain/import/glpi-format.ts';
import type { ImportRecord } from '#domain/import/import-report.ts';
import { glpiFromOcs } from '#domain/import/ocs-format.ts';
import { type Reasoned, reasoned, reasonText } from '#domain/records/result.ts';
import { createDevice, type DeviceUpdate, updateDevice } from './glpi-device.ts';
import type { GlpiRun } from './glpi-relations.ts';
import { planAttached, planCables } from './glpi-relations.ts';
import {
  BadInput,
  badValue,
  breathe,
  type ImportControl,
  type ImportHost,
  importEnv,
  placed,
} from './import-context.ts';
import { createKnownConfigItems } from './known-config-items.ts';
import { readJson } from './read-input.ts';
import { readXml } from './read-xml.ts';
import type { Workspace } from './workspace.ts';

/** CouchDB takes documents up to 8 MB; a larger one would never leave this device. */
const MAX_INVENTORY_CHARACTERS = 7_500_000;

type InputFile = {
  readonly file: string;
  readonly inventory: GlpiInventory;
  /** Further files of the same run about the same device, taken together with this one. */
  readonly with: readonly string[];
};

/** Agents' ids are not always unique: where there is a serial number, it has to agree. */
const deviceKey = ({ deviceId, sections }: GlpiInventory): string => {
  const readable = readSections(sections);
  const serial = normaliseSerial(readable?.bios?.ssn ?? readable?.network_device?.serial);
  return `${deviceId}|${serial ?? ''}`;
};

const together = (first: InputFile, next: InputFile): InputFile => {
  const files = [...first.with, next.file];
  if (!next.inventory.partial)
    return { file: next.file, inventory: next.inventory, with: [...first.with, first.file] };
  const replaced = sectionsToReplace(next.inventory).map((name) => [name, next.inventory.sections[name]]);
  const sections = { ...first.inventory.sections, ...Object.fromEntries(replaced) };
  return { file: first.file, inventory: { ...first.inventory, sections }, with: files };
};

/**
 * A device's files made one: the last full inventory, then the partial ones, wherever they stand. One after another they would undo each
 * other, and importing the same files again would look like news.
 */
const oneEachDevice = (read: readonly InputFile[]): readonly InputFile[] => {
  const byDevice = new Map<string, InputFile>();
  for (const partial of [false, true]) {
    for (const input of read.filter(({ inventory }) => inventory.partial === partial)) {
      const key = deviceKey(input.inventory);
      const known = byDevice.get(key);
      byDevice.set(key, known === undefined ? input : together(known, input));
    }
  }
  return [...byDevice.values()];
};

/** How a file of one of the two formats becomes a value in GLPI's shape. */
type ReadFile = (file: string) => Promise<unknown>;

const readInventories = async (
  files: readonly string[],
  readFile: ReadFile,
  control: ImportControl,
): Promise<readonly InputFile[]> => {
  const read: InputFile[] = [];
  for (const file of files) {
    await breathe(control);
    control.progress(read.length, files.length, reasonText('progress.reading', { file }));
    const inventory = parseGlpiInventory(await readFile(file));
    if (!inventory.ok) {
      throw badValue(file, inventory.error);
    }
    if (JSON.stringify(inventory.value.sections).length > MAX_INVENTORY_CHARACTERS) {
      throw new BadInput(file, 'content', reasoned('inventory.too_large'));
    }
    read.push({ file, inventory: inventory.value, with: [] });
  }
  return oneEachDevice(read);
};

const deviceRecords = (
  { file, with: others }: InputFile,
  update: DeviceUpdate,
  isNew: boolean,
): ImportRecord[] => {
  const { item, itemChanges, sectionChanges, leftAlone } = update;
  const why = leftAlone.length > 0 ? { why: reasoned('row.edited_by_hand', { fields: leftAlone }) } : {};
  const action = (changes: readonly string[]): ImportRecord['action'] =>
    isNew ? 'created' : changes.length > 0 ? 'updated' : 'unchanged';
  const base = { file, id: item.id, label: item.name };
  return [
    {
      ...base,
      kind: 'configItem',
      action: action(itemChanges),
      ...why,
      ...(itemChanges.length > 0 ? { changes: itemChanges } : {}),
    },
    {
      ...base,
      kind: 'inventory',
      action: action(sectionChanges),
      ...(others.length > 0 ? { why: reasoned('row.together', { files: others }) } : {}),
      ...(sectionChanges.length > 0 ? { changes: sectionChanges } : {}),
    },
  ];
};

type Target =
  | { readonly kind: 'known'; readonly item: ConfigItem }
  | { readonly kind: 'new' }
  | { readonly kind: 'skip'; readonly why: Reasoned };

/** The item that the inventory belongs to. */
const targetOf = async (inventory: GlpiInventory, sections: GlpiSections, run: GlpiRun): Promise<Target> => {
  const facts = ciFactsOf(inventory, sections);
  const match = run.known.match(identityOf(facts));
  switch (match.kind) {
    case 'ambiguous':
      return {
        kind: 'skip',
        why: reasoned('row.identity_fits', { by: match.by, items: match.ids }),
      };
    case 'match': {
      const item = await run.workspace.get('configItems', match.id);
      if (item === null) throw new Error(`matched ${match.id}, which is not there`);
      return { kind: 'known', item };
    }
    case 'none': {
      if (inventory.partial) {
        return { kind: 'skip', why: reasoned('row.partial_unknown') };
      }
      // Its serial may have been corrected by hand since: the id still tells.
      const item = await run.workspace.get('configItems', ciIdOf(identityOf(facts), inventory.deviceId));
      return item === null ? { kind: 'new' } : { kind: 'known', item };
    }
  }
};

const planFile = async (input: InputFile, run: GlpiRun): Promise<readonly ImportRecord[]> => {
  const { file, inventory } = input;
  const { host, workspace, known } = run;
  const env = importEnv(host);
  const sections = readSections(inventory.sections);
  if (sections === null) throw new Error('sections were checked when the file was read');
  const target = await targetOf(inventory, sections, run);
  if (target.kind === 'skip') {
    return [
      {
        file,
        kind: 'configItem',
        id: null,
        label: inventory.deviceId,
        action: 'skipped',
        why: target.why,
      },
    ];
  }
  const update =
    target.kind === 'new'
      ? createDevice(inventory, env)
      : updateDevice(target.item, await workspace.get('inventories', target.item.id), inventory, env);
  workspace.put('configItems', update.item);
  workspace.put('inventories', update.inventory);
  known.note(update.item);
  return [
    ...deviceRecords(input, update, target.kind === 'new'),
    ...(await planAttached(update.item, inventory, sections, run)),
    ...(await planCables(update.item, sections, run)),
  ];
};

const readOcs: ReadFile = async (file) => {
  const inventory = glpiFromOcs(await readXml(file));
  if (inventory.ok) return inventory.value;
  throw badValue(file, inventory.error);
};

/** Plans the devices of OCS or FusionInventory inventories in XML, which hold the same sections. @throws BadInput */
export const planOcs = (
  files: readonly string[],
  host: ImportHost,
  workspace: Workspace,
  control: ImportControl,
): Promise<readonly ImportRecord[]> => planInventories(files, readOcs, host, workspace, control);

/** Plans the devices of GLPI inventories, what is attached to them and what they are connected to. @throws BadInput */
export const planGlpi = (
  files: readonly string[],
  host: ImportHost,
  workspace: Workspace,
  control: ImportControl,
): Promise<readonly ImportRecord[]> => planInventories(files, readJson, host, workspace, control);

const planInventories = async (
  files: readonly string[],
  readFile: ReadFile,
  host: ImportHost,
  workspace: Workspace,
  control: ImportControl,
): Promise<readonly ImportRecord[]> => {
  const inputs = await readInventories(files, readFile, control);
  const known = createKnownConfigItems(host.read.ciIdentities());
  const records: ImportRecord[] = [];
  for (const [index, input] of inputs.entries()) {
    await breathe(control);
    control.progress(index, inputs.length, reasonText('progress.comparing', { file: input.file }));
    const { file } = input;
    const planned = placed(file, 'content', () => planFile(input, { file, host, workspace, known }));
    records.push(...(await planned));
  }
  return records;
};
