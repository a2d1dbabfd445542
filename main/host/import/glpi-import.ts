import type { Candidate } from '#domain/config-items/matching.ts';
import { MOST_CANDIDATES, reviewedDevice } from '#domain/import/device-review.ts';
import { identityOf } from '#domain/import/glpi-facts.ts';
import { type GlpiInventory, type GlpiSections, readSections } from '#domain/import/glpi-format.ts';
import type { ImportRecord } from '#domain/import/import-report.ts';
import { type Folded, foldAnswers, type Resolved, resolvingDevices } from '#domain/import/resolve-devices.ts';
import { reasoned, reasonText } from '#domain/records/result.ts';
import { planCables } from './glpi-cables.ts';
import { type Claim, claimAttached, planAttached } from './glpi-desk.ts';
import { createDevice, type DeviceUpdate, updateDevice } from './glpi-device.ts';
import { planGuests } from './glpi-guests.ts';
import { type ReadAnswers, readAnswers, readGlpiParts, readOcsParts } from './glpi-read.ts';
import type { GlpiRun, Question } from './glpi-run.ts';
import {
  breathe,
  createPace,
  type ImportControl,
  type ImportHost,
  importEnv,
  placed,
} from './import-context.ts';
import { openKnownConfigItems } from './known-config-items.ts';
import { reviewsIn } from './reviews.ts';
import type { Workspace } from './workspace.ts';

/** A device whose record is planned; what hangs on it comes when all devices are. Only what that needs is kept of it. */
type Planned = {
  readonly run: GlpiRun;
  readonly id: string;
  readonly inventory: GlpiInventory;
  readonly sections: GlpiSections;
  readonly records: ImportRecord[];
};

const withCandidates = (candidates: readonly Candidate[]): Pick<ImportRecord, 'candidates'> =>
  candidates.length === 0 ? {} : { candidates: candidates.slice(0, MOST_CANDIDATES) };

