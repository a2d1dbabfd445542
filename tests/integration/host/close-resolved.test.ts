import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Incident } from '#domain/fields/tickets.ts';
import { newRecordBase } from '#domain/journal/journal.ts';
import { DEFAULT_SETTINGS } from '#domain/settings/defaults.ts';
import { closeResolved } from '#main/host/features/incidents/close-resolved.ts';
import { eventLog, type ImportBench, openImportBench } from '../import/import-host.ts';

let bench: ImportBench;
beforeEach(async () => {
  bench = await openImportBench();
  // One of its incidents was resolved months ago and never closed, the other one is new.
  await bench.run([await bench.file('log.csv', eventLog())], { format: 'servicenow-incidents' });
});
afterEach(() => bench.close());

const states = async () => (await bench.all('tickets')).map(({ state }) => state).sort();
const setDays = async (days: number) => {
  const { records, env, settings } = bench.host.context;
  const value = { ...DEFAULT_SETTINGS['incident-options'], autoCloseAfterBusinessDays: days };
  const base = newRecordBase(env(), { id: value.key });
  await records.putAll('settings', [{ ...base, key: value.key, version: 1, value }]);
  await expect.poll(() => settings.incident().options.autoCloseAfterBusinessDays).toBe(days);
};

it('incidents that were resolved long enough ago are closed, once, and say why', async () => {
  expect(await states()).toEqual(['new', 'resolved']);
  expect(await closeResolved(bench.host.context)).toBe(1);
  expect(await states()).toEqual(['closed', 'new']);
  const ticket = (await bench.all('tickets')).find(({ state }) => state === 'closed') as Incident;
  expect(ticket.closedAt).not.toBeNull();
  expect(ticket.active).toBe(false);
  expect(ticket.journal.at(-1)).toMatchObject({
    origin: 'effect',
    text: expect.stringContaining('closed_after'),
  });
  expect(await closeResolved(bench.host.context)).toBe(0);
});

it('two consoles that close one apart from each other write the same entry', async () => {
  const closing = async () => {
    await closeResolved(bench.host.context);
    return (await bench.all('tickets')).find(({ state }) => state === 'closed')?.journal.at(-1)?.id;
  };
  const here = await closing();
  await bench.close();
  bench = await openImportBench();
  await bench.run([await bench.file('log.csv', eventLog())], { format: 'servicenow-incidents' });
  expect(here).toMatch(/^closed-/);
  expect(await closing()).toBe(here);
});

it('none is closed where the settings say never, or a longer time', async () => {
  await setDays(0);
  expect(await closeResolved(bench.host.context)).toBe(0);
  await setDays(250);
  expect(await closeResolved(bench.host.context)).toBe(0);
  expect(await states()).toEqual(['new', 'resolved']);
});
