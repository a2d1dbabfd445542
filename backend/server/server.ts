import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { type Failure, failure } from '#domain/records/result.ts';
import { makeAccounts } from './accounts.ts';
import { makeApp } from './app.ts';
import { type Databases, openDatabases } from './databases.ts';
import { isLoopback } from './same-machine.ts';
import { loadAdmin, loadIdentity, newAdmin, newIdentity, saveAdmin } from './server-files.ts';

type ServerOptions = {
  /** 0 takes any free port. */
  readonly port: number;
  /** Folder of the databases, the identity and `admin.json`; made when absent. Not used with `inMemory`. */
  readonly dataDir: string;
  readonly host?: string;
  /** Keep nothing: for tests. */
  readonly inMemory?: boolean;
  /** Gets one line for each request that failed by our own fault. */
  readonly log?: (line: string) => void;
};

export type RunningServer = {
  /** Without credentials. */
  readonly url: string;
  /** With the admin's credentials. */
  readonly adminUrl: string;
  /** Ends open feeds, finishes running writes, closes the databases. */
  close(): Promise<void>;
};

type StartFailure = Failure<'port-in-use' | 'data-dir-in-use'>;

/** Why a server could not start. */
export class ServerStartError extends Error {
  readonly failure: StartFailure;

  constructor(failure: StartFailure) {
    super(`${failure.code} ${JSON.stringify(failure.details)}`);
    this.failure = failure;
  }
}

/** As many as CouchDB takes. Without a limit whoever opens connections takes the files that the databases need. */
const MAX_CONNECTIONS = 2048;

/** Life of a session cookie, CouchDB's default. */
const SESSION_SECONDS = 600;

/** LevelDB's lock is per process, so two servers of one process need telling apart here. */
const foldersInUse = new Set<string>();

/**
 * Starts the embedded CouchDB-compatible server.
 * @throws ServerStartError when the port is taken or another server uses the folder
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { inMemory = false, host = '127.0.0.1', log = () => {} } = options;
  const dataDir = resolve(options.dataDir);
  const databases = inMemory
    ? await openDatabases({ memoryName: `${randomUUID()}/` })
    : await openFolder(dataDir);
  try {
    const identity = inMemory ? newIdentity() : loadIdentity(dataDir);
    const admin = (inMemory ? null : loadAdmin(dataDir)) ?? newAdmin();
    const accounts = makeAccounts({
      users: await databases.get('_users'),
      admin,
      secret: identity.cookieSecret,
      sessionSeconds: SESSION_SECONDS,
      now: () => Date.now(),
    });
    const server = createServer(
      makeApp({ databases, accounts, uuid: identity.uuid, isLocal: isLoopback(host), log }),
    );
    server.maxConnections = MAX_CONNECTIONS;
    const url = await listen(server, options.port, host);
    if (!inMemory) saveAdmin(dataDir, url, admin);
    const adminUrl = url.replace('://', `://${admin.user}:${admin.password}@`);
    return { url, adminUrl, close: () => closeAll(server, databases, dataDir) };
  } catch (cause) {
    await databases.close();
    foldersInUse.delete(dataDir);
    throw cause;
  }
}

async function openFolder(dataDir: string): Promise<Databases> {
  const inUse = (): ServerStartError =>
    new ServerStartError(failure('data-dir-in-use', 'server.folder_taken', { folder: dataDir }));
  if (foldersInUse.has(dataDir)) throw inUse();
  foldersInUse.add(dataDir);
  try {
    return await openDatabases({ dir: join(dataDir, 'databases') });
  } catch (cause) {
    foldersInUse.delete(dataDir);
    throw /lock/i.test(String((cause as Error).message)) ? inUse() : cause;
  }
}

async function listen(server: Server, port: number, host: string): Promise<string> {
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw cause;
    throw new ServerStartError(failure('port-in-use', 'server.port_taken', { port: String(port), host }));
  }
  return `http://${host}:${(server.address() as AddressInfo).port}`;
}

async function closeAll(server: Server, databases: Databases, dataDir: string): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeIdleConnections();
  // Feeds that wait would keep the server open for a minute.
  const deadline = setTimeout(() => server.closeAllConnections(), 500);
  await closed;
  clearTimeout(deadline);
  await databases.close();
  foldersInUse.delete(dataDir);
}
