import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '#domain/settings/defaults.ts';
import { problemOf } from '#renderer/features/settings/use-setting.ts';
import { setupTexts } from '#renderer/shared/i18n/i18n.ts';

setupTexts();

describe('what keeps a setting from being saved', () => {
  it.each(Object.values(DEFAULT_SETTINGS))('is nothing in the usual one: $key', (value) => {
    expect(problemOf(value)).toBeNull();
  });

  it('is a row without a name', () => {
    const { categories } = DEFAULT_SETTINGS.categories;
    const added = [...categories, { name: '', subcategories: [] }];
    expect(problemOf({ key: 'categories', categories: added })).toBe('Fill in every name, code and label.');
  });

  it('is what the rules say', () => {
    const [code] = DEFAULT_SETTINGS['closure-codes'].codes;
    if (code === undefined) throw new Error('no codes');
    expect(problemOf({ key: 'closure-codes', codes: [code, code] })).toContain('there twice');
    expect(problemOf({ key: 'closure-codes', codes: [] })).toContain('at least one');
  });
});
