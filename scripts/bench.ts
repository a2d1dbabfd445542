/**
 * `npm run bench`: measures what the design promises, each figure as a ratio to its rival in the same run, prints a table
 * and writes bench-results/DATE.json. Needs some gigabytes of temporary space and takes about half an hour.
 */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { MEASUREMENTS, prepare } from '../tests/bench/run.ts';
import { build } from './build.ts';
import { ensureDesktop, startVirtualScreen, type VirtualScreen } from './desktop.ts';
import { resolveElectron } from './electron-runtime.ts';

const usage = `npm run bench -- [options]
  --tickets N     size of the large store (default 100000)
  --only A,B      only these: ${MEASUREMENTS.map(({ name }) => name).join(', ')}
  --quick         a short run on 20000 tickets
  --keep FOLDER   keeps the filled stores there, and takes those that are there: a million tickets take a quarter of an hour to be made`;

type Options = {
  readonly tickets: number;
  readonly quick: boolean;
  readonly only: readonly string[];
  readonly keep: string | null;
};

/** @returns the options, or what is wrong with them. */
function parseOptions(argv: readonly string[]): Options | string {
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: {
        tickets: { type: 'string' },
        only: { type: 'string' },
        quick: { type: 'boolean', default: false },
        keep: { type: 'string' },
      },
    });
    const tickets = Number(values.tickets ?? (values.quick ? 20_000 : 100_000));
    if (!Number.isInteger(tickets) || tickets < 1_000) return `Not a number of tickets: ${values.tickets}`;
    const only = values.only?.split(',') ?? [];
    const unknown = only.find((name) => MEASUREMENTS.every((measurement) => measurement.name !== name));
    return unknown === undefined
      ? { tickets, quick: values.quick, only, keep: values.keep === undefined ? null : resolve(values.keep) }
      : `No such figure: ${unknown}`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

const options = parseOptions(process.argv.slice(2));
if (typeof options === 'string') {
  console.error(`${options}\n${usage}`);
  process.exit(2);
}
const log = (line: string): void => console.error(line);
// Built as for users: React's development mode would be measured otherwise.
process.env.NODE_ENV = 'production';
await build(log);
const electron = await resolveElectron(log);
// Always a virtual screen, so that no other window takes part in the measurement.
const virtual = process.platform === 'linux';
ensureDesktop({ executablePath: electron.executablePath, virtualScreen: virtual }, log);
const screen: VirtualScreen | null = virtual ? await startVirtualScreen() : null;
if (screen !== null) process.env.DISPLAY = screen.display;

const bench = prepare({ ...options, electron });
let ending = false;
async function end(code: number): Promise<void> {
  // The signal comes twice: to the whole group, and passed on by the bootstrap.
  if (ending) return;
  ending = true;
  await bench.stop();
  screen?.stop();
  process.exit(code);
}
process.on('SIGINT', () => void end(130));
process.on('SIGTERM', () => void end(143));
try {
  console.log(`Written to ${await bench.run()}`);
  await end(0);
} catch (error) {
  if (!ending) console.error(error);
  await end(1);
}
