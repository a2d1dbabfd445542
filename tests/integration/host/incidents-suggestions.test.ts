import { describe, expect, it } from 'vitest';
import { KNOWN_ERROR_FIELDS, type KnownError } from '#domain/fields/knowledge.ts';
import { newRecordBase } from '#domain/journal/journal.ts';
import { blankOf } from '#domain/processes/engine.ts';
import { create, host } from './support/incidents-host.ts';
import { data, query } from './support/test-host.ts';

const PRINTERS = {
  filter: { classes: ['printer'] },
  sort: { field: 'name', direction: 'asc' },
} as const satisfies Parameters<typeof query<'configItems.page'>>[2];

describe('suggestions', () => {
  const known = (id: string, more: Partial<KnownError>): KnownError => ({
    ...(blankOf(KNOWN_ERROR_FIELDS) as KnownError),
    ...newRecordBase(host.context.env(), { id }),
    type: 'known_error',
    number: `KE-${id}`,
    title: id,
    state: 'published',
    active: true,
    ...more,
  });
  const suggest = (text: string, more: object = {}) =>
    data(
      query(host, 'incidents.suggest', {
        text,
        ciId: null,
        category: null,
        requesterId: null,
        exceptId: null,
        ...more,
      }),
    );

  it('rank what is about the same device first', async () => {
    const device = (await data(query(host, 'configItems.page', PRINTERS))).rows[0];
    if (device === undefined) throw new Error('the sample company has no printer');
    await host.context.records.putAll('knowledge', [
      known('by-text', { title: 'Paper jam in the duplex unit' }),
      known('by-ci', { title: 'This very device', ciIds: [device.id] }),
      known('by-model', { title: 'This kind of device', models: [device.model ?? ''] }),
      known('retired', { title: 'Paper jam of old', state: 'retired', active: false }),
    ]);
    const { knowledge } = await suggest('Paper jam', { ciId: device.id });
    const ids = knowledge.map((entry) => entry.id);
    expect(ids[0]).toBe('by-ci');
    expect(ids.indexOf('by-model')).toBeLessThan(ids.indexOf('by-text'));
    expect(ids).not.toContain('retired');
    expect(knowledge.find((entry) => entry.id === 'by-ci')?.because).toEqual(['same_ci']);
  });

  it('offer nothing past the day until which it is valid', async () => {
    const today = host.context.clock.now().slice(0, 10);
    await host.context.records.putAll('knowledge', [
      known('valid-today', { title: 'Flux capacitor hums', validUntil: today }),
      known('valid-once', { title: 'Flux capacitor hums', validUntil: '2026-01-01' }),
    ]);
    const { knowledge } = await suggest('Flux capacitor hums');
    expect(knowledge.map(({ id }) => id)).toEqual(['valid-today']);
  });

  it('do not follow words that everybody uses', async () => {
    const titles = async (text: string) => (await suggest(text)).knowledge.map((entry) => entry.title);
    const printing = await titles('printer does not print');
    expect(printing.some((title) => /print/i.test(title))).toBe(true);
    expect(printing.filter((title) => /wake/i.test(title))).toEqual([]);
    expect(await titles('it does not work anymore, please help')).toEqual([]);
    expect(await titles('bitte helfen, das geht nicht mehr')).toEqual([]);
    expect((await titles('VPN drops'))[0]).toMatch(/VPN/);
  });

  it('name similar tickets, never the one being written', async () => {
    const one = await create('Calibration bench shows error 4711 in the laser');
    const two = await create('Laser of the calibration bench shows error 4711');
    const { similar } = await suggest(two.title, { exceptId: two.id });
    const ids = similar.map((row) => row.id);
    expect(ids[0]).toBe(one.id);
    expect(ids).not.toContain(two.id);
    expect((await suggest('ab')).similar).toEqual([]);
  });
});
