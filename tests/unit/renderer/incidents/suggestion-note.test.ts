import { expect, it } from 'vitest';
import type { QueryOutput } from '#contracts/registry.ts';
import { suggestionNote } from '#renderer/features/incidents/new/use-suggestions.ts';

type Data = QueryOutput<'incidents.suggest'>;
const found = (similar: number): Data => ({
  knowledge: [],
  similar: Array.from({ length: similar }, () => ({})) as unknown as Data['similar'],
});

// The card of known errors is never empty: beside similar tickets it stood without a word.
it.each([
  ['before anything is typed', undefined, 0, 'waiting'],
  ['where nothing is found', found(0), 0, 'nothing'],
  ['where there are similar tickets alone', found(2), 0, 'noEntry'],
  ['where an entry stands', found(2), 1, null],
] as const)('%s the card of known errors says so', (_when, data, entries, note) => {
  expect(suggestionNote(data, entries)).toBe(note);
});
