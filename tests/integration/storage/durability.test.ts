import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkStore } from '#main/host/storage/check.ts';
import { type OpenStore, openStoreFile } from '#main/host/storage/store-file.ts';
import { type Bundle, bundleForNode } from '../support/bundle.ts';
import { runUntilKilled } from '../support/killed.ts';

const KILLS = 50;
/** Two stores side by side, as the time goes into starting processes. */
const LANES = 2;
const key = 'a key for the durability test';
/** `updates`: how far the record "counter" was acknowledged, over all runs. */
type Acknowledged = { readonly ids: Set<string>; updates: number };

const position = (run: string, count: number): number => Number(run.slice('run'.length)) * 1e6 + count + 1;

/** Starts the writer, kills it at a random moment, and adds what it had acknowledged until then. */
const writeUntilKilled = (script: string, path: string, run: number, known: Acknowledged): Promise<void> =>
  runUntilKilled(script, [path, key, `run${run}`], (kill) => {
    // Every tenth one dies while it starts, the others after their first write.
    if (run % 10 === 9) kill(250);
    return (line) => {
      const [what, id, count] = line.split(' ');
      if (what === 'insert' && id !== undefined) known.ids.add(id);
      if (what === 'update') known.updates = position(String(id), Number(count));
      kill(60);
    };
  });

function mustOpen(path: string): OpenStore {
  const opened = openStoreFile(path, key);
  if (!opened.ok) throw new Error(`${opened.error.code}: ${opened.error.reason}`);
  return opened.value;
}

describe('a writer that is killed', () => {
  let writer: Bundle;
  beforeAll(async () => {
    writer = await bundleForNode('tests/integration/storage/durability-writer.ts');
  });
  afterAll(() => writer.remove());

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
      const row = store.connection.prepare('SELECT data FROM records_v0_rows WHERE id = ?').get(['counter']);
      const { text, count } = JSON.parse(String(row?.[0]));
      expect(position(text, count)).toBeGreaterThanOrEqual(known.updates);
    }
    await store.close();
  }

  it(`loses nothing it acknowledged, ${LANES * KILLS} times over`, async () => {
    const lane = async (name: string): Promise<void> => {
      const path = join(writer.folder, name, 'store.db');
      const known: Acknowledged = { ids: new Set(), updates: 0 };
      for (let run = 0; run < KILLS; run++) {
        await writeUntilKilled(writer.script, path, run, known);
        await verify(path, known);
      }
      expect(known.ids.size).toBeGreaterThan(KILLS);
    };
    await Promise.all(Array.from({ length: LANES }, (_, i) => lane(`lane${i}`)));
  });
});
