import { isPlainText } from '../column-text.ts';
import type { SqlValue } from '../driver.ts';
import { anyOf, atLeast, type Condition, exactly, MAYBE } from './condition.ts';

/**
 * Operators on a path without a column: conditions on the JSON text that leave out documents which can't match, so that
 * fewer are parsed. An array anywhere on the path always passes (mingo looks into arrays); only $exists on a top-level
 * field is exact.
 */
export function jsonOperator(path: string, operator: string, operand: unknown): Condition {
  const place = jsonPlace(path);
  if (place === undefined) return MAYBE;
  switch (operator) {
    case '$eq':
      return withArrays(place, equals(place, operand));
    case '$gt':
    case '$gte':
      return withArrays(place, compared(place, '>=', operand));
    case '$lt':
    case '$lte':
      return withArrays(place, compared(place, '<=', operand));
    case '$in':
      if (!Array.isArray(operand) || operand.length > INLINE_LIST_LENGTH) return MAYBE;
      return withArrays(place, anyOf(operand.map((item) => equals(place, item))));
    case '$exists':
      return exists(place, Boolean(operand));
    case '$size':
    case '$elemMatch':
      return anyOf(place.arrays);
    case '$regex':
      return withArrays(place, atLeast(`${place.type} = 'text'`));
    default:
      return MAYBE;
  }
}

const INLINE_LIST_LENGTH = 50;
/** Each part is looked at for an array. */
const MAX_PARTS = 30;

type JsonPlace = {
  readonly value: string;
  readonly type: string;
  readonly nested: boolean;
  /** One for each step of the path: an array stands there. */
  readonly arrays: readonly Condition[];
};

/** Undefined for paths that mean something of their own in mingo or SQLite: array indexes, prototype names, odd keys. */
function jsonPlace(path: string): JsonPlace | undefined {
  const parts = path.split('.');
  if (parts.length > MAX_PARTS) return undefined;
  if (!parts.every((part) => /^[A-Za-z_][\w-]*$/.test(part) && !(part in Object.prototype))) return undefined;
  const literal = (count: number): string =>
    `'$${parts
      .slice(0, count)
      .map((part) => `."${part}"`)
      .join('')}'`;
  const whole = literal(parts.length);
  return {
    value: `json_extract(data, ${whole})`,
    type: `json_type(data, ${whole})`,
    nested: parts.length > 1,
    arrays: parts.map((_, i) => atLeast(`json_type(data, ${literal(i + 1)}) = 'array'`)),
  };
}

function withArrays(place: JsonPlace, condition: Condition): Condition {
  const widened = anyOf([condition, ...place.arrays]);
  return { ...widened, exact: false };
}

function equals(place: JsonPlace, operand: unknown): Condition {
  if (operand === null || operand === undefined) return atLeast(`coalesce(${place.type}, 'null') = 'null'`);
  if (typeof operand === 'string')
    return isStorable(operand) ? atLeast(`${place.value} = ?`, [operand]) : MAYBE;
  if (typeof operand === 'boolean') return atLeast(`${place.type} = '${operand}'`);
  if (typeof operand === 'number') return near(place, operand);
  return MAYBE;
}

function compared(place: JsonPlace, sign: '>=' | '<=', operand: unknown): Condition {
  if (typeof operand === 'string') {
    if (!isPlainText(operand)) return MAYBE;
    return atLeast(`${place.type} = 'text' AND ${place.value} ${sign} ?`, [operand]);
  }
  if (typeof operand === 'number' && Number.isFinite(operand)) {
    const widened = sign === '>=' ? operand - slack(operand) : operand + slack(operand);
    return atLeast(`${place.type} IN ('integer', 'real') AND ${place.value} ${sign} ?`, [widened]);
  }
  return MAYBE;
}

/** SQLite reads a fraction from JSON with an error in the last digits; JavaScript does not. */
function slack(value: number): number {
  return Math.abs(value) * 1e-12 + Number.MIN_VALUE;
}

function near(place: JsonPlace, value: number): Condition {
  if (!Number.isFinite(value)) return MAYBE;
  const bounds: SqlValue[] = [value - slack(value), value + slack(value)];
  return atLeast(`${place.type} IN ('integer', 'real') AND ${place.value} BETWEEN ? AND ?`, bounds);
}

/** A string that reaches SQLite unchanged: no U+0000, no half of a surrogate pair. */
function isStorable(text: string): boolean {
  return !text.includes('\u0000') && !/\p{Cs}/u.test(text);
}

function exists(place: JsonPlace, wanted: boolean): Condition {
  const sql = `${place.type} IS ${wanted ? 'NOT NULL' : 'NULL'}`;
  return place.nested ? withArrays(place, atLeast(sql)) : exactly(sql);
}
