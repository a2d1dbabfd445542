import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';

const entry = fileURLToPath(new URL('./serve-entry.ts', import.meta.url));

export type ServerProcess = {
  readonly url: string;
  readonly admin: { readonly user: string; readonly password: string };
  readonly adminUrl: string;
  readonly dataDir: string;
  stop(): Promise<number | null>;
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

/** Starts the server and reports how it ended when it did not get ready. */
export async function tryServer(
  options: { readonly port?: number; readonly dataDir?: string; readonly sessionSeconds?: number } = {},
): Promise<ServerProcess | { readonly exitCode: number | null; readonly stderr: string }> {
  const dataDir = options.dataDir ?? newDataDir();
  const seconds = options.sessionSeconds === undefined ? [] : [String(options.sessionSeconds)];
  const args = ['--import', 'tsx', entry, String(options.port ?? 0), dataDir, ...seconds];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
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
  const admin = JSON.parse(readFileSync(join(dataDir, 'admin.json'), 'utf8')) as {
    user: string;
    password: string;
  };
  return {
    url: first,
    admin,
    adminUrl: first.replace('://', `://${admin.user}:${admin.password}@`),
    dataDir,
    stop: async () => {
      if (child.exitCode === null) child.kill('SIGTERM');
      return (await exited)[0];
    },
  };
}

export async function startProcess(options: Parameters<typeof tryServer>[0] = {}): Promise<ServerProcess> {
  const server = await tryServer(options);
  if ('exitCode' in server) throw new Error(`server ended with ${server.exitCode}: ${server.stderr}`);
  return server;
}

// What tests look into differs with every question.
// biome-ignore lint/suspicious/noExplicitAny: a JSON answer under test
type Body = any;
type Answer = { readonly status: number; readonly body: Body; readonly headers: Headers };
export type Client = (
  method: string,
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
) => Promise<Answer>;

/** Asks a server as somebody: basic authentication when a name is given, nobody otherwise. */
export function clientOf(
  url: string,
  credentials?: { readonly user: string; readonly password: string },
): Client {
  const basic = credentials && Buffer.from(`${credentials.user}:${credentials.password}`).toString('base64');
  return async (method, path, body, headers = {}) => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { ...(basic ? { authorization: `Basic ${basic}` } : {}), ...headers },
      ...(body === undefined
        ? {}
        : { body: body instanceof Uint8Array ? new Uint8Array(body) : JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      body: isJson(response) ? JSON.parse(text) : text,
      headers: response.headers,
    };
  };
}

const isJson = (response: Response): boolean =>
  response.status !== 304 && (response.headers.get('content-type') ?? '').startsWith('application/json');

/** Adds an account and answers with a client for it. */
export async function addUser(
  server: ServerProcess,
  user: string,
  roles: readonly string[],
): Promise<Client> {
  const password = `${user}-password`;
  const doc = { type: 'user', name: user, password, roles };
  const made = await clientOf(server.url, server.admin)('PUT', `/_users/org.couchdb.user:${user}`, doc);
  if (made.status !== 201) throw new Error(`could not add ${user}: ${JSON.stringify(made.body)}`);
  return clientOf(server.url, { user, password });
}
