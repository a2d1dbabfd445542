/**
 * Finds the Electron to run: the pinned one where its download works, else the fallback of electron-fallback.ts.
 * `npx tsx scripts/electron-runtime.ts` prints what was found as one JSON line.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureFallback, FALLBACK_VERSION } from './electron-fallback.ts';
import { projectRoot, userCacheDir } from './paths.ts';

export type ElectronRuntime = {
  readonly executablePath: string;
  /** The folder that holds the runtime, as electron-builder's `electronDist` wants it. */
  readonly distDir: string;
  readonly version: string;
  /** True when this is the development fallback, not the version users get. */
  readonly fallback: boolean;
};

const electronPackage = join(projectRoot, 'node_modules', 'electron');
const PROBE_LIMIT_MS = 10_000;
const DOWNLOAD_LIMIT_MS = 600_000;
/** How long a refused download is not tried again. */
const REFUSAL_MEMORY_MS = 24 * 3_600_000;

async function pinnedVersion(): Promise<string> {
  const manifest: { version: string } = JSON.parse(
    await readFile(join(electronPackage, 'package.json'), 'utf8'),
  );
  return manifest.version;
}

/** The pinned runtime's executable when it has been downloaded already, as the electron package itself checks it. */
async function installedPinned(version: string): Promise<string | null> {
  try {
    const found = (await readFile(join(electronPackage, 'dist', 'version'), 'utf8')).trim().replace(/^v/, '');
    const executable = join(
      electronPackage,
      'dist',
      await readFile(join(electronPackage, 'path.txt'), 'utf8'),
    );
    return found === version && existsSync(executable) ? executable : null;
  } catch {
    return null;
  }
}

/** Whether the download server answers at all: a network that swallows packets must not cost ten minutes. */
async function downloadReachable(): Promise<boolean> {
  const mirror = process.env.ELECTRON_MIRROR ?? 'https://github.com/electron/electron/releases/';
  try {
    await fetch(mirror, { method: 'HEAD', signal: AbortSignal.timeout(PROBE_LIMIT_MS) });
    return true;
  } catch {
    return false;
  }
}

async function downloadPinned(): Promise<boolean> {
  if (!(await downloadReachable())) return false;
  const installer = spawn(process.execPath, [join(electronPackage, 'install.js')], {
    stdio: ['ignore', 'ignore', 'ignore'],
    timeout: DOWNLOAD_LIMIT_MS,
  });
  return new Promise((resolve) => {
    installer.once('error', () => resolve(false));
    installer.once('close', (code) => resolve(code === 0));
  });
}

function refusalFile(version: string): string {
  return join(userCacheDir(), `electron-${version}.refused`);
}

async function recentlyRefused(version: string): Promise<boolean> {
  const at = Number(await readFile(refusalFile(version), 'utf8').catch(() => '0'));
  return Date.now() - at < REFUSAL_MEMORY_MS;
}

async function tryDownload(version: string, log: (line: string) => void): Promise<string | null> {
  if (process.env.ELECTRON_SKIP_BINARY_DOWNLOAD !== undefined || (await recentlyRefused(version)))
    return null;
  log(`Downloading Electron ${version}`);
  const executable = (await downloadPinned()) ? await installedPinned(version) : null;
  if (executable !== null) {
    await rm(refusalFile(version), { force: true });
    return executable;
  }
  await mkdir(userCacheDir(), { recursive: true });
  await writeFile(refusalFile(version), String(Date.now()));
  log(`Electron ${version} could not be downloaded here (${refusalFile(version)} remembers that for a day)`);
  return null;
}

/**
 * Finds, and the first time fetches, an Electron runtime.
 * @param log gets progress lines; nothing is said when the runtime is there already.
 * @throws when neither the pinned version nor the fallback can be had.
 */
export async function resolveElectron(
  log: (line: string) => void = (line) => console.error(line),
): Promise<ElectronRuntime> {
  const version = await pinnedVersion();
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (override !== undefined) {
    const given = (await readFile(join(override, 'version'), 'utf8')).trim().replace(/^v/, '');
    const executablePath = join(override, process.platform === 'win32' ? 'electron.exe' : 'electron');
    return { executablePath, distDir: override, version: given, fallback: given !== version };
  }
  const pinned = (await installedPinned(version)) ?? (await tryDownload(version, log));
  if (pinned !== null) {
    const distDir = join(electronPackage, 'dist');
    return { executablePath: pinned, distDir, version, fallback: false };
  }
  const executablePath = join(await ensureFallback(log), 'electron');
  return { executablePath, distDir: dirname(executablePath), version: FALLBACK_VERSION, fallback: true };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  console.log(JSON.stringify(await resolveElectron()));
}
