import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateSampleCompany } from '#backend/sample-company/generate.ts';
import type { CallControl, Reply } from '#contracts/define.ts';
import type {
  CommandInput,
  CommandName,
  CommandOutput,
  QueryInput,
  QueryName,
  QueryOutput,
} from '#contracts/registry.ts';
import type { Person } from '#domain/fields/directory.ts';
import { newRecordBase } from '#domain/journal/journal.ts';
import type { Actor, Role } from '#domain/records/common.ts';
import type { Failure } from '#domain/records/result.ts';
import { type Host, openHost } from '#main/host/host.ts';
import { createAccountStore } from '#main/host/local/accounts.ts';
import { makeVerifier } from '#main/host/local/verifier.ts';

export const KEY = 'a key for the tests of the data host';
export const PASSWORD = 'a password';

export const NO_CONTROL: CallControl = { signal: { aborted: false }, progress: () => {} };

/** A folder for a profile, gone at the end. */
export type Profile = { readonly dir: string; readonly remove: () => void };

export const tempProfile = (): Profile => {
  const dir = mkdtempSync(join(tmpdir(), 'deskhand-host-'));
  return { dir, remove: () => rmSync(dir, { recursive: true, force: true }) };
};

export const openProfile = async (dir: string): Promise<Host> => {
  const opened = await openHost({ profileDir: dir, key: KEY });
  if (!opened.ok) throw new Error(`${opened.error.code}: ${opened.error.reason}`);
  return opened.value;
};

export type Account = {
  readonly roles: readonly Role[];
  readonly personId?: string;
  readonly teamIds?: readonly string[];
};

/** Makes an account and acts as it from now on. */
export const actAs = async (host: Host, who: Account): Promise<void> => {
  const personId = who.personId ?? `person-${who.roles.join('-')}`;
  const { roles, teamIds = [] } = who;
  const user = { login: personId, personId, name: personId, roles, teamIds };
  const accounts = createAccountStore(host.store.connection);
  // The password comes after the entrance: proving it takes as long as a real sign-in, each time.
  accounts.save({ ...user, verifier: null }, '2026-01-01T00:00:00.000Z');
  const entered = await host.context.session.actAs(personId, null);
  if (!entered.ok) throw new Error(entered.error.reason);
  accounts.save({ ...user, verifier: await verifier }, '2026-01-01T00:00:00.000Z');
};
// Deriving it takes as long as a real sign-in, once is enough.
const verifier = makeVerifier(PASSWORD);

export const fillWithSamples = async (
  host: Host,
  { tickets = 200, cis = 80 }: { readonly tickets?: number; readonly cis?: number } = {},
): Promise<void> => {
  const now = new Date().toISOString();
  for (const { collection, docs } of generateSampleCompany({ seed: 7, tickets, cis, now })) {
    const { failed } = await host.context.records.putAll(collection, docs as never);
    if (failed.length > 0) throw new Error(`${collection}: ${failed.length} were not written`);
  }
  // Large writes are put into the search index a little later.
  await host.store.backlog.drain();
};

type Known = {
  readonly people?: readonly string[];
  readonly left?: readonly string[];
  readonly teams?: readonly string[];
  readonly places?: readonly string[];
};

/** Puts people (those in `left` work here no more), teams and places into the directory, each named as its id. */
export const addDirectory = async (host: Host, known: Known): Promise<void> => {
  const base = (id: string) => ({
    ...newRecordBase(host.context.env(NOBODY), { id }),
    name: id,
    active: true,
  });
  // Nobody was ever away.
  const person = (id: string): Person =>
    ({
      ...base(id),
      type: 'person',
      ...{ login: null, email: null, phones: [], employeeNumber: null, jobTitle: null, department: null },
      ...{ costCentre: null, placeId: null, managerId: null, teamIds: [], vip: false },
      ...{ authorizations: [], extra: {} },
    }) as unknown as Person;
  const { failed } = await host.context.records.putAll('directory', [
    ...(known.people ?? []).map(person),
    ...(known.left ?? []).map((id) => ({ ...person(id), active: false })),
    ...(known.teams ?? []).map((id) => ({ ...base(id), type: 'team' as const, email: null, leadId: null })),
    ...(known.places ?? []).map((id) => ({
      ...{ ...base(id), type: 'place' as const, kind: 'room' as const, path: id },
      ...{ code: null, parentId: null, siteId: null, address: null },
    })),
  ]);
  if (failed.length > 0) throw new Error(`not written: ${failed.join(', ')}`);
};
const NOBODY: Actor = { personId: 'setup', roles: [], teamIds: [], deviceId: 'setup' };

/** The dispatcher with the contracts' types. */
export const command = <N extends CommandName>(
  host: Host,
  name: N,
  input: CommandInput<N>,
  control: CallControl = NO_CONTROL,
): Promise<Reply<CommandOutput<N>>> => host.dispatcher.run(name, input, control) as never;

export const query = <N extends QueryName>(
  host: Host,
  name: N,
  input: QueryInput<N>,
): Promise<Reply<QueryOutput<N>>> => host.dispatcher.run(name, input, NO_CONTROL) as never;

/** The answer of a call that must succeed. */
export const data = async <T>(reply: Promise<Reply<T>>): Promise<T> => {
  const answered = await reply;
  if (!answered.ok) throw new Error(`${answered.error.code}: ${answered.error.reason}`);
  return answered.data;
};

/** The error of a call that must be refused. */
export const refusal = async <T>(reply: Promise<Reply<T>>): Promise<Failure> => {
  const answered = await reply;
  if (answered.ok) throw new Error(`it was accepted: ${JSON.stringify(answered.data)?.slice(0, 200)}`);
  return answered.error;
};
