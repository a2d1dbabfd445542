import { describe, expect, it } from 'vitest';
import { append, applyChanges, entry, newRecordBase } from '#domain/journal/journal.ts';
import type { Role } from '#domain/records/common.ts';
import type { Setting } from '#domain/records/settings.ts';
import { DEFAULT_SETTINGS } from '#domain/settings/defaults.ts';
import { dismissalId, dismissalValue, subjectOfKey } from '#domain/trends/dismissal-document.ts';
import { envOf } from '../env.ts';
import { write as writeAs } from '../permissions/writes.ts';

const env = envOf();
const subject = { dimension: 'model', value: 'WD22TB4', within: null } as const;
const dismissal = { ...subject, reason: 'A rollout', at: env.now, by: 'person-1', countAtDismissal: 7 };
const document = (id: string, value: Setting['value']): Setting =>
  append({ ...newRecordBase(env, { id }), key: id, version: 1, value }, entry(env, 'created'));
const kept = (value = dismissalValue(dismissal)): Setting => document(dismissalId(value), value);
const write = (before: Setting | null, after: Setting, role: Role) =>
  writeAs('settings', before, after, [role]);

describe('dismissals among the settings', () => {
  it('have an id a person and subject', () => {
    const ids = [
      dismissal,
      { ...dismissal, by: 'person-2' },
      { ...dismissal, dimension: 'ci' as const },
      { ...dismissal, within: 'Hardware' },
    ].map(dismissalId);
    expect(new Set(ids).size).toBe(4);
    expect(dismissalId({ ...dismissal, by: 'person-1' })).toBe(ids[0]);
  });

  it.each<[Role, boolean]>([
    ['problem-manager', true],
    ['team-lead', true],
    ['administrator', true],
    ['service-desk', false],
    ['field', false],
    ['change-manager', false],
  ])('are written by a %s: %s, made and changed', (role, accepted) => {
    const first = kept();
    expect(write(null, first, role).ok).toBe(accepted);
    const value = { ...dismissalValue(dismissal), withdrawn: true } as const;
    const taken: Setting = applyChanges(first, { value }, env);
    expect(write(first, taken, role).ok).toBe(accepted);
  });

  it('are said by who writes them, and are whole', () => {
    const other = dismissalValue({ ...dismissal, by: 'person-2' });
    expect(write(null, kept(other), 'problem-manager')).toMatchObject({ reason: 'history.author' });
    const broken = { ...dismissalValue(dismissal), countAtDismissal: 'many' } as never;
    expect(write(null, kept(broken), 'problem-manager')).toMatchObject({ reason: 'field.wrong_kind' });
  });

  it('open no other settings to who may write them', () => {
    const categories = document('categories', DEFAULT_SETTINGS.categories);
    expect(write(null, categories, 'problem-manager')).toMatchObject({ code: 'forbidden' });
    expect(write(categories, { ...categories, version: 2 }, 'problem-manager')).toMatchObject({
      code: 'forbidden',
    });
    const replaced = { ...categories, value: dismissalValue(dismissal) };
    expect(write(categories, replaced, 'problem-manager')).toMatchObject({ reason: 'record.field_kept' });
    expect(write(null, { ...kept(), id: 'categories', key: 'categories' }, 'problem-manager')).toMatchObject({
      reason: 'record.other_id',
    });
  });
});

describe('the key of a trend', () => {
  it.each([
    ['["model","WD22TB4","2026-11-16"]', subject],
    [
      '["subcategory","Hardware","Monitor","2026-11-16"]',
      { dimension: 'subcategory', value: 'Monitor', within: 'Hardware' },
    ],
    ['["colour","red","2026-11-16"]', null],
    ['["model"]', null],
    ['{"dimension":"model"}', null],
    ['not JSON', null],
  ])('%s is about %j', (key, expected) => {
    expect(subjectOfKey(key)).toEqual(expected);
  });
});
