/** Devices that an import could not tell, as the server takes them: what every console reads, and decided in nobody else's name. */
import { describe, expect, it } from 'vitest';
import { reviewedDevice, reviewIdOf } from '#domain/import/device-review.ts';
import { append, entry, newRecordBase } from '#domain/journal/journal.ts';
import { whyUnreadable } from '#domain/records/readable.ts';
import type { Setting } from '#domain/records/settings.ts';
import { actorWith, envOf } from '../env.ts';
import { json, write } from './writes.ts';

const device = reviewedDevice({ name: 'nb-1', serial: 'S1' } as never, 'nb-1');
const id = reviewIdOf(device);
const OPEN = { key: 'device-review', device, candidateIds: ['nb-1'], notIds: [], itemId: null };
const NOBODY = { by: null, at: null };

const document = (more: object, told: object = {}): Setting => {
  const env = { ...envOf(), actor: actorWith(['change-manager'], 'person-1') };
  const value = { ...OPEN, ...NOBODY, ...more } as unknown as Setting['value'];
  const first: Setting = { ...newRecordBase(env, { id }), key: id, version: 1, value };
  return append(first, { ...entry(env, 'created'), ...told });
};
const put = (made: Setting) => write('settings', null, json(made), ['change-manager']);

describe('a device under review', () => {
  it('is put by who decides about items, and read by every console', () => {
    expect(put(document({}))).toEqual({ ok: true });
    expect(whyUnreadable('settings', json(document({})) as never)).toBeNull();
  });

  it.each<[string, object]>([
    ['a name that is no text', { device: { ...device, name: 5 } }],
    ['nothing of a device', { device: {} }],
    ['a class that is none', { device: { ...device, ciClass: 'toaster' } }],
    ['a number that no console reads', { device: { ...device, serial: 's'.repeat(201) } }],
    ['more addresses than are read', { device: { ...device, macs: Array.from({ length: 41 }, () => 'x') } }],
    ['an item that no console reads', { candidateIds: ['x'.repeat(81)] }],
  ])('is refused with %s, which consoles could not read either', (_what, more) => {
    expect(whyUnreadable('settings', json(document(more)) as never)).not.toBeNull();
    expect(put(document(more))).toMatchObject({ ok: false, reason: 'field.wrong_kind' });
  });

  it('is decided in the name of who does it, also where an import tells of others', () => {
    const decided = { itemId: 'nb-1', at: envOf().now };
    expect(put(document({ ...decided, by: 'person-1' }))).toEqual({ ok: true });
    const foreign = { ok: false, reason: 'history.author' };
    expect(put(document({ ...decided, by: 'person-9' }))).toMatchObject(foreign);
    const told = { by: 'person-9', origin: 'import' };
    expect(put(document({ ...decided, by: 'person-9' }, told))).toMatchObject(foreign);
  });
});
