import { toColumnText } from '../column-text.ts';
import type { ColumnType, TrustedColumn } from '../columns.ts';
import type { SqlValue } from '../driver.ts';
import { ALWAYS, anyOf, atLeast, type Condition, exactly, MAYBE, NEVER, noneOf } from './condition.ts';

/**
 * Operators on a path that has a trusted column: the value is a text, number or boolean as the column says, null or not there.
 * Each rule is mingo's for such values; see tests/conformance, which compares them.
 */
export function columnOperator(column: TrustedColumn, operator: string, operand: unknown): Condition {
  switch (operator) {
    case '$eq':
      return equals(column, operand);
    case '$ne':
      if (operand === null) return present(column);
      return noneOf(equals(column, operand));
    case '$gt':
      return compared(column, '>', operand);
    case '$gte':
      return compared(column, '>=', operand);
    case '$lt':
      return compared(column, '<', operand);
    case '$lte':
      return compared(column, '<=', operand);
    case '$in':
      return oneOf(column, operand);
    case '$nin':
      return noneOf(oneOf(column, operand));
    case '$exists':
      return exists(column, Boolean(operand));
    case '$size':
    case '$elemMatch':
      // The column holds no arrays; mingo still checks the operand, so errors come from its matcher.
      return NEVER;
    case '$regex':
      return column.type === 'text' ? regex(column, operand) : NEVER;
    default:
      return MAYBE;
  }
}

/** Neither null nor absent. */
function present(column: TrustedColumn): Condition {
  return column.nulls || column.absents ? exactly(`${quoted(column)} IS NOT NULL`) : ALWAYS;
}

/** Null or absent; written so that SQLite can use an index. */
function missing(column: TrustedColumn): Condition {
  return column.nulls || column.absents ? exactly(`${quoted(column)} IS NULL`) : NEVER;
}

/** Null exists, absent doesn't. */
function exists(column: TrustedColumn, wanted: boolean): Condition {
  if (!column.absents) return wanted ? ALWAYS : NEVER;
  if (!column.nulls) return wanted ? present(column) : missing(column);
  return wanted ? MAYBE : atLeast(`${quoted(column)} IS NULL`);
}

/** mingo: null is as great as null, and neither against absent nor against anything else. */
function comparedWithNull(column: TrustedColumn, sign: string): Condition {
  if (!column.nulls || !sign.endsWith('=')) return NEVER;
  const isNull = `${quoted(column)} IS NULL`;
  return column.absents ? atLeast(isNull) : exactly(isNull);
}

function equals(column: TrustedColumn, operand: unknown): Condition {
  if (operand === null || operand === undefined) return missing(column);
  const value = columnValue(column.type, operand);
  if (value !== undefined) return exactly(`${quoted(column)} = ?`, [value]);
  return isComparable(operand) ? NEVER : MAYBE;
}

function compared(column: TrustedColumn, sign: string, operand: unknown): Condition {
  if (operand === undefined) return MAYBE;
  if (operand === null) return comparedWithNull(column, sign);
  const value = columnValue(column.type, operand);
  if (value !== undefined) return exactly(`${quoted(column)} ${sign} ?`, [value]);
  return isComparable(operand) ? NEVER : MAYBE;
}

/** Longer lists go in as one JSON parameter; text only, as SQLite doesn't read every number as JavaScript does. */
const INLINE_LIST_LENGTH = 200;

function oneOf(column: TrustedColumn, operand: unknown): Condition {
  if (!Array.isArray(operand) || !operand.every((item) => item === undefined || isComparable(item)))
    return MAYBE;
  const values = operand
    .map((item) => (item === null || item === undefined ? undefined : columnValue(column.type, item)))
    .filter((value) => value !== undefined);
  const orMissing = operand.includes(null) ? missing(column) : NEVER;
  const listed =
    values.length === 0
      ? NEVER
      : values.length <= INLINE_LIST_LENGTH
        ? exactly(`${quoted(column)} IN (${values.map(() => '?').join(', ')})`, values)
        : column.type === 'text'
          ? exactly(`${quoted(column)} IN (SELECT value FROM json_each(?))`, [JSON.stringify(values)])
          : MAYBE;
  if (orMissing === NEVER) return listed;
  if (listed === NEVER) return orMissing;
  if (listed === MAYBE) return MAYBE;
  return anyOf([listed, orMissing]);
}

/** `^literal` becomes a range on the column; the rest is the matcher's. */
function regex(column: TrustedColumn, operand: unknown): Condition {
  const name = quoted(column);
  if (operand instanceof RegExp && operand.flags === '') {
    const prefix = /^\^([\w \-/@]+)/.exec(operand.source)?.[1] ?? '';
    const after = operand.source.charAt(prefix.length + 1);
    // A quantifier after the prefix applies to its last character; an alternative escapes the anchor.
    const sure = /[?*+{]/.test(after) ? prefix.slice(0, -1) : prefix;
    if (sure !== '' && !operand.source.includes('|')) {
      const last = sure.charCodeAt(sure.length - 1);
      return atLeast(`${name} >= ? AND ${name} < ?`, [
        sure,
        sure.slice(0, -1) + String.fromCharCode(last + 1),
      ]);
    }
  }
  return atLeast(`${name} IS NOT NULL`);
}

/** The operand as the column would hold it; undefined when it is of another type. */
function columnValue(type: ColumnType, operand: unknown): SqlValue | undefined {
  switch (type) {
    case 'text':
      return typeof operand === 'string' ? toColumnText(operand) : undefined;
    case 'number':
      return typeof operand === 'number' && Number.isFinite(operand) ? operand : undefined;
    case 'boolean':
      return typeof operand === 'boolean' ? Number(operand) : undefined;
    case 'list':
      return undefined;
  }
}

/** Plain data, of which mingo says by its type alone that it neither equals nor is ordered against another type. */
function isComparable(operand: unknown): boolean {
  if (typeof operand === 'number') return Number.isFinite(operand);
  if (operand === null || typeof operand === 'string' || typeof operand === 'boolean') return true;
  return Array.isArray(operand) || Object.getPrototypeOf(operand) === Object.prototype;
}

function quoted(column: TrustedColumn): string {
  return `"${column.name}"`;
}
