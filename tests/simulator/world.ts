import { checkDocumentWrite } from '#domain/permissions/server-rules.ts';
import { type CollectionName, databaseNameOf } from '#domain/records/collections.ts';
import {
  COLLECTION,
  type ConsoleStart,
  forgetOpenCollections,
  openConsole,
  PREFIX,
  type SimConsole,
} from './console.ts';
import { type Cluster, createCluster } from './couch-cluster.ts';
import type { Doc, Rule } from './couch-database.ts';
import type { Account } from './couch-model.ts';
import type { Disks } from './disks.ts';
import { Machine, PowerCut } from './machine.ts';
import { createNetwork, type Line, type Network } from './network.ts';
import type { Plan } from './plan.ts';
import { randomFrom, seedOf } from './random.ts';
import { newIncident } from './ticket-samples.ts';
import { BEGINNING_MS, type SimProcess, type WorldTime } from './virtual-time.ts';

/** Of consoles, over all runs of this process: RxDB knows each by its name. */
let starts = 0;

type SimConsoleLog = ConsoleStart['log'];

const TICKETS = databaseNameOf(PREFIX, COLLECTION);
const SETTINGS = databaseNameOf(PREFIX, 'settings');
const ADMIN = { name: 'admin', roles: ['_admin'] };
/** Every so many seeds the consoles are closed at the end. */
const CLOSED_EVERY = 10;
const PASSWORD = 'secret';

/** A machine with the person at it, and the console that runs there; null while it is off or starting. */
export type Desk = {
  readonly machine: Machine;
  readonly line: Line;
  readonly login: string;
  console: SimConsole | null;
  starting: boolean;
};

export type World = {
  readonly time: WorldTime;
  readonly network: Network;
  readonly cluster: Cluster;
  readonly desks: readonly Desk[];
  readonly failures: string[];
  readonly story: string[];
  /** Notes something for the story. */
  readonly tell: (who: string, words: string) => void;
  readonly recreate: () => void;
  readonly start: (desk: Desk) => void;
  readonly end: () => Promise<void>;
};

const ruleFor = (collection: CollectionName, time: WorldTime): Rule => {
  return (after, before, writer) => {
    const verdict = checkDocumentWrite({
      ...{ collection, before, after, actor: writer },
      now: new Date(time.nowMs()).toISOString(),
    });
    if (verdict.ok) return null;
    const error = verdict.code === 'unauthorized' ? 'unauthorized' : 'forbidden';
    return { error, reason: `${verdict.reason} ${JSON.stringify(verdict.details ?? null)}` };
  };
};

const accountsFor = (machines: number): ReadonlyMap<string, Account> =>
  new Map(
    Array.from({ length: machines }, (_, index) => [
      `user-${index}`,
      { password: PASSWORD, roles: ['team-lead', 'administrator', `person:person-${index}`] },
    ]),
  );

/** Two incidents that everybody knows. */
const firstTickets = (): readonly Doc[] =>
  ['inc-a', 'inc-b'].map((id, index) => ({
    ...newIncident(id, `INC-000-000${index + 1}`, new Date(BEGINNING_MS - 86_400_000).toISOString()),
    _id: id,
  }));

/** Servers, lines and machines; everything is on and fine. */
export const openWorld = (time: WorldTime, disks: Disks, { seed, machines, nodes, steps }: Plan): World => {
  const failures: string[] = [];
  const story: string[] = [];
  const tell = (who: string, words: string): void => {
    const seconds = ((time.nowMs() - BEGINNING_MS) / 1000).toFixed(3).padStart(9);
    story.push(`${seconds} s  ${who.padEnd(10)} ${words}`);
  };
  const network = createNetwork(time, seed);
  const accounts = accountsFor(machines);
  const rules = new Map(
    [TICKETS, SETTINGS].map((name) => [name, ruleFor(name === TICKETS ? COLLECTION : 'settings', time)]),
  );
  const ruleOf = (name: string): Rule => rules.get(name) ?? (() => null);
  const cluster = createCluster({
    time,
    random: randomFrom(seedOf(seed, 'cluster')),
    nodes,
    accounts,
    ruleOf,
  });
  let generations = 0;
  const fill = (name: string): void => {
    generations += 1;
    cluster.create(name);
    const [node] = cluster.nodes;
    node?.databases.get(name)?.write({ _id: '_design/deskhand', generation: `g${generations}` }, ADMIN);
  };
  fill(SETTINGS);
  fill(TICKETS);
  for (const ticket of firstTickets()) {
    const row = cluster.nodes[0]?.databases.get(TICKETS)?.write(ticket, ADMIN);
    if (row === undefined || !('ok' in row)) throw new Error(`the server refuses ${JSON.stringify(row)}`);
  }
  cluster.join();

  const copied = new Set(steps.flatMap((step) => (step.kind === 'image' ? [step.who] : [])));
  const desks = Array.from({ length: machines }, (_, index): Desk => {
    const name = `notebook ${index}`;
    const node = cluster.nodes[index % nodes];
    if (node === undefined) throw new Error('a cluster has nodes');
    return {
      ...{ machine: new Machine(name, disks, copied.has(index)), line: network.line(name, node) },
      ...{ login: `user-${index}`, console: null, starting: false },
    };
  });
  for (const desk of desks) {
    desk.machine.onPowerCut = () => {
      tell(desk.machine.name, 'goes off');
      desk.line.breaks.clear();
      if (desk.console !== null) forgetOpenCollections(desk.console.context.database);
      desk.console = null;
      desk.starting = false;
    };
  }

  const start = (desk: Desk): void => {
    if (desk.machine.running() !== null) return;
    const { process, connection } = desk.machine.boot();
    desk.starting = true;
    const begin = (): void => {
      starts += 1;
      const name = String(starts);
      const accountRoles = accounts.get(desk.login)?.roles ?? [];
      openConsole({ connection, login: desk.login, password: PASSWORD, name, accountRoles, log }).then(
        (console) => opened(desk, process, console),
        (error: unknown) => {
          if (!process.isAlive || error instanceof PowerCut) return;
          failures.push(`a console does not open: ${String(error)}`);
        },
      );
    };
    const log: SimConsoleLog = (level, message, error) => {
      if (level === 'info' || !process.isAlive) return;
      tell(desk.machine.name, `logs: ${message} ${String(error ?? '')}`);
    };
    time.queue.add(begin, 0, process);
  };
  const opened = (desk: Desk, process: SimProcess, console: SimConsole): void => {
    if (!process.isAlive) {
      forgetOpenCollections(console.context.database);
      return;
    }
    desk.console = console;
    desk.starting = false;
  };

  const close = async ({ machine, console }: Desk): Promise<void> => {
    const process = machine.running();
    if (console === null || process === null) return;
    let isClosed = false;
    await time.enter(process, () => {
      void console.close().finally(() => {
        isClosed = true;
      });
    });
    await time.run(120_000, () => isClosed);
    if (!isClosed) failures.push(`${machine.name} does not close`);
  };

  return {
    ...{ time, network, cluster, desks, failures, story, tell, start },
    recreate: () => fill(TICKETS),
    end: async () => {
      for (const desk of desks) {
        // Ending in good order takes as long as all the rest of a short run, so most just lose power.
        if (seed % CLOSED_EVERY === 0) await close(desk);
        if (desk.machine.running() !== null) desk.machine.cutNow();
      }
      disks.clear();
    },
  };
};

/** The tickets as a node has them, by id. */
export const TICKETS_DATABASE = TICKETS;
