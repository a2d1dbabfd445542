import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { SAMPLE_ACCOUNTS, type SampleAccount } from '#backend/sample-company/accounts.ts';
import { generateSampleCompany } from '#backend/sample-company/generate.ts';
import type { Change } from '#domain/fields/changes.ts';
import type { CollectionName } from '#domain/records/collections.ts';
import { type Host, openHost } from '#main/host/host.ts';
import { nextTurn } from '#main/host/kernel/next-turn.ts';
import { createAccountStore } from '#main/host/local/accounts.ts';
import { makeVerifier } from '#main/host/local/verifier.ts';
import { manyChanges } from './changes.ts';
import { unwrap } from './unwrap.ts';

/** The key of every profile made here, in the form DESKHAND_KEY takes. */
export const BENCH_KEY = '5a'.repeat(32);

/** Who the measurements are done as. */
const benchAccount = (): SampleAccount => {
  const [account] = SAMPLE_ACCOUNTS;
  if (account === undefined) throw new Error('the sample company has no accounts');
  return account;
};
export const BENCH_ACCOUNT = benchAccount();

/** About one device for eight tickets, but a company of at least 600 and at most 6,000. */
const cisFor = (tickets: number): number => Math.min(6_000, Math.max(600, Math.round(tickets / 8)));

export const companyOf = (tickets: number) =>
  generateSampleCompany({ seed: 7, tickets, cis: cisFor(tickets), now: new Date().toISOString() });

export const openProfile = async (profileDir: string): Promise<Host> =>
  unwrap(await openHost({ profileDir, key: BENCH_KEY }));

/**
 * Fills `parent`/tickets-N with the sample company, and a change for twenty incidents, through RxDB, as a first sync would, with its search index complete and an
 * account that can sign in without a server. Answers the profile's folder. One that is there, from an earlier run, is taken as it is.
 */
export const makeProfile = async (
  parent: string,
  tickets: number,
  progress: (done: number) => void,
): Promise<string> => {
  const whole = join(parent, `tickets-${tickets}`);
  if (existsSync(whole)) return whole;
  // Under another name until it is whole, or one that was stopped half way would be taken for it.
  const profileDir = `${whole}-begun`;
  rmSync(profileDir, { recursive: true, force: true });
  const host = await openProfile(profileDir);
  const write = async (collection: CollectionName, docs: readonly unknown[]): Promise<void> => {
    const written = await host.context.database.collections[collection].bulkInsert(docs as never[]);
    if (written.error.length > 0) throw new Error(`${collection}: ${written.error.length} were not written`);
    await nextTurn();
  };
  let done = 0;
  const changes: Change[] = [];
  const ciIds: string[] = [];
  for (const batch of companyOf(tickets)) {
    const { collection, docs } = batch;
    await write(collection, docs);
    if (collection === 'configItems') ciIds.push(...docs.map(({ id }) => id));
    if (collection !== 'tickets') continue;
    changes.push(...docs.filter((ticket): ticket is Change => ticket.type === 'change'));
    done += docs.length;
    progress(done);
  }
  const more = changes.length === 0 ? [] : manyChanges(changes, ciIds, Math.round(tickets / 20));
  for (let start = 0; start < more.length; start += 1_000) {
    await write('tickets', more.slice(start, start + 1_000));
  }
  await host.store.backlog.drain();
  const { login, password, roles, personId, name, teamIds } = BENCH_ACCOUNT;
  const verifier = await makeVerifier(password);
  createAccountStore(host.store.connection).save(
    { login, personId, name, roles, teamIds, verifier },
    new Date().toISOString(),
  );
  await host.close();
  renameSync(profileDir, whole);
  return whole;
};
