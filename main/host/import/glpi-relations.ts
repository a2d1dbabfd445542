import { type Identity, normaliseSerial } from '#domain/config-items/matching.ts';
import type { ConfigItem, Relation } from '#domain/fields/config-items.ts';
import { ciIdOf } from '#domain/import/glpi-facts.ts';
import type { GlpiInventory, GlpiSections } from '#domain/import/glpi-format.ts';
import {
  type Attached,
  attachedIn,
  attachmentRelationId,
  cableRelationId,
  discoveredFacts,
  type Neighbour,
  neighbourKey,
  neighboursIn,
} from '#domain/import/glpi-neighbours.ts';
import type { ImportRecord } from '#domain/import/import-report.ts';
import { cutText } from '#domain/records/cut-text.ts';
import { type Reasoned, reasoned } from '#domain/records/result.ts';
import { DISCOVERED, newItem } from './glpi-device.ts';
import type { ImportHost } from './import-context.ts';
import { importEnv } from './import-context.ts';
import type { KnownConfigItems } from './known-config-items.ts';
import { endRelations, planRelation, relationsOf } from './relation-plan.ts';
import type { Workspace } from './workspace.ts';

/** One file's run: what the plan of its device, its desk and its cables needs. */
export type GlpiRun = {
  readonly file: string;
  readonly host: ImportHost;
  readonly workspace: Workspace;
  readonly known: KnownConfigItems;
};

const relationRecord = (
  file: string,
  relation: Pick<Relation, 'id'>,
  label: string,
  action: ImportRecord['action'],
): ImportRecord => ({ file, kind: 'relation', id: relation.id, label, action });

const skipped = (file: string, kind: ImportRecord['kind'], label: string, why: Reasoned): ImportRecord => ({
  file,
  kind,
  id: null,
  label,
  action: 'skipped',
  why,
});

type AttachedItem =
  | { readonly item: ConfigItem; readonly record: ImportRecord }
  | { readonly record: ImportRecord };

/** The item that was recognised by the serial; one of quite another class is somebody's mistake. */
const matchedItem = async (
  { ciClass, name: label }: Attached,
  id: string,
  { file, workspace }: GlpiRun,
): Promise<AttachedItem> => {
  const item = await workspace.get('configItems', id);
  if (item === null) throw new Error(`matched ${id}, which is not there`);
  if (![ciClass, 'peripheral', 'other'].includes(item.ciClass)) {
    const why = reasoned('row.serial_taken', { name: item.name, ciClass: item.ciClass });
    return { record: skipped(file, 'configItem', label, why) };
  }
  return { item, record: { file, kind: 'configItem', id: item.id, label, action: 'unchanged' } };
};

const madeItem = (
  { ciClass, name, serial, manufacturer, model }: Attached,
  identity: Identity,
  { file, workspace, known, host }: GlpiRun,
): AttachedItem => {
  const id = ciIdOf(identity, name);
  const unseen = { ip: null, port: '', remotePort: null, model: null, description: null };
  const facts = {
    ...discoveredFacts({ identity, ...unseen, announced: true }),
    ...{ ciClass, name: cutText(name, 400), serial, manufacturer, model },
  };
  const item = newItem({ id, externalId: null, facts }, importEnv(host));
  workspace.put('configItems', item);
  known.note(item);
  return { item, record: { file, kind: 'configItem', id, label: name, action: 'created' } };
};

/** The item of an attached device, made when nobody knows its serial yet; or the reason why it has none. */
const itemOfAttached = async (attached: Attached, run: GlpiRun): Promise<AttachedItem> => {
  const { file, known } = run;
  const { name: label, serial } = attached;
  if (normaliseSerial(serial) === null) {
    return { record: skipped(file, 'configItem', label, reasoned('row.no_serial')) };
  }
  // Monitors of a kind share their name: only the serial counts.
  const identity = { serial, uuid: null, macs: [], name: null };
  const match = known.match(identity);
  if (match.kind === 'ambiguous') {
    const why = reasoned('row.identity_fits', { by: 'serial', items: match.ids });
    return { record: skipped(file, 'configItem', label, why) };
  }
  return match.kind === 'match' ? matchedItem(attached, match.id, run) : madeItem(attached, identity, run);
};

