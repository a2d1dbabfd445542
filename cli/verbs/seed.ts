import { type Command, InvalidArgumentError } from 'commander';
import { type CouchAdmin, connectAsAdmin } from '#backend/provision/couch-client.ts';
import { provision } from '#backend/provision/provision.ts';
import { SAMPLE_ACCOUNTS } from '#backend/sample-company/accounts.ts';
import { generateSampleCompany, type SampleBatch } from '#backend/sample-company/generate.ts';
import { type CollectionName, databaseNameOf } from '#domain/records/collections.ts';
import type { Host } from '#main/host/host.ts';
import { nextTurn } from '#main/host/kernel/next-turn.ts';
import { createAccountStore } from '#main/host/local/accounts.ts';
import { makeVerifier } from '#main/host/local/verifier.ts';
import { prefixOption, serverAddress, wholeNumber } from '../options.ts';
import { withProfile } from '../profile.ts';
import { Refused, refusedBy, type Terminal, WrongUsage } from '../terminal.ts';
import { say, textSentence } from '../words.ts';

type Options = {
  readonly profile?: string;
  readonly keyFile?: string;
  readonly server?: string;
  readonly prefix: string;
  readonly tickets: number;
  readonly cis: number;
  readonly seed: string;
  readonly now: string;
};

type Counts = { written: number; present: number };
type Write = (batch: SampleBatch) => Promise<Counts>;

const instant = (text: string): string => {
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw new InvalidArgumentError(say('wrong.instant'));
  return new Date(at).toISOString();
};

/** Writes one batch after another; the totals by collection. */
const seedWith = async (options: Options, terminal: Terminal, write: Write) => {
  const totals = new Map<CollectionName, Counts>();
  for (const batch of generateSampleCompany(options)) {
    const counts = await write(batch);
    await nextTurn();
    const total = totals.get(batch.collection) ?? { written: 0, present: 0 };
    totals.set(batch.collection, {
      written: total.written + counts.written,
      present: total.present + counts.present,
    });
    terminal.progress(
      `${batch.collection}: ${total.written + counts.written + total.present + counts.present}`,
    );
  }
  return totals;
};

const saveAccounts = async (host: Host): Promise<void> => {
  const accounts = createAccountStore(host.store.connection);
  for (const { login, personId, name, roles, teamIds, password } of SAMPLE_ACCOUNTS) {
    const verifier = await makeVerifier(password);
    accounts.save({ login, personId, name, roles, teamIds, verifier }, host.context.clock.now());
  }
};

const writeToProfile =
  (host: Host): Write =>
  async ({ collection, docs }) => {
    const { failed } = await host.context.records.putAll(collection, docs);
    if (failed.length > 0) {
      throw new Refused({
        code: 'not_written',
        message: say('seed.notTaken', {
          count: failed.length,
          collection,
          ids: failed.slice(0, 3).join(', '),
        }),
      });
    }
    return { written: docs.length, present: 0 };
  };

type BulkRow = { readonly id?: string; readonly error?: string; readonly reason?: string };

/** A record that is there already stays: a seed that broke off is repeated. */
const writeToServer =
  (admin: CouchAdmin, prefix: string): Write =>
  async ({ collection, docs }) => {
    const path = `/${databaseNameOf(prefix, collection)}/_bulk_docs`;
    const answer = await admin.request('POST', path, { docs: docs.map((doc) => ({ ...doc, _id: doc.id })) });
    if (!Array.isArray(answer.body)) {
      throw new Refused({
        code: 'refused',
        message: say('seed.answered', {
          collection,
          status: String(answer.status),
          cause: String(answer.body.reason ?? ''),
        }).trim(),
      });
    }
    const rows = answer.body as readonly BulkRow[];
    const refused = rows.find((row) => row.error !== undefined && row.error !== 'conflict');
    if (refused !== undefined) {
      throw new Refused({
        code: refused.error ?? 'refused',
        message: say('seed.refused', {
          collection,
          id: refused.id ?? '',
          cause: textSentence(refused.reason ?? ''),
        }),
      });
    }
    const present = rows.filter((row) => row.error === 'conflict').length;
    return { written: rows.length - present, present };
  };

const seedServer = async (server: string, options: Options, terminal: Terminal) => {
  const provisioned = await provision({
    serverUrl: server,
    prefix: options.prefix,
    accounts: SAMPLE_ACCOUNTS,
  });
  if (!provisioned.ok) throw refusedBy(provisioned.error);
  const admin = await connectAsAdmin(server, process.env);
  if (!admin.ok) throw refusedBy(admin.error);
  return seedWith(options, terminal, writeToServer(admin.value, options.prefix));
};

const seedProfile = (profile: string, options: Options, terminal: Terminal) =>
  withProfile({ profile, keyFile: options.keyFile }, terminal, true, async (host) => {
    const totals = await seedWith(options, terminal, writeToProfile(host));
    await saveAccounts(host);
    return totals;
  });

export const addSeed = (program: Command, terminal: Terminal): void => {
  program
    .command('seed')
    .description(say('verbs.seed'))
    .option('--profile <dir>', say('seed.profile'))
    .option('--key-file <file>', say('options.keyFile'))
    .option('--server <url>', say('seed.server'), serverAddress)
    .addOption(prefixOption())
    .option('--tickets <n>', say('seed.tickets'), wholeNumber(0, 10_000_000), 400)
    .option('--cis <n>', say('seed.cis'), wholeNumber(0, 1_000_000), 150)
    .option('--seed <seed>', say('seed.seed'), '7')
    .option('--now <instant>', say('seed.now'), instant, new Date().toISOString())
    .action(async (options: Options) => {
      const { profile, server } = options;
      if ((profile === undefined) === (server === undefined)) {
        throw new WrongUsage(say('seed.eitherOr'));
      }
      const totals =
        server === undefined
          ? await seedProfile(profile ?? '', options, terminal)
          : await seedServer(server, options, terminal);
      for (const [collection, { written, present }] of totals) {
        const words =
          present > 0 ? say('seed.bothCounts', { written, present }) : say('seed.counts', { written });
        terminal.line(`${collection}\t${words}`);
      }
      const logins = SAMPLE_ACCOUNTS.map((account) => account.login);
      terminal.line(say('seed.accounts', { logins: logins.join(', ') }));
      terminal.data({ collections: Object.fromEntries(totals), accounts: logins });
    });
};
