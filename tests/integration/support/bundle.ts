import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';

export type Bundle = {
  /** A folder of its own, the bundle is in it. */
  readonly folder: string;
  readonly script: string;
  readonly remove: () => void;
};

/** Makes one script of a TypeScript file, named from the project's folder, for a process or thread without tsx. */
export const bundleForNode = async (source: string): Promise<Bundle> => {
  // Inside the project, so that the script finds libsql.
  const scratch = resolve('node_modules/.cache');
  mkdirSync(scratch, { recursive: true });
  const folder = mkdtempSync(join(scratch, 'deskhand-test-'));
  const script = join(folder, 'script.mjs');
  await build({
    entryPoints: [resolve(source)],
    outfile: script,
    bundle: true,
    platform: 'node',
    format: 'esm',
    external: ['libsql'],
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
    logLevel: 'error',
  });
  return { folder, script, remove: () => rmSync(folder, { recursive: true, force: true }) };
};
