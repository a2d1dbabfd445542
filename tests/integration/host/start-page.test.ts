import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Host } from '#main/host/host.ts';
import { actAs, command, data, openProfile, type Profile, query, tempProfile } from './support/test-host.ts';

let profile: Profile;
let host: Host;
beforeAll(async () => {
  profile = tempProfile();
  host = await openProfile(profile.dir);
});
afterAll(async () => {
  await host.close();
  profile.remove();
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

  await host.close();
  host = await openProfile(profile.dir);
  await actAs(host, { roles: ['field'], personId: 'finn' });
  expect(await startPage()).toBe('orders');
  await data(command(host, 'session.setStartPage', { page: null }));
  expect(await startPage()).toBeNull();
  await actAs(host, { roles: ['field'], personId: 'frida' });
  expect(await startPage()).toBe('configItems');
});
