import { expect, it } from 'vitest';
import { nameIn } from '#domain/records/names.ts';

it('the name of an id is what stands there itself', () => {
  const names = { 'person-1': 'Ada' };
  expect(nameIn(names, 'person-1')).toBe('Ada');
  expect(nameIn(names, 'person-2')).toBe(null);
  expect(nameIn(names, null)).toBe(null);
  for (const id of ['constructor', 'toString', '__proto__', 'valueOf']) expect(nameIn(names, id)).toBe(null);
});
