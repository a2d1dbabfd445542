import { beforeAll, expect, it } from 'vitest';
import { setupTexts } from '#renderer/shared/i18n/i18n.ts';
import { nameOf } from '#renderer/shared/records/name-of.ts';
import { setFirstLoad } from '#renderer/shared/sync/sync-summary.ts';

beforeAll(setupTexts);

it('what every object answers to is nobody: unknown, as any other id without a name', () => {
  const unknown = nameOf({}, 'person-nowhere');
  for (const id of ['constructor', 'toString', '__proto__', 'constructor.name']) {
    expect(nameOf({ 'person-1': 'Ada' }, id)).toBe(unknown);
  }
  expect(nameOf({ 'person-1': 'Ada' }, 'person-1')).toBe('Ada');
});

it('of who is still to come says so while the first load runs', () => {
  setFirstLoad(true);
  expect(nameOf({}, 'person-nowhere')).toBe('still loading');
  expect(nameOf({}, 'worker')).toBe('Automation');
  setFirstLoad(false);
  expect(nameOf({}, 'person-nowhere')).toBe('unknown');
});
