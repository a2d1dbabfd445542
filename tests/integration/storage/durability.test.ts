import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkStore } from '#main/host/storage/check.ts';
import { type OpenStore, openStoreFile } from '#main/host/storage/store-file.ts';

const KILLS = 50;
/** Two stores side by side, as the time goes into starting processes. */
const LANES = 2;
const key = 'a key for the durability test';
/** Inside the project, so that the bundled writer finds libsql. */
const scratch = resolve('node_modules/.cache');

/** `updates`: how far the record "counter" was acknowledged, over all runs. */
type Acknowledged = { readonly ids: Set<string>; updates: number };

const position = (run: string, count: number): number => Number(run.slice('run'.length)) * 1e6 + count + 1;

/** Starts the writer, kills it at a random moment, and adds what it had acknowledged until then. */
async function writeUntilKilled(
  writer: string,
  path: string,
  run: number,
  known: Acknowledged,
): Promise<void> {
  const child: ChildProcess = spawn(process.execPath, [writer, path, key, `run${run}`], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const complaints: string[] = [];
  child.stderr?.on('data', (chunk) => void complaints.push(String(chunk)));
  const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream });
  const kill = (withinMs: number) => setTimeout(() => child.kill('SIGKILL'), Math.random() * withinMs);
  // Every tenth one dies while it starts, the others after their first write.
  let doomed = run % 10 === 9;
  if (doomed) kill(250);
  lines.on('line', (line) => {
    const [what, id, count] = line.split(' ');
    if (what === 'insert' && id !== undefined) known.ids.add(id);
    if (what === 'update') known.updates = position(String(id), Number(count));
    if (!doomed) kill(60);
    doomed = true;
  });
  const [[code, signal]] = await Promise.all([once(child, 'exit'), once(lines, 'close')]);
  expect({ code, signal, complaints }).toEqual({ code: null, signal: 'SIGKILL', complaints: [] });
}

function mustOpen(path: string): OpenStore {
  const opened = openStoreFile(path, key);
  if (!opened.ok) throw new Error(`${opened.error.code}: ${opened.error.message}`);
  return opened.value;
}

describe('a writer that is killed', () => {
  let folder: string;
  let writer: string;

  beforeAll(async () => {
    mkdirSync(scratch, { recursive: true });
    folder = mkdtempSync(join(scratch, 'deskhand-durability-'));
    writer = join(folder, 'writer.mjs');
    await build({
      entryPoints: [resolve('tests/integration/storage/durability-writer.ts')],
      outfile: writer,
      bundle: true,
      platform: 'node',
      format: 'esm',
      external: ['libsql'],
      banner: {
        js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
      },
      logLevel: 'error',
    });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** Throws when something acknowledged is missing or the file is not sound. */
  async function verify(path: string, known: Acknowledged): Promise<void> {
    const store = mustOpen(path);
    expect(checkStore(store).problems).toEqual([]);
    if (known.ids.size > 0) {
      const stored = new Set(
        store.connection
          .prepare('SELECT id FROM records_v0')
          .all([])
          .map((row) => row[0]),
      );
      expect([...known.ids].filter((id) => !stored.has(id))).toEqual([]);
    }
    if (known.updates > 0) {
      const row = store.connection.prepare('SELECT data FROM records_v0 WHERE id = ?').get(['counter']);
      const { text, count } = JSON.parse(String(row?.[0]));
      expect(position(text, count)).toBeGreaterThanOrEqual(known.updates);
    }
    await store.close();
  }

  it(`loses nothing it acknowledged, ${LANES * KILLS} times over`, async () => {
    const lane = async (name: string): Promise<void> => {
      const path = join(folder, name, 'store.db');
      const known: Acknowledged = { ids: new Set(), updates: 0 };
      for (let run = 0; run < KILLS; run++) {
        await writeUntilKilled(writer, path, run, known);
        await verify(path, known);
      }
      expect(known.ids.size).toBeGreaterThan(KILLS);
    };
    await Promise.all(Array.from({ length: LANES }, (_, i) => lane(`lane${i}`)));
  });
});
