import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { settingValueSchema } from '#domain/records/settings.ts';
import { DEFAULT_SETTINGS, incidentSettings } from '#domain/settings/defaults.ts';

it('options that were stored while nothing closed incidents close none', () => {
  const { autoCloseAfterBusinessDays: _, ...older } = DEFAULT_SETTINGS['incident-options'];
  expect(settingValueSchema.safeParse(older).success).toBe(true);
  expect(incidentSettings([older as never]).options.autoCloseAfterBusinessDays).toBe(0);
  expect(incidentSettings([]).options.autoCloseAfterBusinessDays).toBe(5);
});

/** Names of all values in a setting, of lists those of their first member. */
const namesIn = (value: unknown): readonly string[] => {
  if (Array.isArray(value)) return namesIn(value[0]);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, part]) => [name, ...namesIn(part)]);
};

it('every setting is read by something that is not its own page or definition', () => {
  const root = join(import.meta.dirname, '..', '..', '..', '..');
  const own = /^(domain\/(records\/settings|settings\/defaults)\.ts|renderer\/features\/settings\/)/;
  const files = ['domain', 'main', 'renderer'].flatMap((room) =>
    readdirSync(join(root, room), { recursive: true, encoding: 'utf8' }).map((file) => `${room}/${file}`),
  );
  const sources = files
    .filter((file) => /\.tsx?$/.test(file) && !own.test(file))
    .map((file) => readFileSync(join(root, file), 'utf8'));
  const names = Object.values(DEFAULT_SETTINGS)
    .flatMap(namesIn)
    .filter((name) => name !== 'key' && !/^\d$/.test(name));
  expect(names.length).toBeGreaterThan(10);
  const unread = names.filter(
    (name) => !sources.some((source) => new RegExp(`[.{ ]${name}\\b`).test(source)),
  );
  expect(unread).toEqual([]);
});
