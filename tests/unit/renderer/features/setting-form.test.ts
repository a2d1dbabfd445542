import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '#domain/settings/defaults.ts';
import { CATEGORIES_SHAPE, isBuiltLike, problemOf } from '#renderer/features/settings/setting-form.ts';
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

describe('a category being edited', () => {
  const { categories } = DEFAULT_SETTINGS;

  it('is saved as it was when nothing was typed', () => {
    expect(CATEGORIES_SHAPE.valueOf(CATEGORIES_SHAPE.formOf(categories))).toEqual(categories);
  });

  it('takes the subcategory along that is not finished', () => {
    const form = CATEGORIES_SHAPE.formOf(categories);
    const [first, ...rest] = form.categories;
    if (first === undefined) throw new Error('no categories');
    const value = CATEGORIES_SHAPE.valueOf({ ...form, categories: [{ ...first, typed: ' Dock ' }, ...rest] });
    expect(value.categories[0]).toEqual({
      name: first.name,
      subcategories: [...first.subcategories, 'Dock'],
    });
  });
});

describe('a draft of a setting', () => {
  const sample = CATEGORIES_SHAPE.formOf(DEFAULT_SETTINGS.categories);
  const row = { name: '', subcategories: [], typed: '' };

  it.each([
    ['a row that is not filled in', { ...sample, categories: [row] }, true],
    ['no rows', { ...sample, categories: [] }, true],
    ['more than is known', { ...sample, categories: [{ ...row, colour: 'red' }] }, true],
    ['a row of an older version', { ...sample, categories: [{ name: '', subcategories: [] }] }, false],
    ['a list of other things', { ...sample, categories: [{ ...row, subcategories: [1] }] }, false],
    ['no list', { ...sample, categories: null }, false],
    ['text', 'categories', false],
    ['nothing', null, false],
  ])('with %s', (_what, value, can) => {
    expect(isBuiltLike(value, sample)).toBe(can);
  });
});
