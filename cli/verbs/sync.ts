import { setTimeout as delay } from 'node:timers/promises';
import type { Command } from 'commander';
import type { ReplyError } from '#contracts/define.ts';
import type { SyncStatus } from '#contracts/sync.ts';
import { failure } from '#domain/records/result.ts';
import { calendarText, watchCalendar, writeCalendarFile } from '#main/host/features/events/calendar-file.ts';
import type { Host } from '#main/host/host.ts';
import { endedMonths, prefixOption, serverAddress, withProfileOptions } from '../options.ts';
import { dataOf, interruptible, type ProfileOptions, withProfile } from '../profile.ts';
import { Refused, refusedBy, type Terminal, WrongUsage } from '../terminal.ts';
import { briefly, tellUnreadable } from '../unreadable.ts';
import { say, sentence, textSentence } from '../words.ts';

type Options = ProfileOptions & {
  readonly server: string;
  readonly user: string;
  readonly prefix: string;
  readonly insecure?: boolean;
  readonly once?: boolean;
  readonly endedMonths?: number | 'all';
  readonly calendar?: string;
};

const TELL_MS = 500;

const words = (status: SyncStatus): string => {
  const pulled = status.collections.reduce((sum, one) => sum + one.pulled, 0);
  const pushed = status.collections.reduce((sum, one) => sum + one.pushed, 0);
  const { phase, pending, refused, unreadable, conflicts } = status;
  return say('sync.counts', { phase, pulled, pushed, pending, refused, unreadable, conflicts });
};

const unreachable = (server: string, reason: string | null = null): Refused =>
  new Refused({
    code: 'unreachable',
    message:
      reason === null
        ? say('sync.unreachable', { server })
        : say('sync.unreachableFor', { server, cause: reason }),
  });

/** Which collection stands still, and why. */
const standing = (details: ReplyError['details']): string | null =>
  typeof details?.collection === 'string' ? sentence({ reason: 'sync.stalled', details }) : null;

/** Why nothing (more) is exchanged, in words for whoever called. */
const refusalOf = ({ code, details }: ReplyError, { server, prefix }: Options): Refused => {
  const cause = typeof details?.cause === 'string' ? textSentence(details.cause) : '';
  switch (code) {
    case 'offline':
      return unreachable(server, cause === '' ? null : cause);
    case 'refused':
    case 'expired':
      return new Refused({ code, message: say('sync.notLetIn', { server, cause }) });
    case 'no_databases':
      return new Refused({
        code,
        message: say('sync.noDatabases', { server, prefix }),
        details: { prefix },
      });
    default:
      return new Refused({
        code,
        message: say('sync.notSynced', { server, cause: standing(details) ?? cause }),
        ...(details === undefined ? {} : { details }),
      });
  }
};

/** What no waiting helps against: somebody has to do something. The line may come back, a wrong name does not become right. */
const FINAL = ['refused', 'expired', 'no_databases', 'none'];

const finalRefusal = (status: SyncStatus, options: Options): Refused | null =>
  FINAL.includes(status.phase)
    ? refusalOf(
        failure(status.phase, 'sync.stopped', { phase: status.phase, cause: say('sync.hasStopped') }),
        options,
      )
    : null;

/** Tells how far it is until `ended` or a Ctrl-C; answers whether it ended by itself. */
const tellUntil = async (
  ended: Promise<unknown>,
  { sync }: Host['context'],
  terminal: Terminal,
  look: (status: SyncStatus) => void,
): Promise<boolean> => {
  const interrupt = interruptible();
  let isEnded = false;
  const noted = ended.then(() => {
    isEnded = true;
  });
  try {
    while (!isEnded && !interrupt.signal.aborted) {
      await Promise.race([noted, delay(TELL_MS)]);
      const status = sync.status();
      terminal.progress(words(status));
      if (!isEnded) look(status);
    }
    return isEnded;
  } finally {
    interrupt.dispose();
  }
};

/** Runs until everything is exchanged (`once`) or somebody stops it. @throws Refused when it can't be */
const follow = async (host: Host, options: Options, terminal: Terminal): Promise<void> => {
  const first = host.context.sync.settled();
  const through = await tellUntil(first, host.context, terminal, () => {});
  if (options.once !== true && !through) return;
  if (!through) {
    throw new Refused({ code: 'interrupted', message: say('sync.interrupted') });
  }
  const reply = await first;
  if (!reply.ok && (options.once === true || FINAL.includes(reply.error.code))) {
    throw refusalOf(reply.error, options);
  }
  if (options.once === true) return;
  await tellUntil(new Promise(() => {}), host.context, terminal, (status) => {
    const refusal = finalRefusal(status, options);
    if (refusal !== null) throw refusal;
  });
};

/** The same, with a calendar file that follows what comes; bad paths are refused before anything is exchanged. */
const following = async (host: Host, options: Options, terminal: Terminal): Promise<void> => {
  const { calendar } = options;
  if (calendar === undefined) return follow(host, options, terminal);
  const { context } = host;
  const renew = async (): Promise<void> => {
    const written = await writeCalendarFile(calendar, calendarText(context));
    if (!written.ok) throw refusedBy(written.error);
  };
  await renew();
  const stop = watchCalendar(context, () =>
    // Another look may find the place free again.
    renew().catch((error: unknown) => terminal.note(error instanceof Error ? error.message : String(error))),
  );
  try {
    await follow(host, options, terminal);
  } finally {
    await stop();
  }
  await renew();
};

const syncProfile = async (
  host: Host,
  options: Options,
  password: string,
  terminal: Terminal,
): Promise<void> => {
  const { session, sync, refused, unreadable } = host.context;
  const { server: url, prefix, insecure } = options;
  dataOf(await session.setServer({ url, prefix, password, insecure }));
  const { endedMonths: months } = options;
  if (months !== undefined) await sync.setScope({ endedMonths: months === 'all' ? null : months });
  const { offline } = dataOf(await session.signIn(options.user, password));
  if (offline && options.once === true) throw unreachable(options.server);
  await following(host, options, terminal);
  const status = sync.status();
  const setAside = refused.list().map(({ collection, recordId, label, code, reason }) => ({
    collection,
    recordId,
    label,
    code,
    reason: textSentence(reason),
  }));
  if (setAside.length > 0) {
    const lines = setAside.map((one) => `${one.collection} ${one.label}: ${one.reason}`);
    throw new Refused({
      code: 'documents_refused',
      message: [say('sync.setAside', { count: setAside.length }), ...lines].join('\n'),
      details: { status, refused: setAside, unreadable: unreadable.list().map(briefly) },
    });
  }
  terminal.line(words(status));
  const unread = unreadable.list().map(briefly);
  tellUnreadable(unread, terminal);
  terminal.data({ ...status, unreadableDocuments: unread });
};

export const addSync = (program: Command, terminal: Terminal): void => {
  withProfileOptions(program.command('sync').description(say('verbs.sync')))
    .requiredOption('--server <url>', say('sync.server'), serverAddress)
    .requiredOption('--user <login>', say('sync.user'))
    .addOption(prefixOption())
    .option('--once', say('sync.once'))
    .option('--insecure', say('sync.insecure'))
    .option('--calendar <file>', say('sync.calendar'))
    .option('--ended-months <months>', say('sync.endedMonths'), endedMonths)
    .action(async (options: Options) => {
      const password = process.env.DESKHAND_PASSWORD ?? '';
      if (password === '') throw new WrongUsage(say('sync.noPassword'));
      await withProfile(options, terminal, true, (host) => syncProfile(host, options, password, terminal));
    });
};
