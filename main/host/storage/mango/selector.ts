import type { TrustedColumn } from '../columns.ts';
import { columnOperator } from './column-operators.ts';
import { allOf, anyOf, type Condition, MAYBE, noneOf } from './condition.ts';
import { jsonOperator } from './json-operators.ts';

/** Finds the trusted column of a path. */
export type ColumnLookup = (path: string) => TrustedColumn | undefined;

/**
 * The SQL condition of a Mango selector. Whatever has no translation becomes "maybe", never an error: RxDB's
 * matcher is built from the same selector and has the last word, on what is wrong with it too. `readsJson`: whether SQLite may look into the
 * documents, which fails where one is nested deeper than it reads.
 */
export function selectorCondition(selector: unknown, columnOf: ColumnLookup, readsJson = true): Condition {
  if (!isPlainObject(selector)) return MAYBE;
  return allOf(
    Object.entries(selector).map(([field, expression]) => {
      switch (field) {
        case '$and':
          return allOf(branches(expression, columnOf, readsJson));
        case '$or':
          return anyOf(branches(expression, columnOf, readsJson));
        case '$nor':
          return noneOf(anyOf(branches(expression, columnOf, readsJson)));
        default:
          return field.startsWith('$') ? MAYBE : fieldCondition(field, expression, columnOf, readsJson);
      }
    }),
  );
}

function branches(expression: unknown, columnOf: ColumnLookup, readsJson: boolean): Condition[] {
  if (!Array.isArray(expression)) return [MAYBE];
  return expression.map((branch) => selectorCondition(branch, columnOf, readsJson));
}

function fieldCondition(
  field: string,
  expression: unknown,
  columnOf: ColumnLookup,
  readsJson: boolean,
): Condition {
  const operators = operatorsOf(expression);
  if (operators === undefined) return MAYBE;
  const column = columnOf(field);
  return allOf(
    Object.entries(operators).map(([operator, operand]) => {
      if (operator === '$not') return noneOf(fieldCondition(field, operand, columnOf, readsJson));
      if (column !== undefined) return columnOperator(column, operator, operand);
      return readsJson ? jsonOperator(field, operator, operand) : MAYBE;
    }),
  );
}

/** What mingo makes of a field's expression: a bare value is $eq, a bare pattern $regex; $options belong to $regex. */
function operatorsOf(expression: unknown): Readonly<Record<string, unknown>> | undefined {
  if (expression instanceof RegExp) return { $regex: expression };
  if (!isPlainObject(expression)) {
    return typeof expression === 'object' && expression !== null && !Array.isArray(expression)
      ? undefined
      : { $eq: expression };
  }
  if (!Object.keys(expression).some((key) => /^\$[a-zA-Z0-9_]+$/.test(key))) return { $eq: expression };
  if (!('$regex' in expression)) return expression;
  const { $options, $regex, ...others } = expression;
  return { ...others, $regex: pattern($regex, $options) };
}

/** Undefined when it is no valid pattern; the matcher then reports it. */
function pattern(source: unknown, flags: unknown): RegExp | undefined {
  try {
    return new RegExp(source as string | RegExp, flags as string | undefined);
  } catch {
    return undefined;
  }
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
