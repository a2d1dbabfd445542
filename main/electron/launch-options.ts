import { resolve } from 'node:path';

export type LaunchOptions = {
  /** Absolute folder of the profile; null means the platform's own place for this user. */
  readonly profileDir: string | null;
  /** The store's key in 64 hexadecimal digits, when it is kept elsewhere. */
  readonly key: string | null;
  readonly acceptPlainKey: boolean;
  readonly serverUrl: string | null;
  readonly sampleCompany: boolean;
  readonly autoSignIn: { readonly user: string; readonly password: string } | null;
  /** A PNG file to write once the queue is usable. */
  readonly screenshotFile: string | null;
};

type Environment = Readonly<Record<string, string | undefined>>;

function flagValue(argv: readonly string[], flag: string): string | null {
  const prefix = `--${flag}=`;
  return argv.find((argument) => argument.startsWith(prefix))?.slice(prefix.length) || null;
}

function keyFrom(text: string | undefined): string | null {
  return text !== undefined && /^[0-9a-f]{64}$/i.test(text) ? text.toLowerCase() : null;
}

function serverFrom(text: string | undefined): string | null {
  if (text === undefined || !URL.canParse(text)) return null;
  return ['http:', 'https:'].includes(new URL(text).protocol) ? text : null;
}

/** What the start script and tests need where nobody can type. */
type Unattended = Pick<LaunchOptions, 'acceptPlainKey' | 'sampleCompany' | 'autoSignIn' | 'screenshotFile'>;

const ATTENDED: Unattended = {
  acceptPlainKey: false,
  sampleCompany: false,
  autoSignIn: null,
  screenshotFile: null,
};

/** DESKHAND_AUTOSIGNIN is "USER:PASSWORD" of a sample account. */
function unattended(env: Environment): Unattended {
  const [user, ...password] = (env.DESKHAND_AUTOSIGNIN ?? '').split(':');
  return {
    acceptPlainKey: env.DESKHAND_ACCEPT_PLAIN_KEY === '1',
    sampleCompany: env.DESKHAND_SAMPLE_COMPANY === '1',
    autoSignIn: user ? { user, password: password.join(':') } : null,
    screenshotFile: env.DESKHAND_SCREENSHOT ? resolve(env.DESKHAND_SCREENSHOT) : null,
  };
}

/**
 * Reads `--profile=DIR` and the DESKHAND_ variables. What is malformed counts as not given: the console then asks.
 * @param isPackaged what people install signs nobody in, writes no pictures, and asks how its key is to be kept, whatever it is started with.
 */
export function parseLaunchOptions(
  argv: readonly string[],
  env: Environment,
  isPackaged: boolean,
): LaunchOptions {
  const profile = flagValue(argv, 'profile') ?? env.DESKHAND_PROFILE;
  return {
    profileDir: profile ? resolve(profile) : null,
    key: keyFrom(env.DESKHAND_KEY),
    serverUrl: serverFrom(env.DESKHAND_SERVER),
    ...(isPackaged ? ATTENDED : unattended(env)),
  };
}
