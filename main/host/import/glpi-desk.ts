import { descriptionOf, type Identity, identityOfItem } from '#domain/config-items/evidence.ts';
import { normaliseSerial } from '#domain/config-items/identifiers.ts';
import type { ConfigItem } from '#domain/fields/config-items.ts';
import { reviewedDevice } from '#domain/import/device-review.ts';
import { ciIdOf, ciIdsOf, reportedIn } from '#domain/import/glpi-facts.ts';
import type { GlpiInventory, GlpiSections } from '#domain/import/glpi-format.ts';
import {
  type Attached,
  attachedIn,
  attachmentRelationId,
  discoveredFacts,
} from '#domain/import/glpi-neighbours.ts';
import type { ImportRecord } from '#domain/import/import-report.ts';
import { stableId } from '#domain/import/stable-id.ts';
import { broughtBack } from '#domain/import/undo-import.ts';
import { applyChanges } from '#domain/journal/journal.ts';
import { cutText } from '#domain/records/cut-text.ts';
import { reasoned } from '#domain/records/result.ts';
import { newItem } from './glpi-device.ts';
import { ended, type GlpiRun, relationRecord, seesInside, skipped, undecided } from './glpi-run.ts';
import { importEnv } from './import-context.ts';
import { planRelation, relationsOf } from './relation-plan.ts';

/** A monitor or printer that the inventory names, and its item; null for one that has none, of which the record says why. */
export type Claim = {
  readonly item: Pick<ConfigItem, 'id' | 'name'> | null;
  readonly record: ImportRecord;
  /** Items that it may be: what is known about them stays as it is. */
  readonly doubtful?: readonly string[];
};

const identityOfAttached = ({ ciClass, serial, otherSerials, manufacturer }: Attached): Identity => ({
  serial,
  otherSerials,
  uuid: null,
  macs: [],
  // Monitors of a kind share their name: only the numbers count.
  name: null,
  ciClass,
  manufacturer,
});

/** An item that was recognised keeps what it has; numbers that it did not know are added, for the next time. */
const matchedItem = async (
  { name: label, serial, otherSerials }: Attached,
  id: string,
  { file, workspace, known, host }: GlpiRun,
): Promise<Claim> => {
  const found = await workspace.get('configItems', id);
  if (found === null) throw new Error(`matched ${id}, which is not there`);
  const item = { id, name: found.name };
  const base = { file, kind: 'configItem', id, label } as const;
  const { serials } = descriptionOf(identityOfItem(found));
  const isNews = otherSerials.some((one) => !serials.includes(normaliseSerial(one) ?? ''));
  const back = broughtBack(found);
  if (!isNews && back === null) return { item, record: { ...base, action: 'unchanged' } };
  const reported = reportedIn({ serial, otherSerials, isVirtual: null });
  const extra = { ...found.extra, glpi: { ...(found.extra.glpi as object | undefined), ...reported } };
  const patch = { ...back, ...(isNews ? { extra } : {}) };
  const changed = applyChanges(found, patch, importEnv(host), { kind: 'imported', origin: 'import' });
  workspace.put('configItems', changed);
  known.note(changed);
  return { item, record: { ...base, action: 'updated', changes: Object.keys(patch) } };
};

const madeItem = (
  attached: Attached,
  identity: Identity,
  { file, workspace, known, host }: GlpiRun,
): Claim => {
  const { ciClass, name, serial, otherSerials, manufacturer, model } = attached;
  const decision = known.decision(identity);
  // Somebody says that it is none of those that have its number.
  const own = decision === null ? null : stableId('ci', decision.reviewId);
  const free = ciIdsOf(identity, name).find(({ id }) => known.get(id) === null)?.id ?? own;
  if (free === null) {
    const taken = known.get(ciIdOf(identity, name));
    const why = reasoned('row.serial_taken', { name: taken?.name ?? '', ciClass: taken?.ciClass ?? 'other' });
    return { item: null, record: skipped(file, 'configItem', name, why) };
  }
  const unseen = { label: null, ip: null, port: '', remotePort: null, model: null, description: null };
  const facts = {
    ...discoveredFacts({ identity, ...unseen, announced: true }),
    ...{ ciClass, name: cutText(name, 400), serial, otherSerials, manufacturer, model },
  };
  const item = newItem({ id: free, externalId: null, facts }, importEnv(host));
  workspace.put('configItems', item);
  known.note(item);
  const claimed = { id: item.id, name: item.name };
  return { item: claimed, record: { file, kind: 'configItem', id: item.id, label: name, action: 'created' } };
};

/** The items of the monitors and printers that an inventory names, made when nobody knows their numbers yet. */
export const claimAttached = async (sections: GlpiSections, run: GlpiRun): Promise<readonly Claim[]> => {
  const claims: Claim[] = [];
  for (const attached of attachedIn(sections)) {
    const { name: label, serial } = attached;
    if (serial === null) {
      const record = skipped(run.file, 'configItem', label, reasoned('row.no_serial'));
      claims.push({ item: null, record });
      continue;
    }
    const identity = identityOfAttached(attached);
    const match = run.known.match(identity);
    if (match.kind === 'ambiguous') {
      const record = undecided(run.file, 'configItem', label, match);
      const { candidates } = match;
      // It is one of many things that the computer's answer tells of: the next one hangs it where it belongs.
      run.ask({ device: reviewedDevice(identity, label), candidates, file: run.file, inventory: null });
      claims.push({ item: null, record, doubtful: match.ids });
    } else {
      claims.push(
        match.kind === 'match'
          ? await matchedItem(attached, match.id, run)
          : madeItem(attached, identity, run),
      );
    }
  }
  return claims;
};
/**
 * Monitors and printers of the device, hanging on it. One that hung on another device moves over; one that several devices of this run
 * name is held by the latest of them, as `isHeld` says.
 */
export const planAttached = async (
  host: ConfigItem,
  inventory: GlpiInventory,
  claims: readonly Claim[],
  isHeld: (itemId: string) => boolean,
  run: GlpiRun,
): Promise<readonly ImportRecord[]> => {
  const env = importEnv(run.host);
  const records: ImportRecord[] = [];
  const attachedIds = new Set<string>();
  for (const { item, record } of claims) {
    records.push(record);
    if (item === null) continue;
    const label = `${item.name} attached to ${host.name}`;
    if (!isHeld(item.id)) {
      records.push(skipped(run.file, 'relation', label, reasoned('row.held_elsewhere')));
      continue;
    }
    attachedIds.add(item.id);
    const id = attachmentRelationId(item.id, host.id);
    const wish = { id, kind: 'attached_to' as const, fromId: item.id, toId: host.id, label: null };
    const action = await planRelation(wish, run.workspace, env);
    records.push(relationRecord(run.file, wish, label, action));
  }
  const relations = await relationsOf([host.id, ...attachedIds], run.host, run.workspace);
  const hanging = relations.filter((relation) => relation.kind === 'attached_to');
  const movedHere = hanging.filter((one) => attachedIds.has(one.fromId) && one.toId !== host.id);
  const { monitors, printers } = inventory.sections;
  const knowsAll = seesInside(inventory) || monitors !== undefined || printers !== undefined;
  const staying = new Set([...attachedIds, ...claims.flatMap(({ doubtful }) => doubtful ?? [])]);
  const gone = hanging.filter((one) => knowsAll && one.toId === host.id && !staying.has(one.fromId));
  return [...records, ...ended([...movedHere, ...gone], reasoned('row.detached'), run)];
};
