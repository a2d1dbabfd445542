import { randomBytes } from 'node:crypto';

/** The administrator's client, as `clientOf` makes it. */
type Ask = (
  method: string,
  path: string,
  body?: unknown,
) => Promise<{ readonly status: number; readonly body: unknown }>;

/**
 * A CouchDB that whoever started the tests gave in `COUCH_URL`. It may hold anything else and belongs to somebody, so a run makes only what
 * carries its mark in the name, changes no configuration, and takes all of it away again.
 */
export type GivenServer = {
  readonly url: string;
  readonly admin: { readonly user: string; readonly password: string };
};

/** @returns the server that `address` names, or what is missing in it, as a sentence */
export const givenServer = (address: string | undefined): GivenServer | string => {
  if (address === undefined || address === '') return 'COUCH_URL is not set.';
  if (!URL.canParse(address)) return `COUCH_URL is no address: ${address}`;
  const { protocol, origin, pathname, username, password } = new URL(address);
  if (protocol !== 'http:' && protocol !== 'https:') return 'COUCH_URL is neither http:// nor https://.';
  if (username === '' || password === '') return 'COUCH_URL names no administrator and password.';
  const admin = { user: decodeURIComponent(username), password: decodeURIComponent(password) };
  return { url: `${origin}${pathname.replace(/\/+$/, '')}`, admin };
};

/** A mark that nobody else's names have: letters and digits, as names of databases take them. */
export const newMark = (): string => `run${randomBytes(6).toString('hex')}`;

const marked = (names: readonly unknown[], mark: string): readonly string[] =>
  names.map(String).filter((name) => name.includes(mark));

/** What of a run's databases and accounts is there. */
const listMarked = async (
  ask: Ask,
  mark: string,
): Promise<{ readonly databases: readonly string[]; readonly accounts: readonly string[] }> => {
  const databases = (await ask('GET', '/_all_dbs')).body as readonly string[];
  const users = (await ask('GET', '/_users/_all_docs')).body as { readonly rows?: readonly { id: string }[] };
  const ids = (users.rows ?? []).map(({ id }) => id);
  return { databases: marked(databases, mark), accounts: marked(ids, mark) };
};

/** Takes away everything that carries `mark`. Deleted accounts leave their tombstones in `_users`, as with every CouchDB. */
export const removeMarked = async (ask: Ask, mark: string): Promise<void> => {
  const { databases, accounts } = await listMarked(ask, mark);
  for (const name of databases) await ask('DELETE', `/${encodeURIComponent(name)}`);
  for (const id of accounts) {
    const path = `/_users/${encodeURIComponent(id)}`;
    const { _rev } = (await ask('GET', path)).body as { readonly _rev?: string };
    if (_rev !== undefined) await ask('DELETE', `${path}?rev=${_rev}`);
  }
};
