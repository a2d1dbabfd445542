/** What a machine needs to show an Electron window, or to pretend to. */
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const debianPackages = [
  'xvfb',
  'libgtk-3-0',
  'libnss3',
  'libasound2',
  'libgbm1',
  'libxss1',
  'libatk-bridge2.0-0',
  'libxtst6',
];

function onPath(program: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, program)));
}

/** Shared libraries the executable is linked to and the machine has not. */
function missingLibraries(executablePath: string): readonly string[] {
  const { stdout } = spawnSync('ldd', [executablePath], { encoding: 'utf8' });
  return (stdout ?? '')
    .split('\n')
    .filter((line) => line.includes('not found'))
    .map((line) => line.trim().split(' ')[0] ?? line);
}

export type DesktopNeeds = {
  readonly executablePath: string;
  /** True when the window is to open on a virtual screen. */
  readonly virtualScreen: boolean;
};

function missing({ executablePath, virtualScreen }: DesktopNeeds): readonly string[] {
  return [...missingLibraries(executablePath), ...(virtualScreen && !onPath('Xvfb') ? ['Xvfb'] : [])];
}

/**
 * Makes sure Electron can run here. On Debian as root it installs what is missing; elsewhere it says what to install.
 * @throws with that message.
 */
export function ensureDesktop(needs: DesktopNeeds, log: (line: string) => void): void {
  if (process.platform !== 'linux') return;
  const lacking = missing(needs);
  if (lacking.length === 0) return;
  const install = ['apt-get', 'install', '-y', '--no-install-recommends', ...debianPackages];
  if (!existsSync('/etc/debian_version') || !onPath('apt-get')) {
    throw new Error(`Electron needs what this system lacks: ${lacking.join(', ')}. Install its packages.`);
  }
  if (process.getuid?.() !== 0) {
    throw new Error(`Electron needs ${lacking.join(', ')}. Run: sudo ${install.join(' ')}`);
  }
  log(`Installing Debian packages for ${lacking.join(', ')}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const quiet = { env, stdio: ['ignore', 'ignore', 'inherit'] as const };
  execFileSync('apt-get', ['update', '-q'], { ...quiet, stdio: [...quiet.stdio] });
  execFileSync('apt-get', install.slice(1), { ...quiet, stdio: [...quiet.stdio] });
  const still = missing(needs);
  if (still.length > 0) throw new Error(`Still missing after the installation: ${still.join(', ')}`);
}

export type VirtualScreen = { readonly display: string; readonly stop: () => void };

/** Starts Xvfb on a display number of its own choosing. @throws when it ends before it is ready. */
export function startVirtualScreen(): Promise<VirtualScreen> {
  const server: ChildProcess = spawn(
    'Xvfb',
    ['-displayfd', '3', '-screen', '0', '1440x900x24', '-nolisten', 'tcp', '-noreset'],
    // Its own group: Ctrl-C in the terminal must not take the screen from a console that is shutting down.
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe'], detached: true },
  );
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.once('exit', (code) => reject(new Error(`Xvfb ended with ${code}`)));
    server.stdio[3]?.once('data', (chunk: Buffer) => {
      resolve({ display: `:${chunk.toString().trim()}`, stop: () => server.kill() });
    });
  });
}

/** What Electron needs on its command line to run here: Chromium's sandbox refuses to run as root. */
export function sandboxArguments(): readonly string[] {
  return process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : [];
}
