import { lineReason } from '#domain/records/line-reasons.ts';
import { fail, ok, type Result } from '#domain/records/result.ts';

export type CouchAnswer = { readonly status: number; readonly body: Readonly<Record<string, unknown>> };

export type ConnectCode = 'unreachable' | 'wrong-credentials' | 'not-admin' | 'not-couchdb';

/** A CouchDB server, asked as one of its admins. */
export type CouchAdmin = {
  /** Without credentials: safe to show. */
  readonly url: string;
  /** @param path from the server's root, already percent-encoded */
  request(method: 'GET' | 'PUT' | 'POST', path: string, body?: unknown): Promise<CouchAnswer>;
};

/** A connection that broke in the middle of the work; caught once, in `provision`. */
export class ConnectionLost extends Error {}

/**
 * Finds out whether there is a CouchDB at the address and whether we administer it.
 * @param serverUrl may hold credentials; without them `COUCHDB_USER` and `COUCHDB_PASSWORD` of `env` are used
 */
export async function connectAsAdmin(
  serverUrl: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Result<CouchAdmin, ConnectCode>> {
  const address = URL.canParse(serverUrl) ? new URL(serverUrl) : null;
  if (!address || !/^https?:$/.test(address.protocol)) {
    return fail('unreachable', 'server.address');
  }
  const admin = makeClient(address, env);
  try {
    const welcome = await admin.request('GET', '/');
    // CouchDB answers 401 to wrong credentials even here, where nobody needs any.
    if (welcome.status !== 401 && typeof welcome.body.couchdb !== 'string') {
      return fail('not-couchdb', 'server.not_couchdb', { server: admin.url });
    }
    return judgeSession(admin, await admin.request('GET', '/_session'));
  } catch (cause) {
    if (!(cause instanceof ConnectionLost)) throw cause;
    return fail('unreachable', 'server.unreachable', { server: admin.url, cause: cause.message });
  }
}

function judgeSession(admin: CouchAdmin, session: CouchAnswer): Result<CouchAdmin, ConnectCode> {
  const user = session.body.userCtx as { name?: string | null; roles?: readonly string[] } | undefined;
  if (session.status === 401 || !user?.name) {
    return fail('wrong-credentials', 'server.credentials', { server: admin.url });
  }
  if (!user.roles?.includes('_admin')) {
    return fail('not-admin', 'server.not_admin', { user: user.name, server: admin.url });
  }
  return ok(admin);
}

function makeClient(address: URL, env: Readonly<Record<string, string | undefined>>): CouchAdmin {
  const user = address.username ? decodeURIComponent(address.username) : (env.COUCHDB_USER ?? '');
  const password = address.username ? decodeURIComponent(address.password) : (env.COUCHDB_PASSWORD ?? '');
  const url = `${address.origin}${address.pathname.replace(/\/+$/, '')}`;
  const headers = {
    accept: 'application/json',
    'content-type': 'application/json',
    ...(user === ''
      ? {}
      : { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` }),
  };
  return {
    url,
    request: async (method, path, body) => {
      const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
      const response = await fetch(`${url}${path}`, init).catch((cause: unknown) => {
        throw new ConnectionLost(lineReason(cause));
      });
      return { status: response.status, body: parseObject(await response.text()) };
    },
  };
}

function parseObject(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
  } catch {
    return {};
  }
}
