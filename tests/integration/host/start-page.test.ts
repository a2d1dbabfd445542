import { expect, it } from 'vitest';
import type { Host } from '#main/host/host.ts';
import { hostForAll } from './support/host-for-all.ts';
import { actAs, command, data, query } from './support/test-host.ts';

let host: Host;
const { reopen } = hostForAll((opened) => {
  host = opened;
});

const startPage = async () => (await data(query(host, 'session.status', {}))).startPage;

it('the start page is kept for each person, also over a restart', async () => {
  await actAs(host, { roles: ['field'], personId: 'finn' });
  expect(await startPage()).toBeNull();
  await data(command(host, 'session.setStartPage', { page: 'orders' }));
  expect(await startPage()).toBe('orders');

  await actAs(host, { roles: ['field'], personId: 'frida' });
  expect(await startPage()).toBeNull();
  await data(command(host, 'session.setStartPage', { page: 'configItems' }));

  host = await reopen();
  await actAs(host, { roles: ['field'], personId: 'finn' });
  expect(await startPage()).toBe('orders');
  await data(command(host, 'session.setStartPage', { page: null }));
  expect(await startPage()).toBeNull();
  await actAs(host, { roles: ['field'], personId: 'frida' });
  expect(await startPage()).toBe('configItems');
});
