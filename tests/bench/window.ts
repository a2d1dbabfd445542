import { join } from 'node:path';
import { _electron } from '@playwright/test';
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

async function portClient(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(projectRoot, 'tests', 'bench', 'pages', 'port-client.ts')],
    bundle: true,
    write: false,
    format: 'iife',
    platform: 'browser',
  });
  return outputFiles[0]?.text ?? '';
}

/** Opens the console on a profile in a real Electron window and signs in. */
export async function openWindow(bench: Bench, profile: string): Promise<BenchWindow> {
  const env = Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
  const app = await _electron.launch({
    executablePath: bench.electron,
    args: [...sandboxArguments(), projectRoot, `--profile=${profile}`],
    env: {
      ...env,
      DESKHAND_KEY: BENCH_KEY,
      DESKHAND_AUTOSIGNIN: `${BENCH_ACCOUNT.login}:${BENCH_ACCOUNT.password}`,
    },
  });
  bench.onEnd(() => app.close().catch(() => undefined));
  const page = await app.firstWindow();
  await page.getByRole('grid').or(page.getByRole('table')).first().waitFor();
  await page.evaluate(await portClient());
  await page.waitForFunction('window.benchAsk !== undefined');
  const callText = (called: string, name: string, value: unknown): string =>
    `window.${called}(${JSON.stringify(name)}, ${JSON.stringify(value)})`;
  return {
    time: (name, inputs) => page.evaluate<readonly number[]>(callText('benchTime', name, inputs)),
    ask: <T>(name: QueryName, input: unknown) => page.evaluate<T>(callText('benchAsk', name, input)),
  };
}
