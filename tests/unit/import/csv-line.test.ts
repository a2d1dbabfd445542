import { expect, it } from 'vitest';
import { csvLine } from '#domain/import/csv-line.ts';

it.each([
  ...['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', ' =1', ' \n =1'],
  ...['\uFF1D1+1', '\uFF0B1', '\uFF0D1', '\uFF20SUM(A1)', '\u3000=1', '\n'],
])('%j is marked as text', (text) => {
  expect(csvLine([text]).replace(/^"/, '').startsWith("'")).toBe(true);
});

it.each(['a=b', '1-2', '', 'mail@example.org', ' a'])('%j is left as it is', (text) => {
  expect(csvLine([text])).not.toContain("'");
});

it('numbers are numbers, also below zero', () => {
  expect(csvLine([-5, 3])).toBe('-5,3\r\n');
});
