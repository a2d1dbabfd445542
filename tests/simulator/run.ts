import { createHash } from 'node:crypto';
import { act } from './acts.ts';
import type { ClusterState } from './couch-cluster.ts';
import { winnerOf } from './couch-tree.ts';
import type { DiskImage, Disks } from './disks.ts';
import type { Globals } from './globals.ts';
import { PowerCut } from './machine.ts';
import { createOracle, type Oracle, type Watched } from './oracle.ts';
import type { Plan, Step } from './plan.ts';
import { endsWell, entriesOf, recordsAt, unmarked } from './quiet.ts';
import { randomFrom } from './random.ts';
import { newIncident } from './ticket-samples.ts';
import { BEGINNING_MS, type WorldTime } from './virtual-time.ts';
import { type Desk, openWorld, TICKETS_DATABASE, type World } from './world.ts';

export type Outcome = {
  readonly failures: readonly string[];
  readonly story: readonly string[];
  /** Entries that consoles acknowledged. */
  readonly acknowledged: number;
  /** Entries that tell of merges and clashes at the end. */
  readonly merges: number;
  readonly requests: number;
  readonly events: number;
  /** Follows from everything that happened; the same for the same plan. */
  readonly trace: string;
};

/** What all plays share. */
export type Simulator = {
  readonly time: WorldTime;
  readonly globals: Globals;
  readonly disks: Disks;
};

type Running = {
  readonly world: World;
  readonly oracle: Oracle;
  readonly ids: string[];
  readonly images: Map<string, DiskImage>;
  backup: ClusterState | null;
};

/** How long anybody waits for a console's answer. */
const PATIENCE_MS = 20_000;

const doAct = async (
  { world, oracle, ids }: Running,
  desk: Desk,
  step: Extract<Step, { kind: 'act' }>,
): Promise<void> => {
  const { console, machine } = desk;
  const process = machine.running();
  if (console === null || process === null) return;
  let isOver = false;
  const doIt = async (): Promise<void> => {
    const { words, id, reply } = await act(step.act, console, ids, step.seed);
    world.tell(machine.name, words);
    const answer = await reply;
    if (!process.isAlive) return;
    if (!answer.ok) return world.tell(machine.name, `  is told: ${answer.error.code} ${answer.error.reason}`);
    if (answer.data === null || id === null) return;
    oracle.note(answer.data as Watched);
    if (!ids.includes(id)) ids.push(id);
  };
  await world.time.enter(process, () => {
    doIt()
      .catch((error: unknown) => {
        if (process.isAlive && !(error instanceof PowerCut))
          world.failures.push(`an act threw: ${String(error)}`);
      })
      .finally(() => {
        isOver = true;
      });
  });
  await world.time.run(PATIENCE_MS, () => isOver || !process.isAlive);
  if (!isOver && process.isAlive) world.failures.push(`${machine.name} does not answer`);
};

const startAll = async ({ time, desks, start }: World): Promise<void> => {
  for (const desk of desks) start(desk);
  await time.run(PATIENCE_MS, () => desks.every((desk) => desk.console !== null));
};

const restoreProfile = async (running: Running, desk: Desk): Promise<void> => {
  const { world, oracle, images } = running;
  const image = images.get(desk.machine.name);
  if (image === undefined) return;
  await startAll(world);
  const before = await entriesOf(world);
  if (desk.machine.running() !== null) desk.machine.cutNow();
  desk.machine.restore(image);
  images.set(desk.machine.name, desk.machine.image());
  await startAll(world);
  const after = await entriesOf(world);
  oracle.forgive([...before].filter((id) => !after.has(id)));
};

const restoreServer = async (running: Running): Promise<void> => {
  const { world, oracle, backup } = running;
  if (backup === null) return;
  await startAll(world);
  const before = await entriesOf(world);
  world.cluster.restore(backup);
  for (const desk of world.desks) world.network.breakAll(desk.line);
  const after = await entriesOf(world);
  oracle.forgive([...before].filter((id) => !after.has(id)));
};

/** What no console could have written, under an id of its own. */
const storeGarbage = (cluster: World['cluster'], seed: number): void => {
  const random = randomFrom(seed);
  const id = `junk-${random.below(3)}`;
  const ticket = newIncident(id, 'INC-000-0009', new Date(BEGINNING_MS).toISOString());
  const members = random.pick([{ journal: 7 }, { title: { a: 1 } }, { tags: null }, { updatedAt: 5 }, {}]);
  const database = random.pick(cluster.nodes).databases.get(TICKETS_DATABASE);
  const tree = database?.tree(id);
  const rev = tree == null ? undefined : winnerOf(tree)?.rev;
  const doc = { ...ticket, ...members, _id: id, ...(rev === undefined ? {} : { _rev: rev }) };
  database?.write(doc, { name: 'admin', roles: ['_admin'] });
};

