import type { ConfigItem } from '#domain/fields/config-items.ts';
import type { GlpiInventory, GlpiSections } from '#domain/import/glpi-format.ts';
import { guestRelationId, guestsIn } from '#domain/import/glpi-neighbours.ts';
import type { ImportRecord } from '#domain/import/import-report.ts';
import { reasoned } from '#domain/records/result.ts';
import { ended, type GlpiRun, relationRecord, seesInside, undecided } from './glpi-run.ts';
import { importEnv } from './import-context.ts';
import { planRelation, relationsOf } from './relation-plan.ts';

/** Machines that the device runs, as far as they are known: they fail when it does. A guest that moved hangs on its new host only. */
export const planGuests = async (
  host: ConfigItem,
  inventory: GlpiInventory,
  sections: GlpiSections,
  run: GlpiRun,
): Promise<readonly ImportRecord[]> => {
  if (sections.virtualmachines === undefined && !seesInside(inventory)) return [];
  const env = importEnv(run.host);
  const records: ImportRecord[] = [];
  const guestIds = new Set<string>();
  const staying = new Set<string>();
  for (const guest of guestsIn(sections)) {
    const match = guest.identities
      .map((identity) => run.known.match(identity))
      .reduce((best, next) => (best.kind === 'match' || next.kind === 'none' ? best : next));
    const label = `${guest.label} runs on ${host.name}`;
    if (match.kind === 'ambiguous') {
      records.push(undecided(run.file, 'relation', label, match));
      for (const id of match.ids) staying.add(id);
    }
    if (match.kind !== 'match' || match.id === host.id || guestIds.has(match.id)) continue;
    // A name alone may be anybody's: it counts for what is known to be virtual.
    if (match.by === 'name' && run.known.get(match.id)?.ciClass !== 'virtual_machine') continue;
    guestIds.add(match.id);
    const id = guestRelationId(match.id, host.id);
    const wish = { id, kind: 'runs_on' as const, fromId: match.id, toId: host.id, label: null };
    records.push(relationRecord(run.file, wish, label, await planRelation(wish, run.workspace, env)));
  }
  const relations = await relationsOf([host.id, ...guestIds], run.host, run.workspace);
  const running = relations.filter((relation) => relation.kind === 'runs_on');
  const movedHere = running.filter((one) => guestIds.has(one.fromId) && one.toId !== host.id);
  const gone = running.filter(
    (one) => one.toId === host.id && !guestIds.has(one.fromId) && !staying.has(one.fromId),
  );
  return [...records, ...ended([...movedHere, ...gone], reasoned('row.not_running'), run)];
};
