import type { ImportRecord } from '#domain/import/import-report.ts';
import type { ServiceNowRow } from '#domain/import/servicenow-rows.ts';
import { stableId } from '#domain/import/stable-id.ts';
import { append, entry, newRecordBase } from '#domain/journal/journal.ts';
import { lazily } from '#domain/records/lazily.ts';
import { reasoned } from '#domain/records/result.ts';
import type { Setting, SettingKey, SettingValue } from '#domain/records/settings.ts';
import { DEFAULT_SETTINGS } from '#domain/settings/defaults.ts';
import { type ImportHost, importEnv } from './import-context.ts';
import type { Workspace } from './workspace.ts';

type Extended = { readonly value: SettingValue; readonly added: readonly string[] };

const byNumberInName = lazily(() => new Intl.Collator('en', { numeric: true }).compare);

/** The settings' categories with those that the rows use added. */
const withCategories = (
  value: Extract<SettingValue, { key: 'categories' }>,
  rows: readonly ServiceNowRow[],
): Extended => {
  const known = new Map(value.categories.map(({ name, subcategories }) => [name, new Set(subcategories)]));
  const added: string[] = [];
  for (const { category, subcategory } of rows) {
    if (category === null) continue;
    const subcategories = known.get(category) ?? new Set<string>();
    if (!known.has(category)) added.push(category);
    known.set(category, subcategories);
    if (subcategory !== null && !subcategories.has(subcategory)) {
      subcategories.add(subcategory);
      added.push(`${category} / ${subcategory}`);
    }
  }
  const own = new Set(value.categories.map(({ name }) => name));
  const categories = [...known].map(([name, names]) => ({ name, subcategories: [...names] }));
  const mine = categories.filter(({ name }) => own.has(name));
  const theirs = categories
    .filter(({ name }) => !own.has(name))
    .map(({ name, subcategories }) => ({ name, subcategories: subcategories.sort(byNumberInName()) }))
    .sort((left, right) => byNumberInName()(left.name, right.name));
  return { value: { ...value, categories: [...mine, ...theirs] }, added };
};

/** The settings' closure codes with those that the rows use added. */
const withClosureCodes = (
  value: Extract<SettingValue, { key: 'closure-codes' }>,
  rows: readonly ServiceNowRow[],
): Extended => {
  const known = new Set(value.codes.map(({ code }) => code));
  const added = [...new Set(rows.flatMap(({ closedCode }) => closedCode ?? []))]
    .filter((code) => !known.has(code))
    .sort(byNumberInName());
  const codes = added.map((code) => ({ code, label: code, active: true }));
  return { value: { ...value, codes: [...value.codes, ...codes] }, added };
};

const extend = (value: SettingValue, rows: readonly ServiceNowRow[]): Extended => {
  switch (value.key) {
    case 'categories':
      return withCategories(value, rows);
    case 'closure-codes':
      return withClosureCodes(value, rows);
    default:
      return { value, added: [] };
  }
};

const NAMED: readonly SettingKey[] = ['categories', 'closure-codes'];

/** Adds the categories and closure codes that the rows use to the settings, so that they can be chosen and reported on. */
export const planSettings = async (
  rows: readonly ServiceNowRow[],
  host: ImportHost,
  workspace: Workspace,
): Promise<ImportRecord[]> => {
  const env = importEnv(host);
  const records: ImportRecord[] = [];
  for (const key of NAMED) {
    const stored = await workspace.get('settings', key);
    const { value, added } = extend(stored?.value ?? DEFAULT_SETTINGS[key], rows);
    const base = { file: rows[0]?.file ?? '', kind: 'setting' as const, id: key, label: key };
    if (added.length === 0) {
      records.push({ ...base, action: 'unchanged' });
      continue;
    }
    const before: Setting = stored ?? {
      ...newRecordBase(env, { id: key }),
      key,
      version: 0,
      value: DEFAULT_SETTINGS[key],
    };
    const changes = [{ field: 'value', from: before.value, to: value }];
    const noted = {
      ...entry(env, 'changed', { changes, origin: 'import' }),
      id: stableId(key, added.join('|')),
    };
    workspace.put('settings', append({ ...before, version: before.version + 1, value }, noted));
    records.push({
      ...base,
      action: stored === null ? 'created' : 'updated',
      why: reasoned('row.added', { count: added.length }),
      changes: added,
    });
  }
  return records;
};
