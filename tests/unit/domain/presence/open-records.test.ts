import { describe, expect, it } from 'vitest';
import { newRecordBase } from '#domain/journal/journal.ts';
import { checkDocumentWrite } from '#domain/permissions/server-rules.ts';
import { blankPersonal, personalId, watching } from '#domain/personal/personal.ts';
import {
  COUNTS_FOR_MS,
  MOST_OPEN,
  MOST_PLACES,
  type OpenRecord,
  type OpenRecords,
  openRecordsId,
  othersIn,
  placesOf,
  RENEWED_AFTER_MS,
} from '#domain/presence/open-records.ts';
import { laterBy } from '#domain/records/instants.ts';
import { whyUnreadable } from '#domain/records/readable.ts';
import { envOf } from '../env.ts';

const NOW = '2026-11-20T09:00:00.000Z';
const opened: OpenRecord = { collection: 'tickets', id: 't-1', since: NOW, typing: false };
const saidBy = (personId: string, more: Partial<OpenRecords> = {}): OpenRecords => ({
  ...{ key: 'device', code: '7QK', deviceId: 'device-1', personId, at: NOW, open: [opened] },
  ...more,
});

describe('who else has a record open', () => {
  const here = { collection: 'tickets', id: 't-1' } as const;
  it.each<[string, OpenRecords, number]>([
    ['somebody else', saidBy('lea'), 1],
    ['oneself, on another device', saidBy('me', { deviceId: 'device-2' }), 0],
    ['somebody at another record', saidBy('lea', { open: [{ ...opened, id: 't-2' }] }), 0],
    ['a record of another collection', saidBy('lea', { open: [{ ...opened, collection: 'orders' }] }), 0],
    ['who said it as long ago as it counts', saidBy('lea', { at: laterBy(NOW, -COUNTS_FOR_MS) }), 1],
    ['who said it longer ago', saidBy('lea', { at: laterBy(NOW, -COUNTS_FOR_MS - 1) }), 0],
    ['who says it from a time to come', saidBy('lea', { at: laterBy(NOW, COUNTS_FOR_MS + 1) }), 0],
  ])('%s', (_who, said, count) => {
    expect(othersIn([said], here, 'me', NOW)).toHaveLength(count);
  });

  it('is each once, since the first window, typing in any', () => {
    const earlier = laterBy(NOW, -60_000);
    const said = [
      saidBy('lea'),
      saidBy('lea', { deviceId: 'device-2', open: [{ ...opened, since: earlier, typing: true }] }),
    ];
    expect(othersIn(said, here, 'me', NOW)).toEqual([{ personId: 'lea', since: earlier, typing: true }]);
  });

  it('is said again before it ends', () => expect(RENEWED_AFTER_MS).toBeLessThan(COUNTS_FOR_MS));
});

describe('what somebody chose for themselves, at the server', () => {
  const env = envOf(['field'], NOW);
  const id = personalId('person-1');
  const chosen = watching(blankPersonal('person-1'), 't-1', true);
  const document = (value: object = chosen, more: object = {}): object => ({
    ...newRecordBase(env, { id }),
    ...{ _id: id, key: id, version: 1, value },
    ...more,
  });
  const at = (after: object, before: object | null = null, personId = 'person-1', roles = ['field']) =>
    checkDocumentWrite({
      ...{ collection: 'settings', before, after, now: NOW },
      actor: { name: 'somebody', roles: [...roles, `person:${personId}`] },
    });

  it('is theirs to write, and theirs alone', () => {
    expect(at(document())).toEqual({ ok: true });
    expect(at(document(watching(chosen, 't-1', false)), document())).toEqual({ ok: true });
    expect(at(document(), null, 'person-2')).toMatchObject({ code: 'forbidden', reason: 'history.author' });
    expect(at(document(), document(), 'person-2', ['administrator'])).toMatchObject({ code: 'forbidden' });
    expect(at(document(), null, 'person-1', [])).toMatchObject({ code: 'forbidden' });
  });

  it.each<[string, object]>([
    ['another key', { ...chosen, more: true }],
    ['a text', { ...chosen, 'watch t-2': 'x' }],
    ['a setting', { key: 'telephony', country: 'DE', area: '' }],
    ['another person', blankPersonal('person-2')],
    ['too many', Object.fromEntries(Array.from({ length: 2_001 }, (_, at) => [`watch ${at}`, true]))],
  ])('has no %s', (_what, value) => {
    expect(at(document({ ...blankPersonal('person-1'), ...value })).ok).toBe(false);
  });

  it('is what consoles of before can read', () => {
    const { _id, ...record } = document() as { _id: string };
    expect(whyUnreadable('settings', record)).toBeNull();
  });
});

