import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { COLLECTIONS } from '#domain/records/collections.ts';
import { whyUnreadable } from '#domain/records/readable.ts';
import { wellFormed } from '#domain/records/well-formed.ts';
import { runImport } from '#main/host/import/run-import.ts';
import { FIRST_SEED } from '../../seeds.ts';
import { randomFrom } from '../../simulator/random.ts';
import { SAMPLES, type Sample } from './fuzz-samples.ts';
import { type ImportBench, openImportBench } from './import-host.ts';
import { BYTE_MUTATIONS, mutated } from './mutate.ts';

/** A failing seed can be run alone: DESKHAND_SEED=123 DESKHAND_RUNS=1 npx vitest run tests/integration/import/fuzz.test.ts */
const RUNS = Number(process.env.DESKHAND_RUNS ?? 1_000);
/** Most only plan, which all that reads and decides takes part in. */
const WRITES_EVERY = 20;

let bench: ImportBench;
beforeAll(async () => {
  bench = await openImportBench();
});
afterAll(() => bench.close());

/** Imports the sample made wrong; answers how many errors it told, each with its file. */
const importWrong = async (sample: Sample, seed: number): Promise<number> => {
  const random = randomFrom(seed);
  const wrong = join(bench.folder, `wrong-${sample.name}`);
  const good = join(bench.folder, 'good');
  const kinds = [...BYTE_MUTATIONS, ...sample.mutations, ...sample.mutations];
  await writeFile(wrong, mutated(sample.content, kinds, random));
  await writeFile(good, sample.map ?? sample.table ?? '');
  const [file, map] = sample.table === null ? [wrong, sample.map === null ? null : good] : [good, wrong];
  const request = {
    format: sample.format,
    map,
    skipBadRows: seed % 2 === 0,
    dryRun: seed % WRITES_EVERY !== 0,
    files: [file],
  };
  const report = await runImport(bench.host.context, request, {
    signal: { aborted: false },
    progress: () => {},
  });
  for (const error of report.errors) expect([wrong, good]).toContain(error.file);
  return report.errors.length;
};

it('answers every input by its file, and the store holds only what can be read', async () => {
  let told = 0;
  for (let seed = FIRST_SEED; seed < FIRST_SEED + RUNS; seed += 1) {
    const sample = SAMPLES[seed % SAMPLES.length] as Sample;
    try {
      told += await importWrong(sample, seed);
    } catch (error) {
      throw new Error(`with DESKHAND_SEED=${seed} (${sample.name}): ${String(error)}`, { cause: error });
    }
  }
  for (const collection of COLLECTIONS) {
    for (const record of await bench.all(collection)) {
      expect(whyUnreadable(collection, record), `${collection} ${record.id}`).toBeNull();
      expect(wellFormed(record)).toBe(record);
    }
  }
  console.log(`${RUNS} wrong inputs from seed ${FIRST_SEED}, ${told} errors told`);
});
