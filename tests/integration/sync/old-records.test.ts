import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { DESIGN_DOC_ID } from '#backend/databases/definitions.ts';
import type { CollectionName } from '#domain/records/collections.ts';
import {
  OLD_ARTICLE,
  OLD_COMPLETED_MOVE,
  OLD_INCIDENT,
  OLD_KNOWN_ERROR,
  OLD_RECORDS,
  OLD_SWAP,
  type OldRecord,
  TODAYS_RECORDS,
} from '../../fixtures/records/v0.ts';
import { type ServerProcess, startProcess } from '../backend/server-process.ts';
import { type Central, type Console, newCentral, openSynced, settle } from './world.ts';

let server: ServerProcess;
let central: Central;

const SENT = ['tickets', 'orders', 'knowledge'] as const;
const today = (collection: (typeof SENT)[number]): ReadonlyMap<string, OldRecord> =>
  new Map(TODAYS_RECORDS[collection].map((record) => [record.id, record]));

/** Writes as an older console did, to a server that has not been set up anew yet. */
const writeOld = async (collection: CollectionName, records: readonly OldRecord[]): Promise<void> => {
  const design = `/${central.nameOf(collection)}/${DESIGN_DOC_ID}`;
  const { body: rules } = await central.admin('GET', design);
  await central.admin('PUT', design, { ...rules, validate_doc_update: 'function () {}' });
  for (const record of records) {
    const path = `/${central.nameOf(collection)}/${record.id}`;
    const { body } = await central.admin('GET', path);
    const written = await central.admin('PUT', path, { ...record, _id: record.id, _rev: body._rev });
    expect(written.status).toBe(201);
  }
  await central.provision();
};
const revisions = async (): Promise<readonly string[]> =>
  (
    await Promise.all(
      SENT.map(async (collection) => {
        const { body } = await central.admin('GET', `/${central.nameOf(collection)}/_all_docs`);
        return body.rows.map((row: { id: string; value: { rev: string } }) => `${row.id} ${row.value.rev}`);
      }),
    )
  ).flat();

/** What an older console makes of a record: a field, and an entry that says so. */
const editedByOld = (record: OldRecord, at: string, field: string, to: unknown): OldRecord => ({
  ...record,
  [field]: to,
  updatedAt: at,
  journal: [
    ...(record.journal as readonly object[]),
    {
      ...{ id: `old-${field}-${at}`, at, by: 'person-old', device: 'device-old', origin: 'console' },
      ...{ kind: 'changed', changes: [{ field, from: record[field] ?? null, to }] },
      ...{ text: null, minutes: null, effectId: null },
    },
  ],
});

beforeAll(async () => {
  server = await startProcess();
});
afterAll(() => server.stop());
beforeEach(async () => {
  central = await newCentral(server);
  for (const collection of SENT) await writeOld(collection, OLD_RECORDS[collection]);
});

const atRest = async (...consoles: readonly Console[]): Promise<void> => {
  await settle(...consoles);
  const before = await revisions();
  for (const one of consoles) {
    expect(await one.status()).toMatchObject({ pending: 0, refused: 0, conflicts: 0 });
  }
  await settle(...consoles);
  expect(await revisions()).toEqual(before);
};

test('come in today’s shape with the first load, and are left alone on the server', async () => {
  const before = await revisions();
  const lea = await openSynced(central, 'lea.lead');
  for (const collection of SENT) expect(await lea.records(collection)).toEqual(today(collection));
  await atRest(lea);
  expect(await revisions()).toEqual(before);
  await lea.close();
});

