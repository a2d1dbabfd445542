import { join } from 'node:path';
import { _electron, type ElectronApplication } from '@playwright/test';
import { build } from 'esbuild';
import type { QueryInput, QueryName } from '#contracts/registry.ts';
import { sandboxArguments } from '../../scripts/desktop.ts';
import { projectRoot } from '../../scripts/paths.ts';
import type { Bench } from './bench.ts';
import { BENCH_ACCOUNT, BENCH_KEY } from './profile.ts';

export type BenchWindow = {
  /** Milliseconds from the window to the data host and back for each input, one after another. */
  readonly time: <N extends QueryName>(
    name: N,
    inputs: readonly QueryInput<N>[],
  ) => Promise<readonly number[]>;
  /** What a query answers. */
  readonly ask: <T>(name: QueryName, input: unknown) => Promise<T>;
};

/** A file of pages/ as a script that runs in a window. */
export async function pageScript(file: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(projectRoot, 'tests', 'bench', 'pages', file)],
    bundle: true,
    write: false,
    format: 'iife',
    platform: 'browser',
  });
  return outputFiles[0]?.text ?? '';
}

/** An Electron app folder, driven from here; it is closed when the measurement ends. */
export async function launchApp(
  bench: Bench,
  given: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<ElectronApplication> {
  const inherited = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  const app = await _electron.launch({
    executablePath: bench.electron,
    args: [...sandboxArguments(), ...given],
    env: { ...Object.fromEntries(inherited), ...env },
  });
  bench.onEnd(() => app.close().catch(() => undefined));
  // Nobody touches the machine while something is measured, and a store of a million takes longer to be made than a console waits before it locks.
  await app.evaluate(({ powerMonitor }) => {
    powerMonitor.getSystemIdleTime = () => 0;
  });
  return app;
}

/** The console on a profile, signing in by itself. */
export const launchConsole = (bench: Bench, profile: string): Promise<ElectronApplication> =>
  launchApp(bench, [projectRoot, `--profile=${profile}`], {
    DESKHAND_KEY: BENCH_KEY,
    DESKHAND_AUTOSIGNIN: `${BENCH_ACCOUNT.login}:${BENCH_ACCOUNT.password}`,
  });

/** Opens the console on a profile in a real Electron window and signs in. */
export async function openWindow(bench: Bench, profile: string): Promise<BenchWindow> {
  const app = await launchConsole(bench, profile);
  const page = await app.firstWindow();
  await page.getByRole('grid').or(page.getByRole('table')).first().waitFor();
  await page.evaluate(await pageScript('port-client.ts'));
  await page.waitForFunction('window.benchAsk !== undefined');
  const callText = (called: string, name: string, value: unknown): string =>
    `window.${called}(${JSON.stringify(name)}, ${JSON.stringify(value)})`;
  return {
    time: (name, inputs) => page.evaluate<readonly number[]>(callText('benchTime', name, inputs)),
    ask: <T>(name: QueryName, input: unknown) => page.evaluate<T>(callText('benchAsk', name, input)),
  };
}
