import { afterAll, beforeAll, expect, test } from 'vitest';
import { COLLECTIONS } from '#domain/records/collections.ts';
import { type ServerProcess, startProcess } from '../backend/server-process.ts';
import {
  becomeQuiet,
  chooseStage,
  type Desk,
  disturb,
  doWork,
  type Edit,
  type Oracle,
  openDesk,
  randomFrom,
} from './random-driver.ts';
import { type Central, newCentral, type Stored } from './world.ts';

/** A failing seed can be run alone: DESKHAND_SEED=123 npx vitest run tests/integration/sync/random.test.ts */
const GIVEN = process.env.DESKHAND_SEED;
const RUNS = GIVEN === undefined ? Number(process.env.DESKHAND_RUNS ?? 4) : 1;
const BUDGET_MS = Number(process.env.DESKHAND_BUDGET_MS ?? 60_000);
const STEPS = 60;

let server: ServerProcess;
let central: Central;
beforeAll(async () => {
  server = await startProcess();
  central = await newCentral(server);
  await central.seed(30);
});
afterAll(() => server.stop());

const GROUPS: Readonly<Record<string, string>> = {
  teamId: 'assignment',
  assigneeId: 'assignment',
  holdReason: 'state',
  closureCode: 'state',
  closureNotes: 'state',
};

/** Fields that are merged by rule (sets, sums) or follow from others never clash on their own. */
const MERGED_FIELDS = new Set([
  ...['tags', 'lockedFields', 'ciIds', 'carryOver', 'priority', 'dueAt', 'active', 'timeSpentMinutes'],
  ...['effects', 'openClashes'],
  ...[
    'startedAt',
    'completedAt',
    'completedBy',
    'resolvedAt',
    'resolvedBy',
    'closedAt',
    'retiredAt',
    'installedAt',
  ],
  ...['reassignmentCount', 'reopenCount', 'sla'],
]);

/** Lists whose elements merge one by one; what was done stays done. */
const LISTS = new Set(['tasks', 'devices']);
const isWorkKept = (edited: readonly Stored[], now: readonly Stored[]): boolean =>
  edited.every((element) => {
    const kept = now.find((one) => one.id === element.id);
    if (kept === undefined) return false;
    const isUndone = element.state !== 'open' && kept.state === 'open';
    return !isUndone && ((element.confirmedCode ?? null) === null || kept.confirmedCode !== null);
  });

const isInClash = (record: Stored, edit: Edit): boolean =>
  record.clashes.some((clash: Stored) => {
    if (clash.field === edit.field) {
      const values = [clash.mine, clash.theirs].map((value) => value?.[edit.field] ?? value);
      return values.some((value) => JSON.stringify(value) === JSON.stringify(edit.value));
    }
    if (clash.field !== GROUPS[edit.field]) return false;
    return [clash.mine, clash.theirs].some(
      (value) => JSON.stringify(value?.[edit.field]) === JSON.stringify(edit.value),
    );
  });

/** Edits that no later edit could have known: each is the record's value or stands in its clashes. */
const lostEdits = (oracle: Oracle, records: ReadonlyMap<string, Stored>): readonly Edit[] =>
  oracle.edits.filter((edit) => {
    const record = records.get(edit.key);
    if (record === undefined) return true;
    if (!(edit.field in record) || MERGED_FIELDS.has(edit.field)) return false;
    const isSuperseded = oracle.edits.some(
      (other) =>
        other.key === edit.key &&
        other.field === edit.field &&
        other.entryId !== edit.entryId &&
        other.known.has(edit.entryId),
    );
    const stands = LISTS.has(edit.field)
      ? isWorkKept(edit.value as readonly Stored[], record[edit.field])
      : JSON.stringify(record[edit.field]) === JSON.stringify(edit.value);
    return !isSuperseded && !stands && !isInClash(record, edit);
  });

const runOnce = async (seed: number): Promise<number> => {
  const random = randomFrom(seed);
  const oracle: Oracle = { entries: new Map(), edits: [] };
  const logins = ['anna.sd', 'finn.field', 'lea.lead', 'ada.admin', 'carl.change'];
  const desks: Desk[] = [];
  try {
    for (const login of logins.slice(0, 2 + random.below(4))) desks.push(await openDesk(central, login));
    const stage = await chooseStage(desks[0] as Desk, random);
    for (let step = 0; step < STEPS; step += 1) {
      const desk = random.pick(desks);
      if (random.chance(0.25)) await disturb(central, desk, random);
      else if (random.chance(0.01)) await server.restart();
      else await doWork(desk, stage, random, oracle);
    }
    await becomeQuiet(desks);
    await compare(desks, oracle);
    return oracle.edits.length;
  } finally {
    for (const desk of desks) {
      await desk.console.close();
      await desk.proxy.close();
    }
  }
};

const compare = async (desks: readonly Desk[], oracle: Oracle): Promise<void> => {
  for (const desk of desks) {
    const { rows } = await desk.console.run('sync.refused');
    expect(
      rows.map((row: Stored) => `${row.label}: ${row.reason}`),
      `refused at ${desk.login}`,
    ).toEqual([]);
    expect((await desk.console.status()).pending, `pending at ${desk.login}`).toBe(0);
  }
  const all = new Map<string, Stored>();
  for (const collection of COLLECTIONS) {
    const expected = await central.records(collection);
    for (const [id, record] of expected) all.set(`${collection}/${id}`, record);
    for (const desk of desks) {
      const found = await desk.console.records(collection);
      expect([...found.keys()].sort(), `${collection} of ${desk.login}`).toEqual([...expected.keys()].sort());
      for (const [id, record] of expected)
        expect(found.get(id), `${collection}/${id} of ${desk.login}`).toEqual(record);
    }
  }
  for (const [key, entries] of oracle.entries) {
    const journal = new Set(all.get(key)?.journal.map((entry: Stored) => entry.id));
    expect(
      [...entries].filter((id) => !journal.has(id)),
      `entries lost from ${key}`,
    ).toEqual([]);
  }
  const lost = lostEdits(oracle, all).map(
    ({ key, field, value }) =>
      `${key} ${field} = ${JSON.stringify(value)}, now ${JSON.stringify(all.get(key))}`,
  );
  expect(lost, 'edits lost without a clash').toEqual([]);
};

test('whatever breaks, consoles and server end up equal and nothing acknowledged is lost', {
  timeout: BUDGET_MS + 120_000,
}, async () => {
  const first = GIVEN === undefined ? Date.now() % 1_000_000_000 : Number(GIVEN);
  const startedAt = performance.now();
  let edits = 0;
  let runs = 0;
  while (runs < RUNS && performance.now() - startedAt < BUDGET_MS) {
    const seed = first + runs;
    try {
      edits += await runOnce(seed);
    } catch (error) {
      throw new Error(
        `with DESKHAND_SEED=${seed}: ${error instanceof Error ? error.message : String(error)}`,
        {
          cause: error,
        },
      );
    }
    runs += 1;
  }
  console.log(`${runs} random runs from seed ${first}, ${edits} edits of fields`);
});
