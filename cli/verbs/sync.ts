import { setTimeout as delay } from 'node:timers/promises';
import type { Command } from 'commander';
import type { SyncStatus } from '#contracts/sync.ts';
import type { Host } from '#main/host/host.ts';
import { prefixOption, serverAddress, withProfileOptions } from '../options.ts';
import { dataOf, interruptible, type ProfileOptions, withProfile } from '../profile.ts';
import { Refused, type Terminal, WrongUsage } from '../terminal.ts';

type Options = ProfileOptions & {
  readonly server: string;
  readonly user: string;
  readonly prefix: string;
  readonly once?: boolean;
};

const TELL_MS = 500;

const words = (status: SyncStatus): string => {
  const pulled = status.collections.reduce((sum, one) => sum + one.pulled, 0);
  const pushed = status.collections.reduce((sum, one) => sum + one.pushed, 0);
  return `${status.phase}: ${pulled} received, ${pushed} sent, ${status.pending} pending, ${status.refused} refused, ${status.conflicts} in conflict`;
};

const unreachable = (server: string): Refused =>
  new Refused({
    code: 'unreachable',
    message: `${server} can not be reached. Local changes are kept; try again when there is a network.`,
  });

/** Phases that end by themselves only when somebody does something. */
const refusalOf = (status: SyncStatus, server: string): Refused | null => {
  switch (status.phase) {
    case 'offline':
      return unreachable(server);
    case 'refused':
    case 'expired':
      return new Refused({ code: status.phase, message: `${server} does not let this user in (any more).` });
    case 'none':
    case 'connecting':
    case 'online':
    case 'reset':
    case 'paused':
      return null;
  }
};

/** Runs until everything is exchanged (`once`) or somebody stops it. */
const follow = async (host: Host, options: Options, terminal: Terminal): Promise<void> => {
  const { sync } = host.context;
  const interrupt = interruptible();
  let settled = false;
  const done = options.once === true ? sync.settled().then(() => (settled = true)) : new Promise(() => {});
  try {
    while (!settled && !interrupt.signal.aborted) {
      await Promise.race([done, delay(TELL_MS)]);
      const status = sync.status();
      terminal.progress(words(status));
      const refused = options.once === true && !settled ? refusalOf(status, options.server) : null;
      if (refused !== null) throw refused;
    }
  } finally {
    interrupt.dispose();
  }
};

const syncProfile = async (
  host: Host,
  options: Options,
  password: string,
  terminal: Terminal,
): Promise<void> => {
  const { session, sync, refused } = host.context;
  await session.setServer(options.server, options.prefix);
  const { offline } = dataOf(await session.signIn(options.user, password));
  if (offline && options.once === true) throw unreachable(options.server);
  await follow(host, options, terminal);
  const status = sync.status();
  const setAside = refused.list().map(({ collection, recordId, label, code, reason }) => ({
    collection,
    recordId,
    label,
    code,
    reason,
  }));
  if (setAside.length > 0) {
    const lines = setAside.map((one) => `${one.collection} ${one.label}: ${one.reason}`);
    throw new Refused({
      code: 'documents_refused',
      message: `Everything else is in sync; the server refused ${setAside.length}:\n${lines.join('\n')}`,
      details: { status, refused: setAside },
    });
  }
  terminal.line(words(status));
  terminal.data(status);
};

export const addSync = (program: Command, terminal: Terminal): void => {
  withProfileOptions(
    program
      .command('sync')
      .description('exchange changes with a server; the password comes from DESKHAND_PASSWORD'),
  )
    .requiredOption('--server <url>', 'address of the CouchDB or embedded backend', serverAddress)
    .requiredOption('--user <login>', 'who signs in')
    .addOption(prefixOption())
    .option('--once', 'end when both sides have everything')
    .action(async (options: Options) => {
      const password = process.env.DESKHAND_PASSWORD ?? '';
      if (password === '') throw new WrongUsage('The password is missing: set DESKHAND_PASSWORD.');
      await withProfile(options, terminal, true, (host) => syncProfile(host, options, password, terminal));
    });
};