/** Monitors and printers of the device as items of their own, hanging on it. One that hung on another device moves over. */
export const planAttached = async (
  host: ConfigItem,
  inventory: GlpiInventory,
  sections: GlpiSections,
  run: GlpiRun,
): Promise<readonly ImportRecord[]> => {
  const env = importEnv(run.host);
  const records: ImportRecord[] = [];
  const attachedIds = new Set<string>();
  for (const attached of attachedIn(sections)) {
    const found = await itemOfAttached(attached, run);
    records.push(found.record);
    if (!('item' in found)) continue;
    const { item } = found;
    attachedIds.add(item.id);
    const id = attachmentRelationId(item.id, host.id);
    const wish = { id, kind: 'attached_to' as const, fromId: item.id, toId: host.id, label: null };
    const action = await planRelation(wish, run.workspace, env);
    records.push(relationRecord(run.file, wish, `${item.name} attached to ${host.name}`, action));
  }
  const relations = await relationsOf([host.id, ...attachedIds], run.host, run.workspace);
  const hanging = relations.filter((relation) => relation.kind === 'attached_to');
  const movedHere = hanging.filter((one) => attachedIds.has(one.fromId) && one.toId !== host.id);
  // A partial inventory without monitors says nothing about them.
  const knowsAll = !inventory.partial || sections.monitors !== undefined || sections.printers !== undefined;
  const gone = hanging.filter((one) => knowsAll && one.toId === host.id && !attachedIds.has(one.fromId));
  for (const ended of endRelations([...movedHere, ...gone], run.workspace, env)) {
    records.push({
      ...relationRecord(run.file, ended, `attached to ${ended.toId}`, 'updated'),
      why: reasoned('row.detached'),
    });
  }
  return records;
};

const findNeighbour = async (
  neighbour: Neighbour,
  { known, workspace }: GlpiRun,
): Promise<ConfigItem | null | 'ambiguous'> => {
  const match = known.match(neighbour.identity);
  if (match.kind === 'ambiguous') return 'ambiguous';
  const id = match.kind === 'match' ? match.id : neighbour.ip === null ? null : known.onlyByIp(neighbour.ip);
  return id === null ? null : workspace.get('configItems', id);
};

/** An item for a neighbour that announced itself and that nobody knows, tagged for somebody to look at. */
const discover = (neighbour: Neighbour, run: GlpiRun): ConfigItem => {
  const id = ciIdOf(neighbour.identity, neighbourKey(neighbour));
  const made = newItem({ id, externalId: null, facts: discoveredFacts(neighbour) }, importEnv(run.host));
  const item = { ...made, tags: [DISCOVERED] };
  run.workspace.put('configItems', item);
  run.known.note(item);
  return item;
};

type Ends = { readonly neighbour: Neighbour; readonly item: ConfigItem };

/** The device at the other end of each port, as far as it is known or made itself known. */
const endsOf = async (
  device: ConfigItem,
  sections: GlpiSections,
  run: GlpiRun,
): Promise<{ readonly ends: readonly Ends[]; readonly records: readonly ImportRecord[] }> => {
  const ends: Ends[] = [];
  const records: ImportRecord[] = [];
  let strangers = 0;
  for (const neighbour of neighboursIn(sections)) {
    const found = await findNeighbour(neighbour, run);
    const label = `${device.name} ${neighbour.port}`;
    if (found === 'ambiguous') {
      records.push(skipped(run.file, 'relation', label, reasoned('row.neighbour_fits')));
    } else if (found !== null) {
      if (found.id !== device.id) ends.push({ neighbour, item: found });
    } else if (neighbour.announced) {
      const item = discover(neighbour, run);
      records.push({
        file: run.file,
        kind: 'configItem',
        id: item.id,
        label: item.name,
        action: 'created',
        why: reasoned('row.neighbour', { port: neighbour.port, tag: DISCOVERED }),
      });
      ends.push({ neighbour, item });
    } else {
      strangers += 1;
    }
  }
  if (strangers > 0) {
    records.push(skipped(run.file, 'relation', device.name, reasoned('row.strangers', { count: strangers })));
  }
  return { ends, records };
};

/** The cables of a network device's ports. Those that an earlier inventory knew and this one does not are ended. */
export const planCables = async (
  device: ConfigItem,
  sections: GlpiSections,
  run: GlpiRun,
): Promise<readonly ImportRecord[]> => {
  if (sections.network_ports === undefined) return [];
  const env = importEnv(run.host);
  const { ends, records: found } = await endsOf(device, sections, run);
  const records = [...found];
  const current = new Set<string>();
  for (const { neighbour, item } of ends) {
    const id = cableRelationId(
      { ciId: device.id, port: neighbour.port },
      { ciId: item.id, port: neighbour.remotePort },
    );
    current.add(id);
    const ports = [neighbour.port, neighbour.remotePort].filter((port) => port !== null);
    const label = cutText(ports.join(' - '), 400);
    const wish = { id, kind: 'connected_to' as const, fromId: device.id, toId: item.id, label };
    const action = await planRelation(wish, run.workspace, env);
    records.push(relationRecord(run.file, wish, `${device.name} ${label} ${item.name}`, action));
  }
  const before = await relationsOf([device.id], run.host, run.workspace);
  const gone = before.filter(
    (one) => one.kind === 'connected_to' && one.fromId === device.id && !current.has(one.id),
  );
  for (const ended of endRelations(gone, run.workspace, env)) {
    records.push({
      ...relationRecord(run.file, ended, `${device.name} ${ended.label ?? ''}`.trim(), 'updated'),
      why: reasoned('row.disconnected'),
    });
  }
  return records;
};