test('come in today’s shape while an older console goes on writing, also onto what was written anew here', async () => {
  const ada = await openSynced(central, 'ada.admin');
  await ada.run('orders.update', { id: OLD_SWAP.id, changes: { description: 'Desk 7' } });
  await settle(ada);
  expect((await central.records('orders')).get(OLD_SWAP.id)).toMatchObject({
    type: 'swap',
    description: 'Desk 7',
  });
  await writeOld('tickets', [editedByOld(OLD_INCIDENT, '2026-09-03T08:00:00.000Z', 'title', 'Both docks')]);
  const again = { ...(await central.records('orders')).get(OLD_SWAP.id), id: OLD_SWAP.id, type: 'change' };
  await writeOld('orders', [editedByOld(again, '2030-01-01T08:00:00.000Z', 'title', 'By the old one')]);
  await writeOld('knowledge', [editedByOld(OLD_ARTICLE, '2026-09-03T08:00:00.000Z', 'solution', 'Hold it.')]);
  await ada.untilTrue(
    async () =>
      (await ada.get('knowledge', OLD_ARTICLE.id))?.body !==
      '1. Hold the button.\n2. Wait.\n\nThe dock sleeps.',
  );
  await settle(ada);
  expect(await ada.get('tickets', OLD_INCIDENT.id)).toMatchObject({ title: 'Both docks', effects: [] });
  expect(await ada.get('orders', OLD_SWAP.id)).toMatchObject({ type: 'swap', title: 'By the old one' });
  expect(await ada.get('knowledge', OLD_ARTICLE.id)).toMatchObject({ body: 'Hold it.\n\nThe dock sleeps.' });
  await atRest(ada);
  await ada.close();
});

test('are edited here and brought along, each in one write', async () => {
  const [ada, lea] = [await openSynced(central, 'ada.admin'), await openSynced(central, 'lea.lead')];
  await ada.run('incidents.update', { id: OLD_INCIDENT.id, changes: { title: 'New title' } });
  await ada.run('orders.update', { id: OLD_SWAP.id, changes: { title: 'New title' } });
  await ada.run('articles.update', { id: OLD_ARTICLE.id, changes: { title: 'New title' } });
  await ada.run('knownErrors.update', { id: OLD_KNOWN_ERROR.id, changes: { title: 'New title' } });
  await settle(ada);
  for (const collection of SENT) {
    const stored = await central.records(collection);
    for (const [id, record] of today(collection)) {
      const isOld = [OLD_COMPLETED_MOVE.id, 'inc-2', 'order-3'].includes(id);
      const old = OLD_RECORDS[collection].find((one) => one.id === id);
      if (isOld) expect(stored.get(id)).toEqual(old);
      else
        expect(stored.get(id)).toMatchObject({
          ...record,
          title: 'New title',
          updatedAt: expect.any(String),
          updatedBy: expect.any(String),
          journal: expect.any(Array),
        });
    }
  }
  expect((await revisions()).filter((row) => row.includes(' 2-'))).toHaveLength(4);
  await atRest(ada, lea);
  for (const collection of SENT) expect(await lea.records(collection)).toEqual(await ada.records(collection));
  await ada.close();
  await lea.close();
});

test('merge field by field with what an older console did meanwhile', async () => {
  const ada = await openSynced(central, 'ada.admin');
  await ada.run('sync.setPaused', { paused: true });
  await ada.run('incidents.update', { id: OLD_INCIDENT.id, changes: { description: 'Mine' } });
  await ada.run('orders.update', { id: OLD_SWAP.id, changes: { description: 'Mine' } });
  await ada.run('articles.update', { id: OLD_ARTICLE.id, changes: { body: 'Mine' } });
  const later = '2026-09-03T08:00:00.000Z';
  await writeOld('tickets', [editedByOld(OLD_INCIDENT, later, 'title', 'Theirs')]);
  await writeOld('orders', [editedByOld(OLD_SWAP, later, 'title', 'Theirs')]);
  await writeOld('knowledge', [editedByOld(OLD_ARTICLE, later, 'title', 'Theirs')]);
  await ada.run('sync.setPaused', { paused: false });
  await settle(ada);
  for (const c of SENT)
    for (const r of (await central.records(c)).values())
      if (r.openClashes) console.log(c, r.id, JSON.stringify(r.clashes));
  await atRest(ada);
  const merged = { title: 'Theirs', description: 'Mine', openClashes: 0 };
  expect((await central.records('tickets')).get(OLD_INCIDENT.id)).toMatchObject({ ...merged, effects: [] });
  expect((await central.records('orders')).get(OLD_SWAP.id)).toMatchObject({ ...merged, type: 'swap' });
  const article = (await central.records('knowledge')).get(OLD_ARTICLE.id);
  expect(article).toMatchObject({ title: 'Theirs', body: 'Mine', openClashes: 0, ratings: [] });
  expect(article).not.toHaveProperty('solution');
  await ada.close();
});
