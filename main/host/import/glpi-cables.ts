import type { ConfigItem, Relation } from '#domain/fields/config-items.ts';
import { ciIdsOf } from '#domain/import/glpi-facts.ts';
import type { GlpiSections } from '#domain/import/glpi-format.ts';
import {
  cableRelationId,
  discoveredFacts,
  type Neighbour,
  neighbourKey,
  neighboursIn,
} from '#domain/import/glpi-neighbours.ts';
import type { ImportRecord } from '#domain/import/import-report.ts';
import { cutText } from '#domain/records/cut-text.ts';
import { reasoned } from '#domain/records/result.ts';
import { DISCOVERED, newItem } from './glpi-device.ts';
import { type GlpiRun, relationRecord, skipped, undecided } from './glpi-run.ts';
import { importEnv } from './import-context.ts';
import { endRelations, planRelation, relationsOf } from './relation-plan.ts';

/** An item for a neighbour that announced itself and that nobody knows, tagged for somebody to look at. */
const discover = async (
  neighbour: Neighbour,
  device: ConfigItem,
  run: GlpiRun,
): Promise<{ readonly item: ConfigItem; readonly isNew: boolean }> => {
  const ids = ciIdsOf(neighbour.identity, neighbourKey(neighbour, device.id)).map(({ id }) => id);
  const free = ids.find((id) => run.known.get(id) === null);
  if (free === undefined) {
    // An earlier import found it on this port, and it has nothing that could be looked up.
    const item = await run.workspace.get('configItems', ids.at(-1) ?? '');
    if (item === null) throw new Error(`${ids.at(-1)} is known and not there`);
    return { item, isNew: false };
  }
  const facts = discoveredFacts(neighbour);
  const made = newItem({ id: free, externalId: null, facts }, importEnv(run.host));
  const item = { ...made, tags: [DISCOVERED] };
  run.workspace.put('configItems', item);
  run.known.note(item);
  return { item, isNew: true };
};

type Ends = { readonly neighbour: Neighbour; readonly item: ConfigItem };

type FoundEnds = {
  readonly ends: readonly Ends[];
  /** Ports of which it is not clear what hangs on them. */
  readonly doubtful: readonly string[];
  readonly records: readonly ImportRecord[];
};

/** The device at the other end of each port, as far as it is known or made itself known. */
const endsOf = async (device: ConfigItem, sections: GlpiSections, run: GlpiRun): Promise<FoundEnds> => {
  const ends: Ends[] = [];
  const doubtful: string[] = [];
  const records: ImportRecord[] = [];
  let strangers = 0;
  for (const neighbour of neighboursIn(sections)) {
    const match = run.known.match(neighbour.identity);
    const { port } = neighbour;
    if (match.kind === 'ambiguous') {
      records.push(undecided(run.file, 'relation', `${device.name} ${port}`, match));
      doubtful.push(port);
    } else if (match.kind === 'match') {
      const item = await run.workspace.get('configItems', match.id);
      if (item === null) throw new Error(`matched ${match.id}, which is not there`);
      if (item.id !== device.id) ends.push({ neighbour, item });
    } else if (neighbour.announced) {
      const { item, isNew } = await discover(neighbour, device, run);
      ends.push({ neighbour, item });
      if (!isNew) continue;
      records.push({
        file: run.file,
        kind: 'configItem',
        id: item.id,
        label: item.name,
        action: 'created',
        why: reasoned('row.neighbour', { port, tag: DISCOVERED }),
      });
    } else {
      strangers += 1;
    }
  }
  if (strangers > 0) {
    records.push(skipped(run.file, 'relation', device.name, reasoned('row.strangers', { count: strangers })));
  }
  return { ends, doubtful, records };
};

const isOnPort = ({ label }: Relation, port: string): boolean =>
  label === port || (label ?? '').startsWith(`${port} - `);

/** The cables of a network device's ports. Those that an earlier inventory knew and this one does not are ended. */
export const planCables = async (
  device: ConfigItem,
  sections: GlpiSections,
  run: GlpiRun,
): Promise<readonly ImportRecord[]> => {
  if (sections.network_ports === undefined) return [];
  const env = importEnv(run.host);
  const { ends, doubtful, records: found } = await endsOf(device, sections, run);
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
    (one) =>
      one.kind === 'connected_to' &&
      one.fromId === device.id &&
      !current.has(one.id) &&
      !doubtful.some((port) => isOnPort(one, port)),
  );
  for (const ended of endRelations(gone, run.workspace, env)) {
    records.push({
      ...relationRecord(run.file, ended, `${device.name} ${ended.label ?? ''}`.trim(), 'updated'),
      why: reasoned('row.disconnected'),
    });
  }
  return records;
};
