import { mkdtempSync } from 'node:fs';
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
  // Playwright's keys do not come by way of the screen: to the machine nobody touches it for as long as the tests take.
  await app.evaluate(({ powerMonitor }) => {
    powerMonitor.getSystemIdleTime = () => 0;
  });
  const window = await app.firstWindow();
  return { app, window, profile, pageErrors };
}

/** What a test, or a file of tests, has started: closed, and its folders removed, at the end. */
function consoles(): { readonly launch: Fixtures['launchConsole']; readonly end: () => Promise<void> } {
  const started: RunningConsole[] = [];
  const scratch = mkdtempSync(join(tmpdir(), 'deskhand-e2e-'));
  return {
    launch: async (options = {}) => {
      const profile = options.profile ?? (await mkdtemp(join(scratch, 'profile-')));
      const one = await launch(profile, options);
      started.push(one);
      return one;
    },
    end: async () => {
      await Promise.all(started.map(({ app }) => app.close().catch(() => undefined)));
      await rm(scratch, { recursive: true, force: true });
    },
  };
}

export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from this pattern.
  launchConsole: async ({}, use) => {
    const { launch: launchConsole, end } = consoles();
    await use(launchConsole);
    await end();
  },
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from this pattern.
  takePicture: async ({}, use, testInfo) => {
    await use(async (window, name) => {
      await window.screenshot({ path: testInfo.outputPath(`${name}.png`) });
    });
  },
});

/**
 * One console for all tests of a file, or of a `describe`, started before the first of them: not to be asked earlier. Each test finds it as
 * the one before left it; after one that failed it is a new one.
 */
export function consoleForAll(
  start: (launchConsole: Fixtures['launchConsole']) => Promise<RunningConsole>,
): RunningConsole {
  let running: RunningConsole;
  let end = async (): Promise<void> => {};
  test.beforeAll(async () => {
    const own = consoles();
    end = own.end;
    running = await start(own.launch);
  });
  test.afterAll(() => end());
  return {
    get app() {
      return running.app;
    },
    get window() {
      return running.window;
    },
    get profile() {
      return running.profile;
    },
    get pageErrors() {
      return running.pageErrors;
    },
  };
}

export { expect } from '@playwright/test';
