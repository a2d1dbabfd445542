import { expect, it } from 'vitest';
import { diagnosisScripts } from '#backend/sample-company/diagnosis-scripts.ts';
import { isStoredScript, type StoredScript, scriptFaults } from '#domain/diagnosis/script.ts';
import { DEFAULT_SETTINGS } from '#domain/settings/defaults.ts';

const values = diagnosisScripts('2026-01-01T08:00:00.000Z').map(
  ({ value }) => value as unknown as StoredScript,
);

it('the sample company’s scripts can be run, and name categories, codes and known errors that it has', () => {
  const categories = DEFAULT_SETTINGS.categories.categories.map(({ name }) => name);
  const codes = DEFAULT_SETTINGS['closure-codes'].codes.map(({ code }) => code);
  expect(values.length).toBe(2);
  for (const value of values) {
    expect(scriptFaults(value)).toEqual([]);
    expect(isStoredScript(value)).toBe(true);
    expect(categories).toEqual(expect.arrayContaining(value.categories));
    const goals = value.steps.flatMap(({ ways }) => ways.map(({ goal }) => goal));
    expect(codes).toEqual(expect.arrayContaining(goals.flatMap(({ closureCode }) => closureCode ?? [])));
    for (const { knowledgeId } of goals) expect(knowledgeId ?? '').not.toMatch(/-000$/);
  }
});
