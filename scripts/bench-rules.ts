/**
 * `npm run bench:rules`: what the server's rules cost a document, in the engines of CouchDB, beside a function that does nothing and, with
 * `--against FILE`, beside the rules of another version. Measured is time of the processor, so that it can be told on a busy machine, too.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { loadRulesBundle } from '#backend/databases/rules-bundle.ts';
import { compileValidation } from '#backend/databases/validation.ts';
import { COLLECTIONS, type CollectionName } from '#domain/records/collections.ts';
import { couchjs, type Engine, type Measured, quickjs } from '../tests/bench/rules/engines.ts';
import { type Case, casesAt } from '../tests/bench/rules/writes.ts';

const usage = `npm run bench:rules -- [options]
  --write FILE       keeps the rules of this version, to be compared with later ones
  --against FILE     measures those, too
  --limit N          fails where these cost more than N times as much
  --couchjs COMMAND  one of CouchDB's own processes, with its script; may be given several times
  --rounds N         the quickest of so many is taken (default 5)`;

type Texts = Readonly<Record<CollectionName, string>>;

const TURNS = 3;
const EMPTY = 'function (newDoc, oldDoc, userCtx, secObj) {}';

async function textsOfThis(): Promise<Texts> {
  const bundle = await loadRulesBundle();
  const texts = COLLECTIONS.map((collection) => [collection, compileValidation(collection, bundle)]);
  // One text for each collection.
  return Object.fromEntries(texts) as Texts;
}

const round = (value: number): string => `${Math.round(value)} us`.padStart(9);
const times = (ours: Measured, other: Measured): number => ours.perDocument / other.perDocument;

const quicker = (one: Measured, other: Measured | null): Measured =>
  other !== null && other.perDocument < one.perDocument ? other : one;

/** Measures one case; answers how many times as much it costs as the other version. */
async function measure(
  engine: Engine,
  one: Case,
  texts: Texts,
  other: Texts | null,
  rounds: number,
): Promise<number> {
  const run = (text: string): Promise<Measured> => engine.measure(text, one.writes, rounds);
  const empty = await run(EMPTY);
  let now = await run(texts[one.collection]);
  let before: Measured | null = null;
  // By turns, so that what the machine does meanwhile meets both.
  for (let turn = 0; turn < TURNS && other !== null; turn += 1) {
    before = quicker(await run(other[one.collection]), before);
    now = quicker(await run(texts[one.collection]), now);
  }
  const against =
    before === null ? '' : `  before ${round(before.perDocument)}  ${times(now, before).toFixed(2)}x`;
  console.log(
    `${one.name.padEnd(34)}${round(now.perDocument)}  empty ${round(empty.perDocument)}  ${times(now, empty).toFixed(1)}x` +
      `${against}  first ${now.first.toFixed(0)} ms`,
  );
  for (const refusal of now.refused) console.log(`  not taken: ${refusal}`);
  return before === null ? 0 : times(now, before);
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      ...{ write: { type: 'string' }, against: { type: 'string' }, limit: { type: 'string', default: '2' } },
      ...{
        couchjs: { type: 'string', multiple: true, default: [] },
        rounds: { type: 'string', default: '5' },
      },
    },
  });
  const texts = await textsOfThis();
  if (values.write !== undefined) writeFileSync(values.write, JSON.stringify(texts));
  const other =
    values.against === undefined ? null : (JSON.parse(readFileSync(values.against, 'utf8')) as Texts);
  const cases = casesAt(new Date().toISOString());
  let worst = 0;
  for (const engine of [quickjs, ...values.couchjs.map(couchjs)]) {
    console.log(`\n${engine.name}`);
    for (const one of cases)
      worst = Math.max(worst, await measure(engine, one, texts, other, Number(values.rounds)));
  }
  if (worst > Number(values.limit))
    console.log(`\nMore than ${values.limit} times as much: ${worst.toFixed(2)}x`);
  return worst > Number(values.limit) ? 1 : 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
  process.exitCode = 2;
}
