import type { SqlParams } from '../driver.ts';

/**
 * A SQL condition for (part of) a selector. `exact` means it holds for just the documents that match; otherwise
 * it holds for those and maybe some more, and RxDB's own matcher decides. As SQL it may be NULL, which counts as false.
 */
export type Condition = {
  readonly sql: string;
  readonly params: SqlParams;
  readonly exact: boolean;
  /** How large it is, measured by what SQLite takes. */
  readonly size: Size;
};

/** `nesting`: entries on the parser's stack; `height`: of the tree of expressions. */
type Size = { readonly nesting: number; readonly height: number };

/**
 * SQLite's parser has a stack of 100 entries (16 levels of NOT, 26 of AND), its trees of expressions a height of 1,000, and a statement 32,766
 * parameters. What would come near to one of them becomes "maybe", and RxDB's matcher decides.
 */
const MAX_NESTING = 50;
const MAX_HEIGHT = 500;
const MAX_PARAMS = 10_000;
const GROUP_NESTING = 3;
const NEGATION_NESTING = 5;

const LEAF: Size = { nesting: 0, height: 10 };

export const ALWAYS: Condition = { sql: '1', params: [], exact: true, size: LEAF };
export const NEVER: Condition = { sql: '0', params: [], exact: true, size: LEAF };
/** Nothing is known: any document may match. */
export const MAYBE: Condition = { sql: '1', params: [], exact: false, size: LEAF };

export const exactly = (sql: string, params: SqlParams = []): Condition => ({
  ...{ sql, params },
  exact: true,
  size: LEAF,
});
export const atLeast = (sql: string, params: SqlParams = []): Condition => ({
  ...{ sql, params },
  exact: false,
  size: LEAF,
});

/** The condition, or "maybe" when SQLite would not take it. */
const bounded = (condition: Condition): Condition =>
  condition.size.nesting > MAX_NESTING ||
  condition.size.height > MAX_HEIGHT ||
  condition.params.length > MAX_PARAMS
    ? MAYBE
    : condition;

/** Terms joined by one operator make a tree as high as there are terms. */
const joined = (conditions: readonly Condition[], operator: 'AND' | 'OR', exact: boolean): Condition =>
  bounded({
    sql: conditions.map((condition) => `(${condition.sql})`).join(` ${operator} `),
    params: conditions.flatMap((condition) => condition.params),
    exact,
    size: {
      nesting: Math.max(...conditions.map(({ size }) => size.nesting)) + GROUP_NESTING,
      height: Math.max(...conditions.map(({ size }) => size.height)) + conditions.length,
    },
  });

export function allOf(conditions: readonly Condition[]): Condition {
  const exact = conditions.every((condition) => condition.exact);
  const needed = conditions.filter((condition) => condition.sql !== '1');
  if (needed.length === 0) return exact ? ALWAYS : MAYBE;
  return joined(needed, 'AND', exact);
}

export function anyOf(conditions: readonly Condition[]): Condition {
  const possible = conditions.filter((condition) => condition.sql !== '0');
  if (possible.length === 0) return NEVER;
  if (possible.some((condition) => condition.sql === '1')) {
    return possible.some((condition) => condition.sql === '1' && condition.exact) ? ALWAYS : MAYBE;
  }
  return joined(
    possible,
    'OR',
    possible.every((condition) => condition.exact),
  );
}

/** The opposite. The opposite of "these and maybe more" is unknown. */
export function noneOf(condition: Condition): Condition {
  if (!condition.exact) return MAYBE;
  if (condition.sql === '1') return NEVER;
  if (condition.sql === '0') return ALWAYS;
  const { nesting, height } = condition.size;
  return bounded({
    ...exactly(`NOT coalesce(${condition.sql}, 0)`, condition.params),
    size: { nesting: nesting + NEGATION_NESTING, height: height + 2 },
  });
}
