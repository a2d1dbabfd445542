import { expect, it } from 'vitest';
import type { Host } from '#main/host/host.ts';
import { hostForAll } from './support/host-for-all.ts';
import { actAs, data, fillWithSamples, query } from './support/test-host.ts';

let host: Host;
hostForAll(async (opened) => {
  host = opened;
  await fillWithSamples(host, { tickets: 10 });
  await actAs(host, { roles: ['administrator'] });
});

it('settings come without how they came to be: every window asks for them', async () => {
  const stored = await host.context.database.collections.settings.find().exec();
  expect(stored.some(({ journal }) => journal.length > 0)).toBe(true);
  const { settings, calendars, services } = await data(query(host, 'settings.all', {}));
  for (const rows of [settings, calendars, services] as const) {
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) {
      for (const part of ['journal', 'clashes']) expect(Object.keys(row)).not.toContain(part);
    }
  }
});
