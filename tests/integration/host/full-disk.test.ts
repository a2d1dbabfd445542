import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Host } from '#main/host/host.ts';
import { checkStore } from '#main/host/storage/check.ts';
import {
  actAs,
  command,
  data,
  openProfile,
  type Profile,
  query,
  refusal,
  tempProfile,
} from './support/test-host.ts';

let profile: Profile;
let host: Host;
beforeEach(async () => {
  profile = tempProfile();
  host = await openProfile(profile.dir);
  await actAs(host, { roles: ['service-desk'] });
});
afterEach(async () => {
  await host.close();
  profile.remove();
});

/** As a disk without room for another page. */
const fillDisk = (): void => {
  const pages = Number(host.store.connection.prepare('PRAGMA page_count').get([])?.[0]);
  host.store.connection.exec(`PRAGMA max_page_count = ${pages}`);
};
const makeRoom = (): void => host.store.connection.exec('PRAGMA max_page_count = 1000000');

const description = 'words '.repeat(15_000);
test('a full disk refuses a new record by name, writes nothing, and takes it when there is room', async () => {
  const input = { id: 'incident-of-a-full-disk', title: 'no room for this', description };
  fillDisk();
  expect(await refusal(command(host, 'incidents.create', input))).toMatchObject({ code: 'disk-full' });
  expect(await host.context.records.get('tickets', input.id)).toBeNull();
  makeRoom();
  expect(await data(command(host, 'incidents.create', input))).toMatchObject({ title: 'no room for this' });
  expect(await host.context.records.get('tickets', input.id)).toMatchObject({ description });
  expect(checkStore(host.store).problems).toEqual([]);
});

test('a full disk refuses an edit by name and leaves the record and its history as they were', async () => {
  const { id } = await data(command(host, 'incidents.create', { title: 'small' }));
  const before = await host.context.records.get('tickets', id);
  fillDisk();
  const edit = () => command(host, 'incidents.update', { id, changes: { description } });
  expect(await refusal(edit())).toMatchObject({ code: 'disk-full' });
  expect(await refusal(edit())).toMatchObject({ code: 'disk-full' });
  expect(await host.context.records.get('tickets', id)).toEqual(before);
  makeRoom();
  expect(await data(edit())).toMatchObject({ description });
  const after = await host.context.records.get('tickets', id);
  expect(after?.journal).toHaveLength((before?.journal.length ?? 0) + 1);
});

test('a draft that has no room is refused by name, too', async () => {
  fillDisk();
  const draft = { key: 'incident-new:1', label: 'long', fields: { description } };
  expect(await refusal(command(host, 'drafts.save', draft))).toMatchObject({ code: 'disk-full' });
  makeRoom();
  expect(await command(host, 'drafts.save', draft)).toMatchObject({ ok: true });
});

test('a full disk does not keep anybody from reading', async () => {
  const { id } = await data(command(host, 'incidents.create', { title: 'readable quagmire' }));
  await host.store.backlog.drain();
  fillDisk();
  expect(await refusal(command(host, 'incidents.create', { title: 'x', description }))).toMatchObject({
    code: 'disk-full',
  });
  expect(await host.context.records.get('tickets', id)).toMatchObject({ title: 'readable quagmire' });
  const sort = { field: 'dueAt', direction: 'asc' } as const;
  const page = await data(query(host, 'tickets.page', { filter: { activeOnly: true }, sort }));
  expect(page.rows.map((row) => row.id)).toEqual([id]);
  const found = await data(query(host, 'search.all', { text: 'quagmire', limit: 5 }));
  expect(found.rows.map((row) => row.id)).toEqual([id]);
  makeRoom();
});
