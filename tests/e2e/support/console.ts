import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, test as base, type ElectronApplication, type Page } from '@playwright/test';
import { resolveElectron } from '../../../scripts/electron-runtime.ts';
import { projectRoot } from '../../../scripts/paths.ts';

export type RunningConsole = {
  readonly app: ElectronApplication;
  readonly window: Page;
  /** Absolute folder of its profile; launch again with it to see what was kept. */
  readonly profile: string;
  /** Everything the page wrote to its console as an error, and what it threw. */
  readonly pageErrors: readonly string[];
};

export type LaunchOptions = {
  /** A profile folder to use again; left out, the console starts with a new empty one. */
  readonly profile?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
  /** Built project to open, this one when left out. */
  readonly root?: string;
};

type Fixtures = {
  /** Opens the console in a real Electron window. All of them are closed, and their profiles removed, after the test. */
  readonly launchConsole: (options?: LaunchOptions) => Promise<RunningConsole>;
  /** Writes a picture of the window beside the test's results. */
  readonly takePicture: (window: Page, name: string) => Promise<void>;
};

/** A key for test profiles, so that no test has to answer the question a machine without a keychain asks. */
const TEST_KEY = '5a'.repeat(32);

function withoutUndefined(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

async function launch(profile: string, options: LaunchOptions): Promise<RunningConsole> {
  const { executablePath } = await resolveElectron();
  const app = await _electron.launch({
    executablePath,
    // Chromium's own sandbox needs a user namespace or a setuid helper, which root in a container has not.
    args: ['--no-sandbox', options.root ?? projectRoot, `--profile=${profile}`, ...(options.args ?? [])],
    env: { ...withoutUndefined(process.env), DESKHAND_KEY: TEST_KEY, ...options.env },
  });
  const pageErrors: string[] = [];
  app.on('window', (page) => {
    page.on('pageerror', (error) => pageErrors.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') pageErrors.push(message.text());
    });
  });
  const window = await app.firstWindow();
  return { app, window, profile, pageErrors };
}

export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from this pattern.
  launchConsole: async ({}, use) => {
    const consoles: RunningConsole[] = [];
    const scratch = await mkdtemp(join(tmpdir(), 'deskhand-e2e-'));
    await use(async (options = {}) => {
      const profile = options.profile ?? (await mkdtemp(join(scratch, 'profile-')));
      const started = await launch(profile, options);
      consoles.push(started);
      return started;
    });
    await Promise.all(consoles.map(({ app }) => app.close().catch(() => undefined)));
    await rm(scratch, { recursive: true, force: true });
  },
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from this pattern.
  takePicture: async ({}, use, testInfo) => {
    await use(async (window, name) => {
      await window.screenshot({ path: testInfo.outputPath(`${name}.png`) });
    });
  },
});

export { expect } from '@playwright/test';
