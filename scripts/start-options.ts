import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { projectRoot } from './paths.ts';

export type StartOptions = {
  /** Holds `console` (the window's profile) and `backend` (the server's data). */
  readonly profileDir: string;
  readonly port: number | null;
  readonly once: boolean;
  /** The sample account to sign in as, when one was named. */
  readonly user: string | null;
  readonly help: boolean;
};

export const startUsage = `npm start -- [options]
  --profile DIR   where the console and its backend keep their data (default .profiles/default)
  --port N        the backend's port
  --user NAME     sign in as this sample account
  --once          end with 0 as soon as the queue is usable
  --help          say this`;

/** @returns the options, or what is wrong with them. */
export function parseStartOptions(argv: readonly string[]): StartOptions | string {
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: {
        profile: { type: 'string' },
        port: { type: 'string' },
        user: { type: 'string' },
        once: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
    const port = values.port === undefined ? null : Number(values.port);
    if (port !== null && !(Number.isInteger(port) && port > 0 && port < 65_536))
      return `Not a port: ${values.port}`;
    return {
      profileDir: resolve(values.profile ?? join(projectRoot, '.profiles', 'default')),
      port,
      once: values.once,
      user: values.user ?? null,
      help: values.help,
    };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
