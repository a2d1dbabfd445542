/**
 * Builds dist/: the main process, the preload, the data host, the command line and the renderer. Does nothing when no
 * source has changed since the last build. `npm run build` runs it; start and tests call `build`.
 */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { type BuildOptions, build as bundle, type Plugin } from 'esbuild';
import { build as buildPages } from 'vite';
import { buildValidation } from './build-validation.ts';
import { projectRoot } from './paths.ts';

const dist = join(projectRoot, 'dist');
const stampFile = join(dist, '.inputs');
const lockDir = join(projectRoot, 'node_modules', '.deskhand-build-lock');

const sourceFolders = ['domain', 'contracts', 'main', 'preload', 'renderer', 'backend', 'cli', 'resources'];
const sourceFiles = [
  'package.json',
  'package-lock.json',
  'vite.config.ts',
  'scripts/build.ts',
  'scripts/build-validation.ts',
];

/** zod brings its messages in fifty languages, half a megabyte to be parsed at each start; ours come from our own locales. */
const zodInEnglish: Plugin = {
  name: 'zod-in-english',
  setup: ({ onLoad }) => {
    onLoad({ filter: /[\\/]zod[\\/]v4[\\/]locales[\\/]index\.c?js$/ }, () => ({
      contents: 'export { default as en } from "./en.js";',
    }));
  },
};

/**
 * For Node these packages name their CommonJS files, which go into a bundle whole: half a megabyte of aggregation and
 * streams that nothing here calls. Of their ES modules only what is imported goes in.
 */
const asEsModules: Readonly<Record<string, string>> = { mingo: 'esm', rxjs: 'dist/esm' };
const esModules: Plugin = {
  name: 'es-modules',
  setup: ({ onResolve }) => {
    onResolve({ filter: /^(mingo|rxjs)(\/|$)/ }, ({ path }) => {
      const [name = '', ...inside] = path.split('/');
      const start = join(projectRoot, 'node_modules', name, asEsModules[name] ?? '', ...inside);
      const found = [`${start}.js`, join(start, 'index.js')].find((file) => existsSync(file));
      return found === undefined
        ? { errors: [{ text: `${path} has no ES module` }] }
        : { path: found, sideEffects: false };
    });
  },
};

const common: BuildOptions = {
  absWorkingDir: projectRoot,
  bundle: true,
  platform: 'node',
  // The oldest Node the bundles run on: the fallback Electron 33 carries 20.18.
  target: 'node20.18',
  sourcemap: true,
  plugins: [zodInEnglish, esModules],
  // Shorter files are parsed faster at each start. Names stay, so that a stack trace can be read.
  minifySyntax: true,
  minifyWhitespace: true,
  logLevel: 'warning',
  legalComments: 'none',
};

/** Left outside the bundles: native code, and packages that look for their own files at run time. */
const kept = ['electron', 'libsql', 'leveldown', 'express', 'pouchdb-*', 'esbuild'];

/** An ES module bundle still holds CommonJS packages that call `require`. */
const requireBanner =
  "import { createRequire as deskhandCreateRequire } from 'node:module'; const require = deskhandCreateRequire(import.meta.url);";

const bundles: readonly BuildOptions[] = [
  { entryPoints: ['main/electron/main.ts'], outfile: 'dist/main/main.cjs', format: 'cjs', external: kept },
  { entryPoints: ['main/host/start.ts'], outfile: 'dist/main/host.cjs', format: 'cjs', external: kept },
  { entryPoints: ['main/host/entry.ts'], outfile: 'dist/main/data-host.cjs', format: 'cjs', external: kept },
  ...['load-thread', 'read-thread'].map(
    (thread): BuildOptions => ({
      entryPoints: [`main/host/${thread}.ts`],
      outfile: `dist/main/${thread}.cjs`,
      format: 'cjs',
      external: kept,
    }),
  ),
  // A sandboxed preload is one CommonJS file that can require nothing but 'electron'.
  {
    entryPoints: ['preload/preload.ts'],
    outfile: 'dist/preload/preload.cjs',
    format: 'cjs',
    external: ['electron'],
  },
  {
    entryPoints: { deskhand: 'cli/main.ts' },
    outdir: 'dist/cli',
    outExtension: { '.js': '.mjs' },
    format: 'esm',
    // What only a verb needs is a file of its own, read by that verb.
    splitting: true,
    external: kept,
    banner: { js: requireBanner },
  },
];

async function filesBelow(folder: string): Promise<readonly string[]> {
  const entries = await readdir(join(projectRoot, folder), { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

/** Changes whenever a source file is added, removed or written. */
async function inputsFingerprint(): Promise<string> {
  const folders = await Promise.all(sourceFolders.map(filesBelow));
  const files = [...folders.flat(), ...sourceFiles.map((file) => join(projectRoot, file))].sort();
  const hash = createHash('sha256');
  for (const file of files) {
    const { size, mtimeMs } = await stat(file);
    hash.update(`${file} ${size} ${mtimeMs}\n`);
  }
  return hash.digest('hex');
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** One build at a time in this folder: start and tests may well run side by side. */
async function withLock<T>(work: () => Promise<T>): Promise<T> {
  const owner = join(lockDir, 'pid');
  for (;;) {
    try {
      await mkdir(lockDir);
      break;
    } catch {
      const pid = Number(await readFile(owner, 'utf8').catch(() => Number.NaN));
      if (Number.isInteger(pid) && !isAlive(pid)) await rm(lockDir, { recursive: true, force: true });
      else await delay(200);
    }
  }
  await writeFile(owner, String(process.pid));
  try {
    return await work();
  } finally {
    await rm(lockDir, { recursive: true, force: true });
  }
}

async function buildAll(log: (line: string) => void): Promise<void> {
  const fingerprint = await inputsFingerprint();
  if ((await readFile(stampFile, 'utf8').catch(() => '')) === fingerprint) return;
  const startedAt = performance.now();
  log('Building');
  await rm(stampFile, { force: true });
  // Names of parts change with what is in them.
  await rm(join(dist, 'cli'), { recursive: true, force: true });
  await Promise.all([
    buildValidation(),
    ...bundles
      .filter(({ entryPoints }) => existsSync(join(projectRoot, String(Object.values(entryPoints ?? {})[0]))))
      .map((options) => bundle({ ...common, ...options })),
    buildPages({
      root: join(projectRoot, 'renderer'),
      configFile: join(projectRoot, 'vite.config.ts'),
      logLevel: 'warn',
    }),
  ]);
  await writeFile(stampFile, fingerprint);
  log(`Built in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
}

/**
 * Brings dist/ up to date.
 * @param log gets a line when there is something to build; nothing is said otherwise.
 */
export async function build(log: (line: string) => void = (line) => console.error(line)): Promise<void> {
  await withLock(() => buildAll(log));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  process.env.NODE_ENV ??= 'production';
  await build();
}
