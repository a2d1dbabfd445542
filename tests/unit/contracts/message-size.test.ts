import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PART_BYTES } from '#contracts/attachments.ts';
import {
  MAX_MESSAGE_DEPTH,
  MAX_MESSAGE_LENGTH,
  MAX_MESSAGE_VALUES,
  messageFault,
} from '#contracts/message-size.ts';

const nested = (levels: number): unknown => {
  let value: unknown = 1;
  for (let at = 0; at < levels; at += 1) value = at % 2 === 0 ? [value] : { a: value };
  return value;
};

/** Two to the power of `levels` values in as many objects. */
const shared = (levels: number): unknown => {
  let value: unknown = 'x';
  for (let at = 0; at < levels; at += 1) value = [value, value];
  return value;
};

const circle: { self?: unknown } = {};
circle.self = circle;

describe('a message', () => {
  test.each<[string, unknown, string | null]>([
    ['small', { t: 'call', input: { title: 'x', list: [1, null, true, undefined] } }, null],
    ['as deep as allowed', nested(MAX_MESSAGE_DEPTH), null],
    ['deeper', nested(MAX_MESSAGE_DEPTH + 1), 'call.too_deep'],
    ['round in a circle', circle, 'call.too_deep'],
    ['long', 'x'.repeat(MAX_MESSAGE_LENGTH), 'call.too_large'],
    ['long in its keys', { ['x'.repeat(MAX_MESSAGE_LENGTH)]: 1 }, 'call.too_large'],
    ['many values', Array.from({ length: MAX_MESSAGE_VALUES }, () => 1), 'call.too_many_values'],
    [
      'many keys',
      Object.fromEntries(Array.from({ length: MAX_MESSAGE_VALUES }, (_, at) => [at, 1])),
      'call.too_many_values',
    ],
    ['a list of four billion holes', new Array(2 ** 32 - 1), 'call.too_many_values'],
    ['shared things, few', shared(10), null],
    ['shared things, a billion times', shared(60), 'call.too_many_values'],
    ['a number without JSON', { big: 10n }, 'call.malformed'],
    ['a part of a file', { bytes: new ArrayBuffer(PART_BYTES) }, null],
    ['many bytes', { bytes: new ArrayBuffer(MAX_MESSAGE_LENGTH) }, 'call.too_large'],
    ['bytes that others may change', new SharedArrayBuffer(8), 'call.malformed'],
    ['bytes with a kind', new Uint8Array(8), 'call.malformed'],
    ['a date', new Date(0), 'call.malformed'],
    ['a map', new Map([[1, 2]]), 'call.malformed'],
    ['a function', { run: () => 1 }, 'call.malformed'],
  ])('that is %s', (_name, message, reason) => {
    expect(messageFault(message)?.reason ?? null).toBe(reason);
  });

  test('is taken as it comes through a port, whatever it holds of JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 20 }), (value) => {
        expect(messageFault(structuredClone(value))).toBeNull();
      }),
    );
  });
});
