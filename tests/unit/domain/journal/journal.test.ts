import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyChanges, diff, entry, newRecordBase } from '#domain/journal/journal.ts';
import { sameValue } from '#domain/records/json.ts';
import { envOf } from '../env.ts';

const record = () => ({ ...newRecordBase(envOf()), title: 'Printer', tags: ['a'], extra: { b: 1, a: 2 } });

describe('journal', () => {
  it('names who, when, from where', () => {
    expect(entry(envOf(), 'work_note', { text: 'looked at it', minutes: 5 })).toMatchObject({
      at: '2026-11-20T09:00:00.000Z',
      by: 'person-1',
      device: 'device-1',
      origin: 'console',
      kind: 'work_note',
      changes: [],
      text: 'looked at it',
      minutes: 5,
      effectId: null,
    });
  });

  it('lists only fields that differ', () => {
    const before = record();
    const after = { ...before, title: 'Scanner', tags: ['a'], extra: { a: 2, b: 1 } };
    expect(diff(before, after, ['title', 'tags', 'extra'])).toEqual([
      { field: 'title', from: 'Printer', to: 'Scanner' },
    ]);
  });

  it('appends one entry with from and to', () => {
    const later = envOf(['service-desk'], '2026-11-20T10:00:00.000Z');
    const after = applyChanges(record(), { title: 'Scanner', tags: ['b'] }, later, { origin: 'import' });
    expect(after.updatedAt).toBe('2026-11-20T10:00:00.000Z');
    expect(after.journal).toHaveLength(1);
    expect(after.journal[0]).toMatchObject({
      kind: 'changed',
      origin: 'import',
      changes: [
        { field: 'title', from: 'Printer', to: 'Scanner' },
        { field: 'tags', from: ['a'], to: ['b'] },
      ],
    });
  });

  it('returns the same object when nothing changed', () => {
    const before = record();
    expect(applyChanges(before, { title: 'Printer', tags: ['a'] }, envOf())).toBe(before);
  });

  it('compares any JSON value as its text would after a round trip', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (left, right) => {
        const copy: unknown = JSON.parse(JSON.stringify(left));
        // JSON has no negative zero, so the round trip may turn -0 into 0; sameValue holds the two equal too.
        expect(sameValue(left, copy)).toBe(true);
        expect(sameValue(left, right)).toBe(sameValue(right, left));
      }),
    );
  });
});