const take = async (running: Running, step: Step): Promise<void> => {
  const { world } = running;
  const { time, tell, cluster } = world;
  const desk = 'who' in step ? world.desks[step.who] : undefined;
  const name = desk?.machine.name ?? 'server';
  if ('who' in step && desk === undefined) return;
  const process = desk?.machine.running() ?? null;
  switch (step.kind) {
    case 'act':
      return desk === undefined ? undefined : doAct(running, desk, step);
    case 'line':
      if (desk === undefined) return;
      tell(name, `the line is ${step.state}`);
      desk.line.state = step.state;
      if (step.state === 'down') world.network.breakAll(desk.line);
      return;
    case 'crash':
      if (desk === undefined || process === null) return;
      tell(
        name,
        step.writes === 0
          ? 'loses power'
          : `loses power ${step.isWritten ? 'after' : 'at'} write ${step.writes}`,
      );
      if (step.writes === 0) desk.machine.cutNow();
      else {
        desk.machine.cutAfter(step.writes, step.isWritten);
        time.later(step.offMs + 5_000, () => process.isAlive && desk.machine.cutNow());
      }
      time.later(step.offMs + 6_000, () => world.start(desk));
      return;
    case 'pause':
    case 'resume': {
      const console = desk?.console;
      if (console == null || process === null) return;
      tell(name, `${step.kind}s the sync`);
      await time.enter(process, () => void console.sync.setPaused(step.kind === 'pause'));
      return;
    }
    case 'clock':
      if (desk === undefined) return;
      tell(name, `the clock is ${step.offsetMs / 3_600_000} h off`);
      desk.machine.clockOffsetMs = step.offsetMs;
      return;
    case 'image':
      if (desk === undefined) return;
      tell(name, 'the profile is copied');
      running.images.set(name, desk.machine.image());
      return;
    case 'restore':
      tell(name, 'the profile is put back');
      return desk === undefined ? undefined : restoreProfile(running, desk);
    case 'backup':
      tell(name, 'its files are copied');
      running.backup = cluster.backup();
      return;
    case 'restore server':
      tell(name, 'its files are put back');
      return restoreServer(running);
    case 'recreate':
      tell(name, 'the database is made anew');
      return world.recreate();
    case 'compact':
      tell(name, 'is compacted');
      for (const node of cluster.nodes) for (const database of node.databases.values()) database.compact();
      return;
    case 'cut':
    case 'reroute': {
      const node = cluster.nodes[step.node];
      if (node === undefined || desk === undefined) return;
      tell(name, step.kind === 'cut' ? `node ${node.name} is cut off` : `goes to node ${node.name}`);
      if (step.kind === 'cut') cluster.cut(node);
      else desk.line.node = node;
      return;
    }
    case 'join':
      tell(name, 'the nodes are joined');
      return cluster.join();
    case 'garbage':
      tell('server', 'an administrator stores what is no record');
      return storeGarbage(cluster, step.seed);
  }
};

const mergesAt = ({ cluster }: World): number => {
  const [node] = cluster.nodes;
  const records = node === undefined ? [] : [...recordsAt(node).values()];
  return records.flatMap(({ journal }) => journal.filter(({ origin }) => origin === 'sync')).length;
};

/** Plays a plan to its end, heals everything, and looks at what became of it. */
export const runPlan = async (plan: Plan, { time, globals, disks }: Simulator): Promise<Outcome> => {
  let failed: (error: unknown) => void = () => {};
  time.begin((error, who) => {
    if (who?.isAlive === false || error instanceof PowerCut) return;
    failed(error);
  });
  const world = openWorld(time, disks, plan);
  failed = (error) =>
    world.failures.push(`thrown: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  globals.begin(plan.seed, world.network.fetch);
  const running: Running = {
    ...{ world, oracle: createOracle(), ids: ['inc-a', 'inc-b'], images: new Map(), backup: null },
  };
  await startAll(world);
  await time.run(2_000);
  for (const step of plan.steps) {
    await time.run(step.gapMs);
    await take(running, step);
    if (world.failures.length > 0) break;
  }
  // A server that was made anew or put back lacks what was sent.
  const isServerWhole = plan.steps.every(({ kind }) => kind !== 'recreate' && kind !== 'restore server');
  if (isServerWhole && world.failures.length === 0) world.failures.push(...(await unmarked(world)));
  if (world.failures.length === 0) world.failures.push(...(await endsWell(world, running.oracle)));
  await world.end();
  const { requests } = world.network.traffic;
  const state = JSON.stringify(world.cluster.nodes.map((node) => [...recordsAt(node)]));
  return {
    failures: world.failures,
    story: world.story,
    acknowledged: running.oracle.acknowledged(),
    merges: mergesAt(world),
    ...{ requests, events: time.events() },
    trace: createHash('md5')
      .update(`${world.story.join('\n')}${state}${requests}`)
      .digest('hex'),
  };
};
