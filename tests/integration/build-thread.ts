import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';

/** Inside the project, so that the bundle finds libsql. */
const folder = resolve('node_modules/.cache');

/** Builds a thread of the data host as the app has it; answers its file. */
export const buildThread = async (name: 'load-thread' | 'read-thread'): Promise<string> => {
  mkdirSync(folder, { recursive: true });
  const outfile = join(folder, `${name}-${process.pid}-${Date.now()}.cjs`);
  await build({
    entryPoints: [resolve(`main/host/${name}.ts`)],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    outfile,
    external: ['libsql'],
    logLevel: 'error',
  });
  return outfile;
};
