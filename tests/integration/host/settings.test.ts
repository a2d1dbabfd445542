import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '#domain/settings/defaults.ts';
import type { Host } from '#main/host/host.ts';
import { hostForAll } from './support/host-for-all.ts';
import { actAs, command, data, fillWithSamples, query, refusal } from './support/test-host.ts';

let host: Host;
hostForAll(async (opened) => {
  host = opened;
  await fillWithSamples(host, { tickets: 60 });
  await actAs(host, { roles: ['service-desk'], personId: 'desk-1' });
});

describe('settings', () => {
  const options = DEFAULT_SETTINGS['incident-options'];
  const setting = async (key: string) =>
    (await data(query(host, 'settings.all', {}))).settings.find((one) => one.key === key);

  it('are changed by administrators only, one version after the other, and hold at once', async () => {
    const before = await setting('incident-options');
    const value = { ...options, defaultUrgency: 1 as const };
    const update = (baseVersion: number) => command(host, 'settings.update', { value, baseVersion });
    expect((await refusal(update(before?.version ?? 0))).code).toBe('forbidden');
    await actAs(host, { roles: ['administrator'], personId: 'admin-1' });
    const changed = await data(update(before?.version ?? 0));
    expect(changed.version).toBe((before?.version ?? 0) + 1);
    expect(changed.journal.at(-1)?.by).toBe('admin-1');
    expect((await data(command(host, 'incidents.create', { title: 'At once' }))).urgency).toBe(1);
    expect(await setting('incident-options')).toMatchObject({ version: changed.version });
    expect((await refusal(update(before?.version ?? 0))).code).toBe('version_conflict');
    const both = await Promise.all([update(changed.version), update(changed.version)]);
    // The same value twice is no second change.
    expect(both.filter((reply) => reply.ok).length).toBeGreaterThanOrEqual(1);
    await data(
      command(host, 'settings.update', {
        value: options,
        baseVersion: (await setting('incident-options'))?.version ?? 0,
      }),
    );
  });

  it('are answered as they hold now, without how they came to be: every window asks for them', async () => {
    const stored = await host.context.database.collections.settings.find().exec();
    expect(stored.some(({ journal }) => journal.length > 0)).toBe(true);
    const { settings, calendars, services } = await data(query(host, 'settings.all', {}));
    expect(settings.length * calendars.length * services.length).toBeGreaterThan(0);
    for (const one of [...settings, ...calendars, ...services]) {
      expect(Object.keys(one)).not.toContain('journal');
      expect(Object.keys(one)).not.toContain('clashes');
    }
  });

  it('are checked before they hold', async () => {
    const version = (await setting('closure-codes'))?.version ?? 0;
    const value = { key: 'closure-codes' as const, codes: [{ code: 'a', label: 'A', active: false }] };
    expect((await refusal(command(host, 'settings.update', { value, baseVersion: version }))).code).toBe(
      'invalid',
    );
    const device = { key: 'device' as const, code: '7QK', deviceId: 'd' };
    expect((await refusal(command(host, 'settings.update', { value: device, baseVersion: 0 }))).code).toBe(
      'not_editable',
    );
    await actAs(host, { roles: ['service-desk'], personId: 'desk-1' });
  });
});
