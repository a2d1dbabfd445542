/**
 * A cluster that is cut in two while consoles work at both parts. Only where whoever starts `npm run test:couch` says how to cut it: `COUCH_OTHER_NODE` is
 * the address of a node beside that of `COUCH_URL`, `COUCH_CUT` a command that is called with `off` and `on` and cuts that node off, or joins it again.
 */
import { execSync } from 'node:child_process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ServerProcess, startProcess } from '../backend/server-process.ts';
import {
  type Central,
  type Console,
  centralAt,
  newCentral,
  openSynced,
  type Stored,
  settle,
} from './world.ts';

const TICKETS = 40;
let isCut = false;
const cut = (how: 'off' | 'on'): void => {
  execSync(`${process.env.COUCH_CUT} ${how}`, { stdio: 'inherit' });
  isCut = how === 'off';
};

let server: ServerProcess;
let north: Central;
let south: Central;
beforeAll(async () => {
  server = await startProcess();
  north = await newCentral(server);
  await north.seed(20);
  const url = String(process.env.COUCH_OTHER_NODE);
  south = centralAt({ ...server, url, adminUrl: server.adminUrl.replace(server.url, url) }, north.prefix);
});
afterAll(async () => {
  if (isCut) cut('on');
  await server.stop();
});

type Acknowledged = ReadonlyMap<string, Set<string>>;

/** Two edits of a ticket: of a field that the other part changes, too, in each fourth of them, else of one of its own. */
const edit = async (
  desk: Console,
  n: number,
  id: string,
  part: string,
  known: Acknowledged,
): Promise<void> => {
  const value = `${part} ${n}`;
  const own = part === 'north' ? { title: value } : { description: value };
  const changes = n % 4 === 3 ? { title: value } : own;
  const records = [
    await desk.run('incidents.update', { id, changes }),
    await desk.run('incidents.addNote', { id, text: `said in the ${part} ${n}` }),
  ];
  for (const { journal } of records) for (const entry of journal) known.get(id)?.add(entry.id);
};

/** Syncs until both nodes have the same, and after that once more without anything moving. */
const rest = async (...desks: readonly Console[]): Promise<ReadonlyMap<string, Stored>> => {
  for (let last = ''; ; ) {
    await settle(...desks);
    const [here, there] = [await north.records('tickets'), await south.records('tickets')];
    const now = JSON.stringify([...here]);
    if (now === JSON.stringify([...there]) && now === last) return here;
    last = now;
  }
};

test('what both parts of a cut cluster took is in the record, everywhere, or waits for a decision', async () => {
  const [left, right] = [await openSynced(north, 'anna.sd'), await openSynced(south, 'lea.lead')];
  const ids: string[] = [];
  for (let n = 0; n < TICKETS; n += 1)
    ids.push((await left.run('incidents.create', { title: `before ${n}` })).id);
  await settle(left, right);
  cut('off');
  const known: Acknowledged = new Map(ids.map((id) => [id, new Set<string>()]));
  for (const [n, id] of ids.entries()) {
    await Promise.all([edit(left, n, id, 'north', known), edit(right, n, id, 'south', known)]);
    // Some of it is sent as it comes, the rest together.
    if (n % 10 === 9) await Promise.all([settle(left), settle(right)]);
  }
  await Promise.all([settle(left), settle(right)]);
  expect((await north.records('tickets')).get(ids[0] as string)?.title).toBe('north 0');
  expect((await south.records('tickets')).get(ids[0] as string)?.title).toBe('before 0');
  cut('on');
  const records = await rest(left, right);
  for (const [n, id] of ids.entries()) {
    const record = records.get(id) as Stored;
    const entries = new Set<string>(record.journal.map((entry: Stored) => entry.id));
    expect.soft([...(known.get(id) ?? [])].filter((entry) => !entries.has(entry))).toEqual([]);
    if (n % 4 === 3) {
      const values = record.clashes.flatMap(({ mine, theirs }: Stored) => [mine, theirs]);
      expect.soft(values.sort()).toEqual([`north ${n}`, `south ${n}`]);
    } else {
      expect.soft(record).toMatchObject({ title: `north ${n}`, description: `south ${n}`, openClashes: 0 });
    }
    for (const desk of [left, right]) expect.soft(await desk.get('tickets', id)).toEqual(record);
  }
  for (const desk of [left, right]) {
    expect(await desk.status()).toMatchObject({ pending: 0, refused: 0 });
    await desk.close();
  }
});
