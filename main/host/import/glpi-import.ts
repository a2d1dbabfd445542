import type { Candidate } from '#domain/config-items/matching.ts';
import type { ConfigItem } from '#domain/fields/config-items.ts';
import { type GlpiSections, readSections } from '#domain/import/glpi-format.ts';
import type { ImportRecord } from '#domain/import/import-report.ts';
import { type Folded, foldAnswers, type Resolved, resolveDevices } from '#domain/import/resolve-devices.ts';
import { reasoned, reasonText } from '#domain/records/result.ts';
import { planCables } from './glpi-cables.ts';
import { type Claim, claimAttached, planAttached } from './glpi-desk.ts';
import { createDevice, type DeviceUpdate, updateDevice } from './glpi-device.ts';
import { planGuests } from './glpi-guests.ts';
import { type ReadParts, readAnswers, readGlpiParts, readOcsParts } from './glpi-read.ts';
import type { GlpiRun } from './glpi-run.ts';
import { breathe, type ImportControl, type ImportHost, importEnv, placed } from './import-context.ts';
import { createKnownConfigItems } from './known-config-items.ts';
import type { Workspace } from './workspace.ts';

/** A device whose record is planned; what hangs on it comes when all devices are. */
type Planned = {
  readonly run: GlpiRun;
  readonly item: ConfigItem;
  readonly folded: Folded;
  readonly sections: GlpiSections;
  readonly records: ImportRecord[];
};

/** More than a person compares; the likeliest come first. */
const MAX_CANDIDATES = 20;

const withCandidates = (candidates: readonly Candidate[]): Pick<ImportRecord, 'candidates'> =>
  candidates.length === 0 ? {} : { candidates: candidates.slice(0, MAX_CANDIDATES) };

const whyOf = (leftAlone: readonly string[], resembled: readonly Candidate[]): Pick<ImportRecord, 'why'> => {
  if (leftAlone.length > 0) return { why: reasoned('row.edited_by_hand', { fields: leftAlone }) };
  if (resembled.length === 0) return {};
  const items = resembled.slice(0, MAX_CANDIDATES).map(({ id }) => id);
  return { why: reasoned('row.resembles', { items }) };
};

const deviceRecords = (
  { file, with: others }: Folded,
  update: DeviceUpdate,
  { kind, candidates }: Resolved['target'],
): ImportRecord[] => {
  const { item, itemChanges, sectionChanges, leftAlone } = update;
  const isNew = kind === 'new';
  const action = (changes: readonly string[]): ImportRecord['action'] =>
    isNew ? 'created' : changes.length > 0 ? 'updated' : 'unchanged';
  const base = { file, id: item.id, label: item.name };
  return [
    {
      ...base,
      kind: 'configItem',
      action: action(itemChanges),
      ...whyOf(leftAlone, isNew ? candidates : []),
      ...(itemChanges.length > 0 ? { changes: itemChanges } : {}),
      ...withCandidates(candidates.filter(({ id }) => id !== item.id)),
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

/** An answer that becomes no record: nobody knows its device, or several may be it. */
const undecided = ({ target, answers: [{ file, facts }] }: Resolved): ImportRecord => {
  const base = { file, kind: 'configItem', id: null, label: facts.name } as const;
  const candidates = withCandidates(target.candidates);
  if (target.kind !== 'ambiguous') {
    return { ...base, action: 'skipped', why: reasoned('row.partial_unknown'), ...candidates };
  }
  const why = reasoned('row.identity_fits', { by: target.by, items: target.ids });
  return { ...base, action: 'ambiguous', why, ...candidates };
};

const planDevice = async (
  id: string,
  { target, answers }: Resolved,
  parts: Omit<GlpiRun, 'file'>,
): Promise<Planned> => {
  const folded = foldAnswers(answers);
  const { file, inventory } = folded;
  const { workspace, known, host } = parts;
  const env = importEnv(host);
  const sections = readSections(inventory.sections);
  if (sections === null) throw new Error('sections were checked when the file was read');
  const stored = await workspace.get('configItems', id);
  const update =
    stored === null
      ? createDevice(id, inventory, env)
      : updateDevice(stored, await workspace.get('inventories', id), inventory, env);
  workspace.put('configItems', update.item);
  workspace.put('inventories', update.inventory);
  known.note(update.item);
  const records = deviceRecords(folded, update, target);
  return { run: { ...parts, file }, item: update.item, folded, sections, records };
};

/** Plans the devices of OCS or FusionInventory inventories in XML, which hold the same sections. @throws BadInput */
export const planOcs = (
  files: readonly string[],
  host: ImportHost,
  workspace: Workspace,
  control: ImportControl,
): Promise<readonly ImportRecord[]> => planInventories(files, readOcsParts, host, workspace, control);

/** Plans the devices of GLPI inventories, what is attached to them and what they are connected to. @throws BadInput */
export const planGlpi = (
  files: readonly string[],
  host: ImportHost,
  workspace: Workspace,
  control: ImportControl,
): Promise<readonly ImportRecord[]> => planInventories(files, readGlpiParts, host, workspace, control);

const planInventories = async (
  files: readonly string[],
  readParts: ReadParts,
  host: ImportHost,
  workspace: Workspace,
  control: ImportControl,
): Promise<readonly ImportRecord[]> => {
  const read = await readAnswers(files, readParts, control);
  const known = createKnownConfigItems(host.read.ciIdentities());
  const devices: Planned[] = [];
  const records = [...read.records];
  const resolved = resolveDevices(read.answers, known);
  for (const [index, one] of resolved.entries()) {
    await breathe(control);
    const { file } = one.answers[0];
    control.progress(index, resolved.length, reasonText('progress.comparing', { file }));
    const { target } = one;
    if (target.kind === 'known' || target.kind === 'new') {
      const { id } = target;
      devices.push(await placed(file, 'content', () => planDevice(id, one, { host, workspace, known })));
    } else {
      records.push(undecided(one));
    }
  }
  // What one device says of its neighbours, guests and screens may be about another one of this run: all of them are known by now.
  const claims: (readonly Claim[])[] = [];
  for (const { run, sections } of devices) {
    claims.push(await placed(run.file, 'content', () => claimAttached(sections, run)));
  }
  const holder = new Map<string, number>();
  for (const [at, { item }] of claims.flatMap((own, at) => own.map((claim) => [at, claim] as const))) {
    if (item !== null) holder.set(item.id, at);
  }
  for (const [at, { run, item, folded, sections, records: own }] of devices.entries()) {
    await breathe(control);
    const { inventory } = folded;
    const planned = placed(run.file, 'content', async () => [
      ...(await planAttached(item, inventory, claims[at] ?? [], (id) => holder.get(id) === at, run)),
      ...(await planCables(item, sections, run)),
      ...(await planGuests(item, inventory, sections, run)),
    ]);
    own.push(...(await planned));
  }
  return [...devices.flatMap((device) => device.records), ...records];
};
