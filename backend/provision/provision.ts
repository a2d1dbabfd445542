import { randomBytes, randomUUID } from 'node:crypto';
import { databaseDefinitions } from '#backend/databases/definitions.ts';
import { loadRulesBundle } from '#backend/databases/rules-bundle.ts';
import { compileValidation } from '#backend/databases/validation.ts';
import { databaseNameOf } from '#domain/records/collections.ts';
import { fail, ok, type Result } from '#domain/records/result.ts';
import { type AccountDefinition, ensureAccount } from './accounts.ts';
import { type ConnectCode, ConnectionLost, type CouchAdmin, connectAsAdmin } from './couch-client.ts';
import { ensureFormerRecords } from './former-records.ts';
import { ensurePeople } from './people.ts';
import {
  ensureDatabase,
  ensureDesign,
  ensureIndex,
  ensureSecurity,
  type Outcome,
  StepRefused,
} from './steps.ts';

type ProvisionOptions = {
  /** Credentials in the address, else in `COUCHDB_USER` and `COUCHDB_PASSWORD`. */
  readonly serverUrl: string;
  /** Start of every database's name; lower-case letters, digits and hyphens. */
  readonly prefix?: string;
  /** People's accounts to make besides the worker's. */
  readonly accounts?: readonly AccountDefinition[];
  /** Password for the worker's account when it has to be made; a random one is made and reported when absent. */
  readonly workerPassword?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
};

type ProvisionItem = {
  readonly kind: 'database' | 'records' | 'security' | 'design' | 'index' | 'account';
  /** `database/name` for what lies in a database. */
  readonly name: string;
  readonly outcome: Outcome;
};

export type ProvisionReport = {
  readonly server: string;
  readonly items: readonly ProvisionItem[];
  /** The generated password, once, when this run made the worker's account and was given none. */
  readonly worker: { readonly name: string; readonly generatedPassword: string | null };
};

type ProvisionCode = ConnectCode | 'bad-prefix' | 'refused';

/**
 * Brings a CouchDB 3.x (or the embedded server) to what Deskhand needs: databases, their members, the validation made
 * from the domain's rules, indexes and accounts. Running it again changes only what differs.
 * @returns what was created, updated or left, item by item; or why it stopped (what was done stays and the next run goes on)
 */
export async function provision(options: ProvisionOptions): Promise<Result<ProvisionReport, ProvisionCode>> {
  const prefix = options.prefix ?? 'deskhand';
  if (!/^[a-z][a-z0-9-]*$/.test(prefix)) {
    return fail('bad-prefix', 'server.prefix', { prefix });
  }
  const connected = await connectAsAdmin(options.serverUrl, options.env ?? process.env);
  if (!connected.ok) return connected;
  try {
    return ok(await run(connected.value, prefix, options));
  } catch (cause) {
    if (cause instanceof StepRefused) return fail('refused', 'server.step', { cause: cause.message });
    if (cause instanceof ConnectionLost) return fail('unreachable', 'server.lost', { cause: cause.message });
    throw cause;
  }
}

async function run(admin: CouchAdmin, prefix: string, options: ProvisionOptions): Promise<ProvisionReport> {
  const items: ProvisionItem[] = [];
  const note = (kind: ProvisionItem['kind'], name: string, outcome: Outcome): void => {
    items.push({ kind, name, outcome });
  };
  const rules = await loadRulesBundle();
  // A fresh single-node CouchDB has no `_users` until it is asked for.
  note('database', '_users', await ensureDatabase(admin, '_users'));
  for (const database of databaseDefinitions(prefix)) {
    const { name, formerName, collection, indexes } = database;
    note('database', name, await ensureDatabase(admin, name));
    const validation = compileValidation(collection, rules);
    note('design', `${name}/deskhand`, await ensureDesign(admin, database, validation, randomUUID));
    for (const index of indexes)
      note('index', `${name}/${index.name}`, await ensureIndex(admin, name, index));
    if (formerName !== null) note('records', name, await ensureFormerRecords(admin, formerName, name));
    // Last: members come in only when the rules are in place.
    note('security', name, await ensureSecurity(admin, name));
  }
  const worker = workerAccount(prefix, options.workerPassword);
  const workerOutcome = await ensureAccount(admin, worker);
  note('account', worker.login, workerOutcome);
  for (const account of options.accounts ?? [])
    note('account', account.login, await ensureAccount(admin, account));
  const made = new Set(options.accounts?.map(({ login }) => login));
  for (const { login, outcome } of await ensurePeople(admin, databaseNameOf(prefix, 'directory')))
    if (!made.has(login) || outcome !== 'unchanged') note('account', login, outcome);
  const generated = workerOutcome === 'created' && options.workerPassword === undefined;
  return {
    server: admin.url,
    items,
    worker: { name: worker.login, generatedPassword: generated ? worker.password : null },
  };
}

const workerAccount = (prefix: string, password: string | undefined): AccountDefinition => ({
  login: `${prefix}-worker`,
  password: password ?? randomBytes(18).toString('base64url'),
  roles: ['worker'],
  personId: null,
  teamIds: [],
});
