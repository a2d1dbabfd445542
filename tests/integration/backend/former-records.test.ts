import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ProvisionReport, provision } from '#backend/provision/provision.ts';
import type { Announcement } from '#domain/fields/events.ts';
import { newRecordBase } from '#domain/journal/journal.ts';
import { envOf, unwrap } from '../../unit/domain/env.ts';
import { type Client, clientOf, type ServerProcess, startProcess } from './server-process.ts';

let server: ServerProcess;
let admin: Client;
const run = async (): Promise<ProvisionReport> =>
  unwrap(await provision({ serverUrl: server.adminUrl, prefix: server.named('former') }));

beforeAll(async () => {
  server = await startProcess();
  admin = clientOf(server.url, server.admin);
});
afterAll(() => server.stop());

test('announcements of an older server become events, once, and stay where they were', async () => {
  const former: Partial<Announcement> & { readonly id: string } = {
    ...newRecordBase(envOf(['service-desk']), { id: 'old-news' }),
    ...{ title: 'News', body: '', severity: 'info', active: true },
    ...{ startsAt: '2026-11-20T09:00:00.000Z', endsAt: null, ticketId: null, ciIds: [] },
  };
  await admin('PUT', `/${server.named('former')}-announcements`);
  await admin('PUT', `/${server.named('former')}-announcements/old-news`, former);
  const copied = (await run()).items.find((item) => item.kind === 'records');
  expect(copied).toEqual({ kind: 'records', name: `${server.named('former')}-events`, outcome: 'created' });
  expect((await admin('GET', `/${server.named('former')}-events/old-news`)).body).toMatchObject({
    ...former,
    type: 'announcement',
  });
  expect((await admin('GET', `/${server.named('former')}-announcements/old-news`)).status).toBe(200);
  const again = new Set((await run()).items.map((item) => item.outcome));
  expect(again).toEqual(new Set(['unchanged']));
});
