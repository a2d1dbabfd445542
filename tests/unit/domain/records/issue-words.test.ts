import { expect, test } from 'vitest';
import * as z from 'zod';
import { issueSentence } from '#cli/words.ts';
import { CONTRACTS } from '#contracts/registry.ts';
import { FOR_ISSUES, firstIssue } from '#domain/records/issue-words.ts';

const wordsOf = (schema: z.ZodType, input: unknown): string => {
  const parsed = schema.safeParse(input, FOR_ISSUES);
  if (parsed.success) throw new Error('it was taken');
  return issueSentence(firstIssue(parsed.error));
};
const of = (schema: z.ZodType) => z.strictObject({ it: schema });

test.each<[z.ZodType, unknown, string]>([
  [of(z.string()), {}, 'it: is missing'],
  [of(z.enum(['a', 'b'])), {}, 'it: is missing'],
  [of(z.union([z.literal(1), z.literal(2)])), {}, 'it: is missing'],
  [of(z.string()), { it: null }, 'it: must be a text'],
  [of(z.string().min(1)), { it: '' }, 'it: must not be empty'],
  [of(z.string().trim().min(1)), { it: ' ' }, 'it: must not be empty'],
  [of(z.string().min(10)), { it: 'x' }, 'it: must have at least 10 characters'],
  [of(z.string().max(3)), { it: 'long' }, 'it: may have at most 3 characters'],
  [of(z.string().length(3)), { it: 'x' }, 'it: must have exactly 3 characters'],
  [of(z.array(z.string()).min(1)), { it: [] }, 'it: must not be empty'],
  [of(z.array(z.string()).max(1)), { it: ['a', 'b'] }, 'it: may have at most 1 entry'],
  [of(z.array(z.string()).max(2)), { it: ['a', 'b', 'c'] }, 'it: may have at most 2 entries'],
  [of(z.array(z.string())), { it: ['a', 2] }, 'it.1: must be a text'],
  [of(z.number().min(1)), { it: -1 }, 'it: must be at least 1'],
  [of(z.number().gt(1)), { it: 1 }, 'it: must be more than 1'],
  [of(z.number().max(500)), { it: 501 }, 'it: must be at most 500'],
  [of(z.number()), { it: 'x' }, 'it: must be a number'],
  [of(z.number().int()), { it: 1.5 }, 'it: must be a whole number'],
  [of(z.boolean()), { it: 1 }, 'it: must be true or false'],
  [of(z.enum(['a', 'b'])), { it: 'c' }, 'it: must be a or b'],
  [of(z.literal(1)), { it: 2 }, 'it: must be 1'],
  [of(z.union([z.literal(1), z.literal(2)])), { it: 3 }, 'it: must be 1 or 2'],
  [of(z.union([z.string(), z.number()])), { it: true }, 'it: is none of what is allowed here'],
  [z.discriminatedUnion('t', [z.object({ t: z.literal('a') })]), { t: 'z' }, 't: must be a'],
  [of(z.iso.datetime()), { it: 'x' }, 'it: must be an instant as 2026-11-21T08:00:00Z'],
  [of(z.iso.date()), { it: 'x' }, 'it: must be a date as 2026-11-21'],
  [of(z.string().regex(/x/)), { it: 'y' }, 'it: does not have the right form'],
  [z.strictObject({}), { more: 1 }, 'unknown: more'],
  [z.strictObject({}), null, 'must be an object'],
  [z.strictObject({}), undefined, 'is missing'],
  [of(z.string().refine(() => false)), { it: '' }, 'it: is not right'],
  [
    of(z.string().refine(() => false, { params: { reason: 'value.edited_needed' } })),
    { it: '' },
    'it: an edited value is needed',
  ],
])('%# in words', (schema, input, words) => {
  expect(wordsOf(schema, input)).toBe(words);
});

test('the inputs of the console are refused in words, not in terms of the parser', () => {
  const { create } = CONTRACTS.incidents.commands;
  expect(wordsOf(create.input, {})).toBe('title: is missing');
  expect(wordsOf(create.input, { title: ' ' })).toBe('title: must not be empty');
  expect(wordsOf(create.input, { title: 'x', impact: 4 })).toBe('impact: must be 1, 2 or 3');
});
