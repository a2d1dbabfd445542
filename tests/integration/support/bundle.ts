import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';

export type Bundles<Name extends string> = {
  readonly scripts: Readonly<Record<Name, string>>;
  readonly remove: () => void;
};

/** Left outside: native code, and packages that look for their own files at run time. */
const kept = ['libsql', 'leveldown', 'express', 'pouchdb-*', 'esbuild'];

/**
 * Makes scripts of TypeScript files, named from the project's folder, for processes and threads without tsx: a console made of the sources
 * takes 2.9 s of processor time to start, of a bundle 0.4. What several of them import is there once.
 */
export const bundleAllForNode = async <Name extends string>(
  sources: Readonly<Record<Name, string>>,
): Promise<Bundles<Name>> => {
  // Inside the project, so that the scripts find what is left outside.
  const scratch = resolve('node_modules/.cache');
  mkdirSync(scratch, { recursive: true });
  const folder = mkdtempSync(join(scratch, 'deskhand-test-'));
  await build({
    entryPoints: sources,
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    external: kept,
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
    logLevel: 'error',
  });
  const scripts = Object.fromEntries(
    Object.keys(sources).map((name) => [name, join(folder, `${name}.mjs`)]),
  ) as Record<Name, string>;
  return { scripts, remove: () => rmSync(folder, { recursive: true, force: true }) };
};

export type Bundle = {
  /** A folder for what is written with it; goes with it. */
  readonly folder: string;
  readonly script: string;
  readonly remove: () => void;
};

/** Makes one script of a TypeScript file that only one file of tests runs. */
export const bundleForNode = async (source: string): Promise<Bundle> => {
  const { scripts, remove } = await bundleAllForNode({ script: source });
  const folder = mkdtempSync(join(tmpdir(), 'deskhand-bundle-'));
  return {
    ...{ folder, script: scripts.script },
    remove: () => {
      remove();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
