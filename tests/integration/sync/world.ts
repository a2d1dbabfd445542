import { type ChildProcess, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, inject } from 'vitest';
import { provision } from '#backend/provision/provision.ts';
import { SAMPLE_ACCOUNTS } from '#backend/sample-company/accounts.ts';
import { generateSampleCompany } from '#backend/sample-company/generate.ts';
import type { Reply } from '#contracts/define.ts';
import type { SyncStatus } from '#contracts/sync.ts';
import { type CollectionName, databaseNameOf } from '#domain/records/collections.ts';
import { type Client, clientOf, type ServerProcess } from '../backend/server-process.ts';
import type { CallMessage, ChildMessage, ConsoleCalls } from './console-process.ts';

// What tests look into differs with every question.
// biome-ignore lint/suspicious/noExplicitAny: a JSON document under test
export type Stored = Readonly<Record<string, any>>;

/** A server with databases under a prefix of their own, as one test sees it. */
export type Central = {
  readonly server: ServerProcess;
  readonly prefix: string;
  readonly admin: Client;
  readonly nameOf: (collection: CollectionName) => string;
  readonly provision: () => Promise<void>;
  /** The sample company with a few tickets. */
  readonly seed: (tickets: number) => Promise<void>;
  /** All records of a collection by id, without CouchDB's own fields. */
  readonly records: (collection: CollectionName) => Promise<ReadonlyMap<string, Stored>>;
};

const must = (ok: boolean, what: string): void => {
  if (!ok) throw new Error(`could not ${what}`);
};

const byId = (documents: readonly Stored[]): ReadonlyMap<string, Stored> =>
  new Map(documents.map((document) => [String(document.id), document]));

/** Accounts are brought in line with people by these: a person of the tests must not be that of somebody else's account. */
const withLogin = ({ named }: ServerProcess, doc: Stored): Stored =>
  typeof doc.login === 'string' ? { ...doc, login: named(doc.login) } : doc;

/** What a server has under a prefix. */
export const centralAt = (server: ServerProcess, prefix: string): Central => {
  const admin = clientOf(server.url, server.admin);
  const nameOf = (collection: CollectionName): string => databaseNameOf(prefix, collection);
  return {
    server,
    prefix,
    admin,
    nameOf,
    provision: async () => {
      const done = await provision({
        serverUrl: server.adminUrl,
        prefix,
        accounts: SAMPLE_ACCOUNTS.map((account) => ({ ...account, login: server.named(account.login) })),
        workerPassword: 'worker-password',
      });
      must(done.ok, `provision ${prefix}`);
    },
    seed: async (tickets) => {
      const now = new Date().toISOString();
      for (const { collection, docs } of generateSampleCompany({ seed: 'sync', tickets, cis: 60, now })) {
        const body = { docs: docs.map((doc) => withLogin(server, { ...doc, _id: doc.id })) };
        const answer = await admin('POST', `/${nameOf(collection)}/_bulk_docs`, body);
        const failed = (answer.body as readonly Stored[]).filter((row) => row.error !== undefined);
        must(failed.length === 0, `seed ${collection}: ${JSON.stringify(failed[0])}`);
      }
    },
    records: async (collection) => {
      const answer = await admin('GET', `/${nameOf(collection)}/_all_docs?include_docs=true`);
      const rows = (answer.body.rows as readonly Stored[]).filter(
        ({ id }) => !String(id).startsWith('_design/'),
      );
      return byId(
        rows.map(({ doc }) =>
          Object.fromEntries(Object.entries(doc).filter(([name]) => !name.startsWith('_'))),
        ),
      );
    },
  };
};

export const newCentral = async (server: ServerProcess): Promise<Central> => {
  const central = centralAt(server, server.named(`t${randomUUID().slice(0, 8)}`));
  await central.provision();
  return central;
};

