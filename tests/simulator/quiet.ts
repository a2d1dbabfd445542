/** Everything works again and nobody touches anything: what has to be true then. */

import type { Reply } from '#contracts/define.ts';
import { isObject, type JsonObject, sameValue } from '#domain/records/json.ts';
import { RECORD_SCHEMAS } from '#domain/records/registry.ts';
import { COLLECTION } from './console.ts';
import { bodyOf } from './couch-database.ts';
import type { CouchNode } from './couch-model.ts';
import { leavesOf, winnerOf } from './couch-tree.ts';
import type { Oracle, Watched } from './oracle.ts';
import { MOST_EVENTS } from './virtual-time.ts';
import { type Desk, TICKETS_DATABASE, type World } from './world.ts';

/** Rounds of syncing everything with everything; each may bring the next one's work. */
const ROUNDS = 8;
const ROUND_MS = 600_000;
/** Nothing may be written in this time once all is quiet. */
const QUIET_MS = 20_000;
const MOST_REQUESTS = 2_000;

/** Bodies of revisions never change, and are looked at often. */
const readable = new WeakMap<JsonObject, boolean>();
/** What a console can read; the rest it sets aside. */
const isRecord = (body: JsonObject): boolean => {
  const known = readable.get(body) ?? RECORD_SCHEMAS[COLLECTION].safeParse(body).success;
  readable.set(body, known);
  return known;
};

/** What a node answers, by id. */
export const recordsAt = (node: CouchNode): ReadonlyMap<string, Watched> => {
  const database = node.databases.get(TICKETS_DATABASE);
  const found = (database?.ids() ?? []).flatMap((id) => {
    const tree = database?.tree(id);
    const winner = tree == null ? null : winnerOf(tree);
    if (winner?.body == null || winner.isDeleted || !isRecord(winner.body)) return [];
    return [[id, bodyOf(winner.body) as Watched] as const];
  });
  return new Map(found);
};

/** Runs something asynchronous as a desk's process; null when that ended meanwhile. */
const asDesk = async <T>(
  { time }: World,
  desk: Desk,
  work: () => Promise<T>,
  ms: number,
): Promise<T | null> => {
  const process = desk.machine.running();
  if (process === null) return null;
  let result: { readonly value: T } | null = null;
  await time.enter(process, () => {
    work().then(
      (value) => {
        result = { value };
      },
      () => {},
    );
  });
  await time.run(ms, () => result !== null || !process.isAlive);
  // TypeScript does not see what the callback sets.
  return (result as { readonly value: T } | null)?.value ?? null;
};

const recordsOf = async (world: World, desk: Desk): Promise<ReadonlyMap<string, Watched>> => {
  const { console } = desk;
  if (console === null) return new Map();
  const found = await asDesk(world, desk, console.records, 5_000);
  return (found ?? new Map()) as ReadonlyMap<string, Watched>;
};

const entriesIn = (body: JsonObject | null): readonly string[] =>
  ((body?.journal ?? []) as readonly unknown[]).filter(isObject).map(({ id }) => String(id));

/** Every entry of a history that is anywhere now: on a console, or in any leaf of a node. */
export const entriesOf = async (world: World): Promise<ReadonlySet<string>> => {
  const ids = new Set<string>();
  for (const node of world.cluster.nodes) {
    const database = node.databases.get(TICKETS_DATABASE);
    for (const id of database?.ids() ?? []) {
      const tree = database?.tree(id);
      for (const { body } of tree == null ? [] : leavesOf(tree))
        for (const entry of entriesIn(body)) ids.add(entry);
    }
  }
  for (const desk of world.desks) {
    for (const record of (await recordsOf(world, desk)).values()) {
      for (const { id } of record.journal) ids.add(id);
    }
  }
  return ids;
};

const heal = async ({ time, cluster, desks, start, tell }: World): Promise<void> => {
  tell('world', 'everything works again');
  cluster.join();
  for (const desk of desks) desk.line.state = 'good';
  // What was to lose power does, and comes back.
  await time.run(60_000, () => desks.every(({ machine, console }) => console !== null && !machine.isFused()));
  for (const desk of desks) start(desk);
  await time.run(60_000, () => desks.every(({ console }) => console !== null));
  for (const desk of desks) {
    const process = desk.machine.running();
    const { console } = desk;
    if (process === null || console === null) continue;
    await time.enter(process, () => {
      void console.sync.setPaused(false);
      console.sync.now();
    });
  }
};

/** What differs between two holders of the records, in words. */
const differences = (
  name: string,
  found: ReadonlyMap<string, Watched>,
  expected: ReadonlyMap<string, Watched>,
): readonly string[] => {
  const words: string[] = [];
  for (const id of new Set([...found.keys(), ...expected.keys()])) {
    const [here, there] = [found.get(id), expected.get(id)];
    if (here === undefined || there === undefined) {
      words.push(`${name} ${here === undefined ? 'lacks' : 'alone has'} ${id}`);
      continue;
    }
    const fields = [...new Set([...Object.keys(here), ...Object.keys(there)])].filter(
      (field) => !sameValue(here[field] ?? null, there[field] ?? null),
    );
    if (fields.length === 0) continue;
    const values = fields.map(
      (field) => `${field} ${JSON.stringify(here[field])} <> ${JSON.stringify(there[field])}`,
    );
    words.push(`${name} has another ${id}: ${values.join('; ')}`);
  }
  return words;
};

