import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';

/** Inside the project, so that the bundle finds libsql. */
const folder = resolve('node_modules/.cache');

/** Builds the thread of the first load as the app has it; answers its file. */
export const buildLoadThread = async (): Promise<string> => {
  mkdirSync(folder, { recursive: true });
  const outfile = join(folder, `load-thread-${process.pid}.cjs`);
  await build({
    entryPoints: [resolve('main/host/load-thread.ts')],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    outfile,
    external: ['libsql'],
    logLevel: 'error',
  });
  return outfile;
};
