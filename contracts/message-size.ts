import { type Failure, failure } from '#domain/records/result.ts';
import { bytesIn } from './bytes.ts';

/** A message longer than this is refused before it is looked at (characters of its JSON text, without escapes, and bytes). */
export const MAX_MESSAGE_LENGTH = 4 * 1024 * 1024;
/** So many values (texts, numbers, objects, entries) a message has at most. */
export const MAX_MESSAGE_VALUES = 100_000;
/** So deep objects and lists lie in one another at most. */
export const MAX_MESSAGE_DEPTH = 64;

type Fault = 'length' | 'values' | 'depth' | 'form';

const isPlain = (value: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(value);
  // A message comes from another context, whose Object is not this one's; theirs have no prototype of their own either.
  return prototype === null || Object.getPrototypeOf(prototype) === null;
};

/**
 * Walks a message as its JSON would be written, and no further than it may be: what is named in several places counts in each, a list of a
 * billion holes by its length, and what goes round in a circle is too deep.
 */
const faultOf = (message: unknown): Fault | null => {
  let length = 0;
  let values = 0;

  const look = (value: unknown, depth: number): Fault | null => {
    values += 1;
    length += 2;
    if (values > MAX_MESSAGE_VALUES) return 'values';
    if (typeof value === 'string') length += value.length;
    else if (typeof value === 'object' && value !== null) return inside(value, depth + 1);
    else if (typeof value === 'bigint' || typeof value === 'function' || typeof value === 'symbol')
      return 'form';
    return length > MAX_MESSAGE_LENGTH ? 'length' : null;
  };

  const inside = (value: object, depth: number): Fault | null => {
    if (depth > MAX_MESSAGE_DEPTH) return 'depth';
    if (Array.isArray(value)) {
      if (value.length > MAX_MESSAGE_VALUES - values) return 'values';
      for (let at = 0; at < value.length; at += 1) {
        const fault = look(value[at], depth);
        if (fault !== null) return fault;
      }
      return null;
    }
    const bytes = bytesIn(value);
    if (bytes !== null) {
      length += bytes;
      return length > MAX_MESSAGE_LENGTH ? 'length' : null;
    }
    if (!isPlain(value)) return 'form';
    for (const key in value) {
      length += key.length + 4;
      const fault = look((value as Readonly<Record<string, unknown>>)[key], depth);
      if (fault !== null) return fault;
    }
    return null;
  };

  return look(message, 0);
};

/**
 * Why a message is not sent, or not read; null when it may be. Costs no more than reading it would, and never more than reading one of the
 * largest that are allowed: to be asked before anything is serialised, compared or parsed.
 */
export const messageFault = (message: unknown): Failure | null => {
  switch (faultOf(message)) {
    case 'length':
      return failure('message_too_large', 'call.too_large', { max: MAX_MESSAGE_LENGTH });
    case 'values':
      return failure('message_too_large', 'call.too_many_values', { max: MAX_MESSAGE_VALUES });
    case 'depth':
      return failure('message_too_large', 'call.too_deep', { max: MAX_MESSAGE_DEPTH });
    case 'form':
      return failure('malformed_message', 'call.malformed');
    case null:
      return null;
  }
};
