/**
 * `npm test`: all checks, each with its time; ends with a line for each that failed and one line `N passed, N failed`: where only the last
 * part of what is printed is kept, they are in it. Names of steps may follow: `npm test -- lint unit`. Every step runs even when one before it failed.
 */
import { spawn } from 'node:child_process';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureDesktop, startVirtualScreen } from './desktop.ts';
import { resolveElectron } from './electron-runtime.ts';
import { projectRoot } from './paths.ts';
import { firstLine, type Results, readPlaywright, readVitest } from './test-results.ts';

type Outcome = Results & {
  /** What to show when something failed. */
  readonly output: string;
};

type Step = { readonly name: string; readonly title: string; readonly run: () => Promise<Outcome> };

const results = join(projectRoot, 'test-results');
/** A step that hangs is ended, so that the rest still runs. */
const STEP_LIMIT_MS = 1_800_000;

type Ran = { readonly ok: boolean; readonly output: string };

// vitest takes any FORCE_COLOR, also 0, for a wish for colours.
const { FORCE_COLOR: _, ...inherited } = process.env;
const plain = { ...inherited, NO_COLOR: '1' };

/** Runs a tool of node_modules with this Node, without npx and its start-up time. */
function runNode(
  script: string,
  given: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Ran> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(projectRoot, script), ...given], {
      cwd: projectRoot,
      env: { ...plain, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: STEP_LIMIT_MS,
    });
    let output = '';
    const keep = (chunk: Buffer) => {
      output += chunk.toString();
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.once('error', (error) => resolve({ ok: false, output: `${output}${error.message}` }));
    child.once('close', (code, signal) => {
      const ended = signal === null ? '' : `\nended by ${signal} after ${STEP_LIMIT_MS / 1000} s`;
      resolve({ ok: code === 0, output: output + ended });
    });
  });
}

function check(name: string, title: string, script: string, given: readonly string[]): Step {
  return {
    name,
    title,
    run: async () => {
      const { ok, output } = await runNode(script, given);
      return { passed: ok ? 1 : 0, failures: ok ? [] : [`${title}: ${firstLine(output)}`], output };
    },
  };
}

const bin = {
  biome: 'node_modules/@biomejs/biome/bin/biome',
  tsc: 'node_modules/typescript/bin/tsc',
  knip: 'node_modules/knip/bin/knip.js',
  tsx: 'node_modules/tsx/dist/cli.mjs',
  vitest: 'node_modules/vitest/vitest.mjs',
  playwright: 'node_modules/@playwright/test/cli.js',
} as const;

const rooms = ['domain', 'contracts', 'renderer', 'preload', 'main', 'backend', 'cli', 'scripts', 'tests'];

/** Reads a step's report; a tool that fails without saying which test did counts as one failure. */
async function reported<R>(
  title: string,
  file: string,
  { ok, output }: Ran,
  read: (report: R, root: string) => Results,
): Promise<Outcome> {
  try {
    const report: R = JSON.parse(await readFile(file, 'utf8'));
    const { passed, failures } = read(report, projectRoot);
    const unnamed = ok || failures.length > 0 ? [] : [`${title}: failed outside of its tests`];
    return { passed, failures: [...failures, ...unnamed], output };
  } catch (error) {
    return { passed: 0, failures: [`${title}: no report: ${firstLine(String(error))}`], output };
  }
}

function vitest(project: string): Step {
  return {
    name: project,
    title: project,
    run: async () => {
      const report = join(results, `${project}.json`);
      const ran = await runNode(bin.vitest, [
        'run',
        '--project',
        project,
        // Nothing of what passed: a failure is not to be looked for.
        '--reporter=minimal',
        '--reporter=json',
        `--outputFile.json=${report}`,
      ]);
      return reported(project, report, ran, readVitest);
    },
  };
}

async function endToEnd(): Promise<Outcome> {
  const report = join(results, 'e2e.json');
  const { executablePath } = await resolveElectron(console.log);
  const virtualScreen = process.platform === 'linux';
  ensureDesktop({ executablePath, virtualScreen }, console.log);
  const screen = virtualScreen ? await startVirtualScreen() : null;
  try {
    const env = {
      PLAYWRIGHT_JSON_OUTPUT_FILE: report,
      ...(screen === null ? {} : { DISPLAY: screen.display }),
    };
    const ran = await runNode(bin.playwright, ['test', '--reporter=dot,json'], env);
    return await reported('end to end', report, ran, readPlaywright);
  } finally {
    screen?.stop();
  }
}

const steps: readonly Step[] = [
  check('lint', 'format and lint', bin.biome, ['ci', '--colors=off', '.']),
  ...rooms.map((room) => check('types', `types: ${room}`, bin.tsc, ['-p', room, '--pretty', 'false'])),
  check('deps', 'dependency rules', 'scripts/dependency-rules.mjs', []),
  check('unused', 'unused code', bin.knip, ['--no-progress']),
  check('build', 'build', bin.tsx, ['scripts/build.ts']),
  vitest('unit'),
  vitest('conformance'),
  vitest('integration'),
  vitest('simulator'),
  { name: 'e2e', title: 'end to end', run: endToEnd },
];

function chosenSteps(names: readonly string[]): readonly Step[] {
  if (names.length === 0) return steps;
  const unknown = names.filter((name) => !steps.some((step) => step.name === name));
  if (unknown.length > 0) {
    console.error(
      `No such step: ${unknown.join(', ')}. There are: ${[...new Set(steps.map((s) => s.name))].join(', ')}`,
    );
    process.exit(2);
  }
  const needsBuild = names.includes('integration') || names.includes('e2e');
  return steps.filter((step) => names.includes(step.name) || (needsBuild && step.name === 'build'));
}

async function runStep(step: Step): Promise<Outcome> {
  const startedAt = performance.now();
  const outcome = await step.run().catch((error: unknown) => ({
    passed: 0,
    failures: [`${step.title}: ${firstLine(String(error))}`],
    output: String(error),
  }));
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  const failed = outcome.failures.length;
  console.log(
    `${failed === 0 ? 'ok  ' : 'FAIL'}  ${step.title.padEnd(22)} ${seconds.padStart(6)} s  ${outcome.passed} passed, ${failed} failed`,
  );
  return outcome;
}

await rm(results, { recursive: true, force: true });
await mkdir(results, { recursive: true });
const outputs: string[] = [];
const failures: string[] = [];
let passed = 0;
for (const step of chosenSteps(process.argv.slice(2))) {
  const outcome = await runStep(step);
  passed += outcome.passed;
  failures.push(...outcome.failures);
  if (outcome.failures.length > 0) outputs.push(`\n=== ${step.title}\n${outcome.output.trim()}`);
}
for (const output of outputs) console.log(output);
for (const failure of failures) console.log(`failed: ${failure}`);
console.log(`${passed} passed, ${failures.length} failed`);
process.exitCode = failures.length === 0 ? 0 : 1;
