import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { incidentSettings } from '#domain/settings/defaults.ts';
import { INCIDENT } from '#domain/processes/incident.ts';
import { createRecord } from '#domain/processes/engine.ts';
import { checkDocumentWrite } from '#domain/permissions/server-rules.ts';
import { type CollectionName, databaseNameOf } from '#domain/records/collections.ts';
import type { Ticket } from '#domain/fields/tables.ts';
import { COLLECTION, type ConsoleStart, forgetOpenCollections, openConsole, PREFIX, type SimConsole } from './console.ts';
import { type Cluster, createCluster } from './couch-cluster.ts';
import type { Rule } from './couch-database.ts';
import type { Account } from './couch-model.ts';
import { Machine } from './machine.ts';
import { createNetwork, type Line, type Network } from './network.ts';
import { randomFrom, seedOf } from './random.ts';
import { PowerCut } from './machine.ts';
import { BEGINNING_MS, type SimProcess, type WorldTime } from './virtual-time.ts';

type SimConsoleLog = ConsoleStart['log'];

const TICKETS = databaseNameOf(PREFIX, COLLECTION);
const SETTINGS = databaseNameOf(PREFIX, 'settings');
const ADMIN = { name: 'admin', roles: ['_admin'] };
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

const ruleFor = (collection: CollectionName): Rule => {
  return (after, before, writer) => {
    const verdict = checkDocumentWrite({ collection, before, after, actor: writer });
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
const firstTickets = (): readonly object[] =>
  ['inc-a', 'inc-b'].map((id, index) => {
    let made = 0;
    const ctx = {
      env: {
        now: new Date(BEGINNING_MS - 86_400_000).toISOString(),
        newId: () => `${id}-entry-${(made += 1)}`,
        actor: { personId: 'person-0', roles: ['team-lead' as const], teamIds: [], deviceId: 'device-0' },
      },
      settings: incidentSettings([]),
      sla: (ticket: Ticket) => ticket,
    };
    const number = `INC-000-000${index + 1}`;
    const created = createRecord(INCIDENT, null, { id, number, title: `ticket ${id}` }, ctx);
    if (!created.ok) throw new Error(created.error.reason);
    return { ...created.value, _id: id };
  });

/** Servers, lines and machines; everything is on and fine. */
export const openWorld = (
  time: WorldTime,
  { seed, machines, nodes }: { readonly seed: number; readonly machines: number; readonly nodes: number },
): World => {
  let scratch: string | null = null;
  const scratchFolder = (): string => {
    scratch ??= mkdtempSync(join(tmpdir(), 'deskhand-simulated-'));
    return scratch;
  };
  const failures: string[] = [];
  const story: string[] = [];
  const tell = (who: string, words: string): void => {
    const seconds = ((time.nowMs() - BEGINNING_MS) / 1000).toFixed(3).padStart(9);
    story.push(`${seconds} s  ${who.padEnd(10)} ${words}`);
  };
  const network = createNetwork(time, seed);
  const accounts = accountsFor(machines);
  const rules = new Map([TICKETS, SETTINGS].map((name) => [name, ruleFor(name === TICKETS ? COLLECTION : 'settings')]));
  const ruleOf = (name: string): Rule => rules.get(name) ?? (() => null);
  const cluster = createCluster({ time, random: randomFrom(seedOf(seed, 'cluster')), nodes, accounts, ruleOf });
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
    const row = cluster.nodes[0]?.databases.get(TICKETS)?.write(ticket as never, ADMIN);
    if (row === undefined || !('ok' in row)) throw new Error(`the server refuses ${JSON.stringify(row)}`);
  }
  cluster.join();

  const desks = Array.from({ length: machines }, (_, index): Desk => {
    const name = `notebook ${index}`;
    const node = cluster.nodes[index % nodes];
    if (node === undefined) throw new Error('a cluster has nodes');
    return {
      ...{ machine: new Machine(name, time, scratchFolder), line: network.line(name, node) },
      ...{ login: `user-${index}`, console: null, starting: false },
    };
  });
  for (const desk of desks) {
    desk.machine.onPowerCut = () => {
      tell(desk.machine.name, 'goes off');
      desk.line.breaks.clear();
      if (desk.console !== null) forgetOpenCollections(desk.console.context);
      desk.console = null;
      desk.starting = false;
    };
  }

  const start = (desk: Desk): void => {
    if (desk.machine.running() !== null) return;
    const { process, connection, start: count } = desk.machine.boot();
    desk.starting = true;
    const begin = (): void => {
      const name = `${seed}-${desk.machine.name}-${count}`;
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
      forgetOpenCollections(console.context);
      return;
    }
    desk.console = console;
    desk.starting = false;
  };

  return {
    ...{ time, network, cluster, desks, failures, story, tell, start },
    recreate: () => fill(TICKETS),
    end: async () => {
      for (const desk of desks) {
        const process = desk.machine.running();
        if (desk.console === null || process === null) continue;
        const { console } = desk;
        let isClosed = false;
        await time.enter(process, () => void console.close().finally(() => (isClosed = true)));
        await time.run(120_000, () => isClosed);
        if (!isClosed) failures.push(`${desk.machine.name} does not close`);
        forgetOpenCollections(console.context);
        process.isAlive = false;
      }
      if (scratch !== null) rmSync(scratch, { recursive: true, force: true });
    },
  };
};

/** The tickets as a node has them, by id. */
export const TICKETS_DATABASE = TICKETS;
