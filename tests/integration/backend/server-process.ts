import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { afterAll, inject } from 'vitest';
import { givenServer, newMark, removeMarked } from './given-server.ts';
import { type Client, clientOf } from './http-client.ts';

export { type Client, clientOf };

export type ServerProcess = {
  readonly url: string;
  readonly admin: { readonly user: string; readonly password: string };
  readonly adminUrl: string;
  /**
   * What a database or an account that a test calls `name` is called on this server. A server of its own takes any name as it is; a CouchDB
   * that was given (given-server.ts) holds other things, so there it carries the mark of the run.
   */
  named(name: string): string;
  /** Ends the server, does `between`, and starts it again with what it has then. A given CouchDB goes on: it is not the tests' to stop. */
  restart(between?: () => void): Promise<void>;
  /** Ends the server; of a given CouchDB takes away what was made. */
  stop(): Promise<number | null>;
};
/** The server of this project in a process of its own. */
export type EmbeddedProcess = ServerProcess & {
  readonly dataDir: string;
  /** What only time brings about is tried by moving the server's clock ahead of the true time, until it is started again. */
  setClock(aheadMs: number): Promise<void>;
};

type EmbeddedOptions = {
  readonly port?: number;
  readonly dataDir?: string;
};

const dataDirs: string[] = [];
// Registered before the test file's own hooks, so it runs after them, when their servers have stopped.
afterAll(() => {
  for (const dir of dataDirs) rmSync(dir, { recursive: true, force: true });
});

/** A folder that goes when the tests of the file are done. */
export function newDataDir(): string {
  const dir = mkdtempSync(join(tmpdir(), 'deskhand-server-'));
  dataDirs.push(dir);
  return dir;
}

type Failed = { readonly exitCode: number | null; readonly stderr: string };
type Running = {
  readonly url: string;
  readonly setClock: (aheadMs: number) => Promise<void>;
  readonly end: () => Promise<number | null>;
};

/** One life of the server: until it is ended, or how it ended when it did not get ready. */
async function run(dataDir: string, { port = 0 }: EmbeddedOptions): Promise<Running | Failed> {
  const args = [inject('scripts').server, String(port), dataDir];
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  }) as ChildProcessByStdio<null, Readable, Readable>;
  const exited = once(child, 'exit') as Promise<[number | null]>;
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const ready = new Promise<string>((resolve) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      const url = /listening (\S+)/.exec(text)?.[1];
      if (url) resolve(url);
    });
  });
  const first = await Promise.race([ready, exited]);
  if (typeof first !== 'string') return { exitCode: first[0], stderr };
  return {
    url: first,
    setClock: async (aheadMs) => {
      const isSet = once(child, 'message');
      child.send(aheadMs);
      await isSet;
    },
    end: async () => {
      if (child.exitCode === null) child.kill('SIGTERM');
      return (await exited)[0];
    },
  };
}

const withCredentials = (url: string, { user, password }: ServerProcess['admin']): string =>
  url.replace('://', `://${encodeURIComponent(user)}:${encodeURIComponent(password)}@`);

/** Starts the server and reports how it ended when it did not get ready. */
export async function tryServer(options: EmbeddedOptions = {}): Promise<EmbeddedProcess | Failed> {
  const dataDir = options.dataDir ?? newDataDir();
  const first = await run(dataDir, options);
  if ('exitCode' in first) return first;
  let running = first;
  const { url } = first;
  const admin = JSON.parse(readFileSync(join(dataDir, 'admin.json'), 'utf8')) as ServerProcess['admin'];
  return {
    url,
    admin,
    adminUrl: withCredentials(url, admin),
    dataDir,
    setClock: (aheadMs) => running.setClock(aheadMs),
    named: (name) => name,
    restart: async (between) => {
      await running.end();
      between?.();
      running = started(await run(dataDir, { ...options, port: Number(new URL(url).port) }));
    },
    stop: () => running.end(),
  };
}

function started<S extends object>(server: S | Failed): S {
  if ('exitCode' in server) throw new Error(`server ended with ${server.exitCode}: ${server.stderr}`);
  return server;
}

/** Starts the embedded server, also where a CouchDB was given: for what only this one does. */
export async function startEmbedded(options: EmbeddedOptions = {}): Promise<EmbeddedProcess> {
  return started(await tryServer(options));
}

/**
 * A server for the tests of one file: the CouchDB that was given in `COUCH_URL` (`npm run test:couch`), else the embedded one. What these tests
 * say holds for both, so they name databases and accounts by `named`.
 */
export async function startProcess(): Promise<ServerProcess> {
  if (process.env.DESKHAND_COUCH_RUN === undefined) return startEmbedded();
  const given = givenServer(process.env.COUCH_URL);
  if (typeof given === 'string') throw new Error(given);
  const mark = `${process.env.DESKHAND_COUCH_RUN}${newMark().slice(-4)}`;
  return {
    ...given,
    adminUrl: withCredentials(given.url, given.admin),
    named: (name) => `${name}-${mark}`,
    restart: async () => {},
    stop: async () => {
      await removeMarked(clientOf(given.url, given.admin), mark);
      return 0;
    },
  };
}

/** Adds the account that the server calls `server.named(user)` and answers with a client for it. */
export async function addUser(
  server: ServerProcess,
  user: string,
  roles: readonly string[],
): Promise<Client> {
  const password = `${user}-password`;
  const name = server.named(user);
  const doc = { type: 'user', name, password, roles };
  const made = await clientOf(server.url, server.admin)('PUT', `/_users/org.couchdb.user:${name}`, doc);
  if (made.status !== 201) throw new Error(`could not add ${name}: ${JSON.stringify(made.body)}`);
  return clientOf(server.url, { user: name, password });
}
