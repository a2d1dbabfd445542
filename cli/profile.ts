import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Host, openHost, storePathOf } from '#main/host/host.ts';
import type { StoreErrorCode } from '#main/host/storage/errors.ts';
import { profileKey } from './profile-key.ts';
import { Refused, type Terminal } from './terminal.ts';

/** Where the build puts it, seen from the built command line. */
const LOAD_THREAD = fileURLToPath(new URL('../main/load-thread.cjs', import.meta.url));

export type ProfileOptions = {
  readonly profile: string;
  readonly keyFile?: string | undefined;
};

export const hasProfile = ({ profile }: Pick<ProfileOptions, 'profile'>): boolean =>
  existsSync(storePathOf(resolve(profile)));

/** What each of the store's errors means here, and what to do. */
const WORDS: Readonly<Record<StoreErrorCode, string>> = {
  'wrong-key': 'This is not the key of this profile. Nothing was changed; check DESKHAND_KEY or --key-file.',
  damaged:
    'The store of this profile is damaged and can not be read. The file is kept as it is; restore a copy or sync a new profile.',
  'newer-version': 'The profile was written by a newer Deskhand. Update Deskhand; nothing was changed.',
  'disk-full': 'The disk is full. Nothing was lost; free some space and try again.',
  unreadable:
    'The store of this profile can not be opened. Check that the path is right and may be read and written.',
  locked: 'Another process has this profile open (a console, perhaps). Close it and try again.',
};

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
  const key = profileKey(options);
  if (!mayCreate && !hasProfile(options)) {
    throw new Refused({
      code: 'no_profile',
      message: `There is no profile in ${profileDir}. Make one with seed, import or sync.`,
      details: { path: profileDir },
    });
  }
  const opened = await openHost({
    profileDir,
    key,
    ...(existsSync(LOAD_THREAD) ? { loadThread: LOAD_THREAD } : {}),
    log: (level, message, error) => {
      if (level !== 'info') terminal.note(`${message}${error instanceof Error ? `: ${error.message}` : ''}`);
    },
  });
  if (!opened.ok) {
    const { code, message, details } = opened.error;
    throw new Refused({
      code,
      message: `${WORDS[code]} (${profileDir}: ${message})`,
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
export const dataOf = <T>(
  reply: { readonly ok: true; readonly data: T } | { readonly ok: false; readonly error: Refused['error'] },
): T => {
  if (!reply.ok) throw new Refused(reply.error);
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