const scripts = inject('scripts');
const dirs: string[] = [];
const children = new Set<ChildProcess>();
const idle: ConsoleProcess[] = [];
afterAll(async () => {
  for (const child of children) {
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
  for (const dir of dirs) rmSync(dir, { recursive: true, force: true });
});

export const newProfileDir = (): string => {
  const dir = mkdtempSync(join(tmpdir(), 'deskhand-sync-'));
  dirs.push(dir);
  return dir;
};

type ConsoleProcess = {
  readonly call: <M extends keyof ConsoleCalls>(
    method: M,
    ...args: Parameters<ConsoleCalls[M]>
  ) => ReturnType<ConsoleCalls[M]>;
  readonly changed: EventEmitter;
  readonly kill: () => Promise<void>;
};

const startConsoleProcess = (): ConsoleProcess => {
  const child = fork(scripts.console, {
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    // As windows and data host talk: bytes of files are no JSON.
    serialization: 'advanced',
    env: { ...process.env, DESKHAND_TEST_LOAD_THREAD: scripts.loadThread },
  });
  children.add(child);
  const changed = new EventEmitter().setMaxListeners(0);
  const waiting = new Map<number, { done: (value: never) => void; fail: (error: Error) => void }>();
  let lastId = 0;
  child.on('message', (message: ChildMessage) => {
    if ('touched' in message) {
      changed.emit('touched');
      return;
    }
    const waiter = waiting.get(message.id);
    waiting.delete(message.id);
    if ('error' in message) waiter?.fail(new Error(message.error));
    else waiter?.done(message.value as never);
  });
  child.on('exit', () => {
    children.delete(child);
    for (const waiter of waiting.values()) waiter.fail(new Error('the console died'));
  });
  return {
    call: (method, ...args) =>
      new Promise((done, fail) => {
        lastId += 1;
        waiting.set(lastId, { done, fail });
        child.send({ id: lastId, method, args: args as never[] } satisfies CallMessage);
      }) as never,
    changed,
    kill: async () => {
      if (!children.has(child)) return;
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
};

export type Console = {
  readonly profileDir: string;
  /** A command or query; throws when it is refused. */
  readonly run: (name: string, input?: unknown) => Promise<Stored>;
  readonly tryRun: (name: string, input?: unknown) => Promise<Reply<unknown>>;
  readonly signIn: (login: string, password?: string) => Promise<Reply<{ readonly offline: boolean }>>;
  readonly status: () => Promise<SyncStatus>;
  readonly settled: () => Promise<Reply<null>>;
  readonly get: (collection: CollectionName, id: string) => Promise<Stored | null>;
  readonly records: (collection: CollectionName) => Promise<ReadonlyMap<string, Stored>>;
  /** Changes fields past the permission check, as a changed console would. */
  readonly overwrite: (collection: CollectionName, id: string, patch: Stored) => Promise<void>;
  /** The store takes no new records of the collection from now on, or does again. */
  readonly refuseRows: (collection: CollectionName, refuses: boolean) => Promise<void>;
  readonly user: () => Promise<Stored | null>;
  /** The time this console writes into its records. */
  readonly now: () => Promise<string>;
  /** Takes a record's write back by a year in the store's order. */
  readonly backdate: (collection: CollectionName, id: string) => Promise<void>;
  /** Knows no more of losing revisions than an earlier version, whose pulls did not ask for them. */
  readonly forgetLeaves: () => Promise<void>;
  /** Sets this device's clock, for as long as its profile is open. */
  readonly setClock: (shiftMs: number) => Promise<void>;
  /** Waits until `test` holds for the sync's status, looking again whenever anything changed. */
  readonly until: (test: (status: SyncStatus) => boolean) => Promise<void>;
  readonly untilTrue: (test: () => Promise<boolean>) => Promise<void>;
  readonly close: () => Promise<void>;
  /** As a flat battery does. */
  readonly kill: () => Promise<void>;
};

export const passwordOf = (login: string): string =>
  SAMPLE_ACCOUNTS.find((account) => account.login === login)?.password ?? '';

type ConsoleOptions = {
  readonly url?: string;
  readonly profileDir?: string;
  readonly clockShiftMs?: number;
  readonly endedMonths?: number;
};

export const openConsole = async (central: Central, options: ConsoleOptions = {}): Promise<Console> => {
  const profileDir = options.profileDir ?? newProfileDir();
  const own = idle.pop() ?? startConsoleProcess();
  const { call, changed } = own;
  await call('open', {
    profileDir,
    url: options.url ?? central.server.url,
    prefix: central.prefix,
    clockShiftMs: options.clockShiftMs ?? 0,
    endedMonths: options.endedMonths ?? null,
  });
  const tryRun = (name: string, input: unknown = {}) => call('run', name, input);
  const run = async (name: string, input?: unknown): Promise<Stored> => {
    const reply = await tryRun(name, input);
    if (!reply.ok) throw new Error(`${name}: ${reply.error.code} ${reply.error.reason}`);
    return reply.data as Stored;
  };
  const untilTrue = async (test: () => Promise<boolean>): Promise<void> => {
    for (;;) {
      const touched = once(changed, 'touched');
      if (await test()) return;
      await touched;
    }
  };
  const status = async () => (await run('sync.status')) as SyncStatus;
  return {
    profileDir,
    tryRun,
    run,
    untilTrue,
    status,
    signIn: async (login, password = passwordOf(login)) =>
      (await tryRun('session.signIn', { login: central.server.named(login), password })) as Reply<{
        offline: boolean;
      }>,
    settled: () => call('settled'),
    get: (collection, id) => call('get', collection, id),
    records: async (collection) => byId(await call('records', collection)),
    overwrite: async (collection, id, patch) => {
      await call('overwrite', collection, id, patch, (await call('get', collection, id)) ?? {});
    },
    refuseRows: async (collection, refuses) => void (await call('refuseRows', collection, refuses)),
    user: () => call('user'),
    now: () => call('now'),
    backdate: async (collection, id) => void (await call('backdate', collection, id)),
    forgetLeaves: async () => void (await call('forgetLeaves')),
    setClock: async (shiftMs) => void (await call('setClock', shiftMs)),
    until: (test) => untilTrue(async () => test(await status())),
    close: async () => {
      await call('close');
      idle.push(own);
    },
    kill: own.kill,
  };
};

/** A signed-in console with everything the server has. */
export const openSynced = async (
  central: Central,
  login: string,
  options: ConsoleOptions = {},
): Promise<Console> => {
  const opened = await openConsole(central, options);
  const signedIn = await opened.signIn(login);
  if (!signedIn.ok) throw new Error(signedIn.error.reason);
  await settle(opened);
  return opened;
};

/** Syncs until each of the consoles has seen what the others sent. */
export const settle = async (...consoles: readonly Console[]): Promise<void> => {
  const rounds = consoles.length > 1 ? 2 : 1;
  for (let round = 0; round < rounds; round += 1) {
    for (const one of consoles) {
      const settled = await one.settled();
      if (!settled.ok) throw new Error(`${settled.error.code}: ${settled.error.reason}`);
    }
  }
};