describe('what somebody has open, at the server', () => {
  const env = envOf(['field'], NOW);
  const id = openRecordsId('person-1', 3);
  const document = (value: object = saidBy('person-1'), more: object = {}): object => ({
    ...newRecordBase(env, { id }),
    ...{ _id: id, key: id, version: 1, value },
    ...more,
  });
  const at = (after: object, before: object | null = null, personId = 'person-1', roles = ['field']) =>
    checkDocumentWrite({
      ...{ collection: 'settings', before, after, now: NOW },
      actor: { name: 'somebody', roles: [...roles, `person:${personId}`] },
    });

  it('is told by that person, and told anew without a history', () => {
    expect(at(document())).toEqual({ ok: true });
    expect(at(document(saidBy('person-1', { open: [] })), document())).toEqual({ ok: true });
    const most = Array.from({ length: MOST_OPEN }, () => ({ ...opened, id: 'i'.repeat(80) }));
    const revisions = { start: 999, ids: Array.from({ length: 999 }, () => 'f'.repeat(32)) };
    expect(at(document(saidBy('person-1', { open: most }), { _revisions: revisions }))).toEqual({ ok: true });
  });

  it('is what consoles of before can read, as one of those documents that are no setting', () => {
    const { _id, ...record } = document() as { _id: string };
    expect(whyUnreadable('settings', record)).toBeNull();
  });

  const entry = { id: 'e-1', at: NOW, by: 'person-1', kind: 'created', changes: [], text: null };
  it.each<[string, object]>([
    ['a history', document(saidBy('person-1'), { journal: [entry] })],
    ['something beside', document({ ...saidBy('person-1'), more: 'x'.repeat(100) })],
    ['too many', document(saidBy('person-1', { open: Array.from({ length: MOST_OPEN + 1 }, () => opened) }))],
    [
      'no such record',
      document(saidBy('person-1', { open: [{ ...opened, collection: 'settings' as never }] })),
    ],
    ['another day', document(saidBy('person-1', { at: '2026-11-21T09:00:00.000Z' }))],
    ['another person than its id', document(saidBy('person-2'))],
    ['a setting', document({ key: 'telephony', country: 'DE', area: '' })],
    [
      'megabytes in fields of its own',
      document(
        saidBy('person-1'),
        Object.fromEntries(Array.from({ length: 50 }, (_none, n) => [`x${n}`, 'y'.repeat(19_000)])),
      ),
    ],
  ])('has no %s', (_what, after) => {
    expect(at(after).ok).toBe(false);
  });

  it('stands in one of a few places of its person, however many devices somebody makes up', () => {
    const told = (place: number | string): boolean => {
      const own = typeof place === 'string' ? place : openRecordsId('person-1', place);
      return at(
        document(saidBy('person-1', { deviceId: `made-up-${place}` }), { id: own, _id: own, key: own }),
      ).ok;
    };
    expect(Array.from({ length: 40 }, (_none, place) => told(place)).filter((ok) => ok)).toHaveLength(
      MOST_PLACES,
    );
    expect(told('open-anything')).toBe(false);
    for (const deviceId of ['device-1', '01JD4X9T5QK8V7W2M3N4P5R6S7', '']) {
      expect(new Set(placesOf(deviceId)).size).toBe(MOST_PLACES);
      for (const place of placesOf(deviceId)) expect(told(place)).toBe(true);
    }
  });

  it('is taken away by whom it is about alone, as nothing else of the settings is', () => {
    const gone = { _id: id, _deleted: true };
    expect(at(gone, document())).toEqual({ ok: true });
    expect(at(gone, document(), 'person-2')).toMatchObject({ reason: 'role.delete' });
    expect(at(gone, document(), 'person-1', [])).toMatchObject({ reason: 'role.delete' });
    expect(at({ ...gone, more: 'x'.repeat(3_000_000) }, document())).toMatchObject({ reason: 'role.delete' });
    expect(at({ ...document(), _deleted: true }, document())).toEqual({ ok: true });
    const chosen = { ...document(), _id: 'personal-1', id: 'personal-1' };
    expect(at({ _id: 'personal-1', _deleted: true }, chosen)).toMatchObject({ reason: 'role.delete' });
    expect(at(document(), gone)).toEqual({ ok: true });
  });

  it('is nobody else’s to tell, nor anybody’s without a role', () => {
    expect(at(document(), null, 'person-2')).toMatchObject({ code: 'forbidden', reason: 'history.author' });
    expect(at(document(), document(), 'person-2', ['administrator'])).toMatchObject({ code: 'forbidden' });
    expect(at(document(), null, 'person-1', [])).toMatchObject({ code: 'forbidden' });
  });
});
