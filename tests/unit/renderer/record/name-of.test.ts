import { beforeAll, expect, it } from 'vitest';
import { setupTexts } from '#renderer/shared/i18n/i18n.ts';
import { nameOf } from '#renderer/shared/records/name-of.ts';

beforeAll(setupTexts);

it('what every object answers to is nobody: unknown, as any other id without a name', () => {
  const unknown = nameOf({}, 'person-nowhere');
  for (const id of ['constructor', 'toString', '__proto__', 'constructor.name']) {
    expect(nameOf({ 'person-1': 'Ada' }, id)).toBe(unknown);
  }
  expect(nameOf({ 'person-1': 'Ada' }, 'person-1')).toBe('Ada');
});