/** Losing leaves that say what the winner does not. */
const unreadLeaves = (node: CouchNode): readonly string[] => {
  const database = node.databases.get(TICKETS_DATABASE);
  return (database?.ids() ?? []).flatMap((id) => {
    const tree = database?.tree(id);
    const [winner, ...losers] = tree == null ? [] : leavesOf(tree);
    const known = new Set(entriesIn(winner?.body ?? null));
    return losers
      .filter(({ isDeleted, body }) => !isDeleted && entriesIn(body).some((entry) => !known.has(entry)))
      .map(({ rev }) => `nobody has read ${rev} of ${id} on ${node.name}`);
  });
};

const lookAround = async (world: World): Promise<readonly string[]> => {
  const [first, ...others] = world.cluster.nodes;
  if (first === undefined) return ['there is no server'];
  const expected = recordsAt(first);
  const words = others.flatMap((node) => differences(node.name, recordsAt(node), expected));
  words.push(...world.cluster.nodes.flatMap(unreadLeaves));
  for (const desk of world.desks) {
    const { name } = desk.machine;
    if (desk.console === null) words.push(`${name} is not on`);
    else {
      words.push(...differences(name, await recordsOf(world, desk), expected));
      const pending = desk.console.pendingIds();
      if (pending.length > 0) words.push(`${name} still has to send ${pending.join(', ')}`);
      for (const { recordId, reason } of desk.console.refused())
        words.push(`${name}: ${recordId} is refused: ${reason}`);
    }
  }
  return words;
};

const settleAll = async (world: World): Promise<readonly string[]> => {
  const words: string[] = [];
  for (const desk of world.desks) {
    const { console } = desk;
    if (console === null) continue;
    const reply = await asDesk<Reply<null>>(world, desk, console.settled, ROUND_MS);
    if (reply === null) words.push(`${desk.machine.name} does not settle in ${ROUND_MS / 60_000} min`);
    else if (!reply.ok)
      words.push(
        `${desk.machine.name} settles with ${reply.error.code}: ${reply.error.reason} ${JSON.stringify(reply.error.details ?? null)}`,
      );
  }
  return words;
};

/** When the server takes an entry that it refused as one of the future; null where it refused for another reason. */
const takenAtMs = (reason: string): number | null => {
  const [, at] = /history\.future .*"at":"([^"]+)"/.exec(reason) ?? [];
  return at === undefined ? null : Date.parse(at);
};

/** An edit that a clock ahead has dated waits with its reason; its user tries again when that time has come. */
const outwaitClocks = async (world: World): Promise<void> => {
  const waiting = world.desks.flatMap((desk) =>
    (desk.console?.refused() ?? []).flatMap(({ recordId, reason }) => {
      const atMs = takenAtMs(reason);
      return atMs === null ? [] : [{ desk, recordId, atMs }];
    }),
  );
  if (waiting.length === 0) return;
  const pauseAll = async (isPaused: boolean): Promise<void> => {
    for (const desk of world.desks)
      await asDesk(world, desk, async () => desk.console?.sync.setPaused(isPaused), 1_000);
  };
  // Nobody asks for changes for a day.
  await pauseAll(true);
  await world.time.run(Math.max(0, ...waiting.map(({ atMs }) => atMs - world.time.nowMs())));
  await pauseAll(false);
  await world.time.run(5_000);
  for (const { desk, recordId } of waiting)
    await asDesk(world, desk, async () => desk.console?.sync.retryRefused(COLLECTION, recordId), 60_000);
};

/** Entries made on a desk that no server has, of records that it does not say it still has to send. */
export const unmarked = async (world: World): Promise<readonly string[]> => {
  const words: string[] = [];
  const sent = new Set<string>();
  for (const node of world.cluster.nodes) {
    const database = node.databases.get(TICKETS_DATABASE);
    for (const id of database?.ids() ?? []) {
      const tree = database?.tree(id);
      for (const { body } of tree == null ? [] : leavesOf(tree))
        for (const entry of entriesIn(body)) sent.add(entry);
    }
  }
  for (const desk of world.desks) {
    const { console } = desk;
    if (console === null) continue;
    const waiting = new Set([...console.pendingIds(), ...console.refused().map(({ recordId }) => recordId)]);
    for (const [id, { journal }] of await recordsOf(world, desk)) {
      const own = journal.filter(
        ({ device, origin }) => device === console.context.device.id && origin !== 'sync',
      );
      if (!waiting.has(id) && own.some((entry) => !sent.has(entry.id)))
        words.push(`${desk.machine.name} takes ${id} for sent, and no server has it`);
    }
  }
  return words;
};

/** Heals everything, waits until nothing moves, and answers what is wrong then. */
export const endsWell = async (world: World, oracle: Oracle): Promise<readonly string[]> => {
  const { network, time } = world;
  await heal(world);
  let words: readonly string[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    words = await settleAll(world);
    await outwaitClocks(world);
    world.cluster.join();
    await time.run(1_000);
    words = [...words, ...(await lookAround(world))];
    if (words.length === 0 || time.events() > MOST_EVENTS) break;
  }
  const { writes, notes } = network.traffic;
  await time.run(QUIET_MS);
  const late = network.traffic.writes - writes;
  // What came in last is noted on the server up to a minute later, once by each device.
  const lateNotes = network.traffic.notes - notes - world.desks.length;
  const [node] = world.cluster.nodes;
  return [
    ...words,
    ...(node === undefined ? [] : oracle.lost(recordsAt(node))),
    ...(time.events() > MOST_EVENTS ? ['it does not end'] : []),
    ...(late > 0 ? [`${late} writes came after all was quiet`] : []),
    ...(lateNotes > 0 ? [`${lateNotes} notes too many came after all was quiet`] : []),
    ...(network.traffic.requests > MOST_REQUESTS ? [`${network.traffic.requests} requests were sent`] : []),
  ];
};
