import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Reply } from '#contracts/define.ts';
import { type Host, openHost } from '#main/host/host.ts';
import { storePathOf } from '#main/profile/store-path.ts';
import { profileKey } from './profile-key.ts';
import { Refused, refusedBy, type Terminal } from './terminal.ts';
import { say } from './words.ts';

/** Where the build puts it, seen from the built command line. */
const LOAD_THREAD = fileURLToPath(new URL('../main/load-thread.cjs', import.meta.url));

export type ProfileOptions = {
  readonly profile: string;
  readonly keyFile?: string | undefined;
};

export const hasProfile = ({ profile }: Pick<ProfileOptions, 'profile'>): boolean =>
  existsSync(storePathOf(resolve(profile)));

/**
 * Opens the profile, runs `work` and closes it again, whatever happens.
 * @param mayCreate whether a profile that is not there yet is made; a mistyped path should not make one
 * @throws Refused when there is none or the store can't be opened
 */
export const withProfile = async <T>(
  options: ProfileOptions,
  terminal: Terminal,
  mayCreate: boolean,
  work: (host: Host) => Promise<T>,
): Promise<T> => {
  const profileDir = resolve(options.profile);
  const key = await profileKey(options);
  if (!mayCreate && !hasProfile(options)) {
    throw new Refused({
      code: 'no_profile',
      message: say('profile.missing', { path: profileDir }),
      details: { path: profileDir },
    });
  }
  const opened = await openHost({
    profileDir,
    key,
    origin: 'cli',
    ...(existsSync(LOAD_THREAD) ? { loadThread: LOAD_THREAD } : {}),
    log: (level, message, error) => {
      if (level !== 'info') terminal.note(`${message}${error instanceof Error ? `: ${error.message}` : ''}`);
    },
  });
  if (!opened.ok) {
    const { code, details } = opened.error;
    const cause = typeof details?.cause === 'string' ? `: ${details.cause}` : '';
    throw new Refused({
      ...opened.error,
      message: `${say(`store.${code}`)} (${profileDir}${cause})`,
      details: { path: profileDir, ...details },
    });
  }
  try {
    return await work(opened.value);
  } finally {
    await opened.value.close();
  }
};

/** The reply's data. @throws Refused with its error */
export const dataOf = <T>(reply: Reply<T>): T => {
  if (!reply.ok) throw refusedBy(reply.error);
  return reply.data;
};

/** Aborted by Ctrl-C or a polite kill, until `dispose`. A second Ctrl-C ends the process as usual. */
export const interruptible = (): { readonly signal: { aborted: boolean }; readonly dispose: () => void } => {
  const signal = { aborted: false };
  const abort = (): void => {
    signal.aborted = true;
  };
  process.once('SIGINT', abort);
  process.once('SIGTERM', abort);
  return {
    signal,
    dispose: () => {
      process.off('SIGINT', abort);
      process.off('SIGTERM', abort);
    },
  };
};
