import { describe, expect, it } from 'vitest';
import { changeLines, type FieldWords, valueWords } from '#renderer/shared/journal/journal-model.ts';

const words: FieldWords = {
  label: (field) => ({ status: 'Status', supplier: 'Supplier', userId: 'User' })[field] ?? null,
  value: (field, value) => (field === 'status' && value === 'stored' ? 'In store' : null),
  isHidden: (field) => field === 'active',
  parts: (count) => `${count} entries`,
};
const names = { 'person-1': 'Ana Conrad' };

describe('a change in the history', () => {
  it('names people and codes', () => {
    expect(changeLines({ field: 'userId', from: 'person-1', to: null }, names, words)).toEqual([
      { field: 'User', from: 'Ana Conrad', to: null },
    ]);
    expect(valueWords('status', 'stored', names, words)).toBe('In store');
  });

  it('shows of an object only the keys that differ', () => {
    expect(
      changeLines(
        { field: 'commercial', from: { supplier: 'A', price: 1 }, to: { supplier: 'B', price: 1 } },
        names,
        words,
      ),
    ).toEqual([{ field: 'Supplier', from: 'A', to: 'B' }]);
  });

  it('counts the parts of a list of records', () => {
    expect(valueWords('devices', [{ id: '1' }, { id: '2' }], names, words)).toBe('2 entries');
  });

  it('leaves out hidden fields and changes from nothing to nothing', () => {
    expect(changeLines({ field: 'active', from: true, to: false }, names, words)).toEqual([]);
    expect(changeLines({ field: 'notes', from: '', to: null }, names, words)).toEqual([]);
  });
});