const whyOf = (leftAlone: readonly string[], resembled: readonly Candidate[]): Pick<ImportRecord, 'why'> => {
  if (leftAlone.length > 0) return { why: reasoned('row.edited_by_hand', { fields: leftAlone }) };
  if (resembled.length === 0) return {};
  const items = resembled.slice(0, MOST_CANDIDATES).map(({ id }) => id);
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

/** Sections that tell of other devices, and whether the agent looked inside. */
const ABOUT_OTHERS = ['monitors', 'printers', 'network_ports', 'virtualmachines', 'network_device'] as const;

const aboutOthers = (inventory: GlpiInventory): GlpiInventory => ({
  ...inventory,
  sections: Object.fromEntries(
    ABOUT_OTHERS.flatMap((name) => {
      const section = inventory.sections[name];
      return section === undefined ? [] : [[name, section] as const];
    }),
  ),
});

const sectionsOf = (inventory: GlpiInventory): GlpiSections => {
  const sections = readSections(inventory.sections);
  if (sections === null) throw new Error('sections were checked when the file was read');
  return sections;
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
  const stored = await workspace.get('configItems', id);
  const update =
    stored === null
      ? createDevice(id, inventory, env)
      : updateDevice(stored, await workspace.get('inventories', id), inventory, env);
  workspace.put('configItems', update.item);
  workspace.put('inventories', update.inventory);
  known.note(update.item);
  const records = deviceRecords(folded, update, target);
  const others = aboutOthers(inventory);
  return { run: { ...parts, file }, id, inventory: others, sections: sectionsOf(others), records };
};

/** What an answer asks a person: whose it is. */
const questionOf = ({ target, answers: [{ file, facts, inventory }] }: Resolved): Question => ({
  device: reviewedDevice({ ...identityOf(facts, inventory.tag), ips: facts.ips }, facts.name),
  candidates: target.candidates,
  file,
  inventory,
});

/** Plans the devices of OCS or FusionInventory inventories in XML, which hold the same sections. @throws BadInput */
export const planOcs = async (
  files: readonly string[],
  host: ImportHost,
  workspace: Workspace,
  control: ImportControl,
): Promise<PlannedDevices> =>
  planAnswers(await readAnswers(files, readOcsParts, control), host, workspace, control);

/** Plans the devices of GLPI inventories, what is attached to them and what they are connected to. @throws BadInput */
export const planGlpi = async (
  files: readonly string[],
  host: ImportHost,
  workspace: Workspace,
  control: ImportControl,
): Promise<PlannedDevices> =>
  planAnswers(await readAnswers(files, readGlpiParts, control), host, workspace, control);

/** What is planned for some answers, and what a person has to decide. */
export type PlannedDevices = {
  readonly records: readonly ImportRecord[];
  readonly questions: readonly Question[];
};

type Parts = Omit<GlpiRun, 'file'>;

/** The devices themselves, and the answers of which nobody knows whose they are. */
const planDevices = async (
  read: ReadAnswers,
  parts: Parts,
  control: ImportControl,
): Promise<{ readonly devices: readonly Planned[]; readonly records: readonly ImportRecord[] }> => {
  const devices: Planned[] = [];
  const records = [...read.records];
  const pace = createPace(control);
  const steps = resolvingDevices(read.answers, parts.known);
  let step = steps.next();
  while (step.done !== true) {
    await pace();
    step = steps.next();
  }
  const resolved = step.value;
  for (const [index, one] of resolved.entries()) {
    await breathe(control);
    parts.workspace.settle();
    const [first, ...others] = one.answers;
    const { file } = first;
    control.progress(index, resolved.length, reasonText('progress.comparing', { file }));
    const whole: Resolved = {
      target: one.target,
      answers: [await read.withSections(first), ...(await Promise.all(others.map(read.withSections)))],
    };
    const { target } = one;
    if (target.kind === 'known' || target.kind === 'new') {
      devices.push(await placed(file, 'content', () => planDevice(target.id, whole, parts)));
    } else {
      if (target.kind === 'ambiguous') parts.ask(questionOf(whole));
      records.push(undecided(one));
    }
  }
  return { devices, records };
};

/** What hangs on the devices: what one says of its neighbours, guests and screens may be about another one of this run, so all are known by now. */
const planOthers = async (
  devices: readonly Planned[],
  { workspace }: Parts,
  control: ImportControl,
): Promise<void> => {
  const claims: (readonly Claim[])[] = [];
  const pace = createPace(control);
  for (const { run, sections } of devices) {
    await pace();
    workspace.settle();
    claims.push(await placed(run.file, 'content', () => claimAttached(sections, run)));
  }
  const holder = new Map<string, number>();
  for (const [at, { item }] of claims.flatMap((own, at) => own.map((claim) => [at, claim] as const))) {
    if (item !== null) holder.set(item.id, at);
  }
  for (const [at, { run, id, inventory, sections, records: own }] of devices.entries()) {
    await breathe(control);
    workspace.settle();
    const planned = placed(run.file, 'content', async () => {
      const item = await workspace.get('configItems', id);
      if (item === null) throw new Error(`${id} was planned and is not there`);
      return [
        ...(await planAttached(item, inventory, claims[at] ?? [], (one) => holder.get(one) === at, run)),
        ...(await planCables(item, sections, run)),
        ...(await planGuests(item, inventory, sections, run)),
      ];
    });
    own.push(...(await planned));
  }
};

/** Plans devices by what was read of them. @throws BadInput */
export const planAnswers = async (
  read: ReadAnswers,
  host: ImportHost,
  workspace: Workspace,
  control: ImportControl,
): Promise<PlannedDevices> => {
  const questions: Question[] = [];
  const known = await openKnownConfigItems(host, reviewsIn(host), control);
  const parts: Parts = { host, workspace, known, ask: (question) => questions.push(question) };
  const { devices, records } = await planDevices(read, parts, control);
  await planOthers(devices, parts, control);
  return { records: [...devices.flatMap((device) => device.records), ...records], questions };
};
