import type { SqlParams } from '../driver.ts';

/**
 * A SQL condition for (part of) a selector. `exact` means it holds for just the documents that match; otherwise
 * it holds for those and maybe some more, and RxDB's own matcher decides. As SQL it may be NULL, which counts as false.
 */
export type Condition = { readonly sql: string; readonly params: SqlParams; readonly exact: boolean };

export const ALWAYS: Condition = { sql: '1', params: [], exact: true };
export const NEVER: Condition = { sql: '0', params: [], exact: true };
/** Nothing is known: any document may match. */
export const MAYBE: Condition = { sql: '1', params: [], exact: false };

export const exactly = (sql: string, params: SqlParams = []): Condition => ({ sql, params, exact: true });
export const atLeast = (sql: string, params: SqlParams = []): Condition => ({ sql, params, exact: false });

export function allOf(conditions: readonly Condition[]): Condition {
  const exact = conditions.every((condition) => condition.exact);
  const needed = conditions.filter((condition) => condition.sql !== '1');
  if (needed.length === 0) return exact ? ALWAYS : MAYBE;
  return {
    sql: needed.map((condition) => `(${condition.sql})`).join(' AND '),
    params: needed.flatMap((condition) => condition.params),
    exact,
  };
}

export function anyOf(conditions: readonly Condition[]): Condition {
  const possible = conditions.filter((condition) => condition.sql !== '0');
  if (possible.length === 0) return NEVER;
  if (possible.some((condition) => condition.sql === '1')) {
    return possible.some((condition) => condition.sql === '1' && condition.exact) ? ALWAYS : MAYBE;
  }
  return {
    sql: possible.map((condition) => `(${condition.sql})`).join(' OR '),
    params: possible.flatMap((condition) => condition.params),
    exact: possible.every((condition) => condition.exact),
  };
}

/** The opposite. The opposite of "these and maybe more" is unknown. */
export function noneOf(condition: Condition): Condition {
  if (!condition.exact) return MAYBE;
  if (condition.sql === '1') return NEVER;
  if (condition.sql === '0') return ALWAYS;
  return exactly(`NOT coalesce(${condition.sql}, 0)`, condition.params);
}
