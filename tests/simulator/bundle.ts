import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build, type Plugin } from 'esbuild';

/**
 * RxDB's clock keeps the time it showed last in a variable of its module, which all simulated machines would share. In the bundle it asks the
 * simulator, which keeps one for each process (globals.ts).
 */
const ownClocks: Plugin = {
  name: 'own-clocks',
  setup(builder) {
    builder.onLoad({ filter: /rxdb[\\/]dist[\\/]esm[\\/]plugins[\\/]utils[\\/]utils-time\.js$/ }, () => ({
      contents: 'export const now = () => globalThis.deskhandSimulatedNow();',
      loader: 'js',
    }));
  },
};

/** Makes one script of the simulator and what it tests, which is much faster than loading them file by file. Answers its path. */
export const bundleSimulator = async (): Promise<string> => {
  // Inside the project, so that the script finds libsql.
  const folder = resolve('node_modules/.cache/deskhand-simulator');
  mkdirSync(folder, { recursive: true });
  const outfile = join(folder, `simulate-${process.pid}.mjs`);
  await build({
    entryPoints: [resolve('tests/simulator/simulate.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    sourcemap: true,
    external: ['libsql', 'esbuild'],
    plugins: [ownClocks],
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
    logLevel: 'error',
  });
  return outfile;
};
