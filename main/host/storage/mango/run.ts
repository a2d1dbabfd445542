import {
  type FilledMangoQuery,
  getQueryMatcher,
  getSortComparator,
  type RxDocumentData,
  type RxJsonSchema,
} from 'rxdb';
import type { Connection, SqlParams } from '../driver.ts';
import { visitDocuments } from '../stored-documents.ts';
import { rowsViewOf } from '../table-parts.ts';
import type { CollectionTable } from '../table-types.ts';
import type { Condition } from './condition.ts';
import { selectorCondition } from './selector.ts';

type Matcher<T> = (document: RxDocumentData<T>) => boolean;

/** How a query will be answered; for tests that look at SQLite's own plan as well. */
export type QueryPlan = {
  readonly condition: Condition;
  /** Undefined when the order can't be made in SQL. */
  readonly order: string | undefined;
};

export function planQuery<T>(
  table: CollectionTable,
  query: FilledMangoQuery<T>,
  readsJson = true,
): QueryPlan {
  return {
    condition: selectorCondition(query.selector, table.trusted, readsJson),
    order: orderOf(table, query),
  };
}

/** SQLite reads JSON nested up to 1,000 deep. Where a document is deeper, its error is the same as for damage, which would have been set aside before. */
function withoutJson<T>(answer: (readsJson: boolean) => T): T {
  try {
    return answer(true);
  } catch (error) {
    if (!(error instanceof Error && /malformed JSON/.test(error.message))) throw error;
    return answer(false);
  }
}

const planned = (plan: QueryPlan): string =>
  `WHERE ${plan.condition.sql}${plan.order === undefined ? '' : ` ORDER BY ${plan.order}`}`;

/** The statement for a plan without paging, and its parameters; for tests that look at SQLite's plan. */
export function planSql(
  table: CollectionTable,
  plan: QueryPlan,
): { readonly sql: string; readonly params: SqlParams } {
  return {
    sql: `SELECT data FROM ${rowsViewOf(table.name)} ${planned(plan)}`,
    params: plan.condition.params,
  };
}

/** The documents of a query, in order, with skip and limit: the same as RxDB's matcher and comparator would give. */
export function findDocuments<T>(
  connection: Connection,
  table: CollectionTable,
  schema: RxJsonSchema<RxDocumentData<T>>,
  query: FilledMangoQuery<T>,
): RxDocumentData<T>[] {
  // Built even when not needed: it is what refuses a malformed selector.
  const matches: Matcher<T> = getQueryMatcher(schema, query);
  const limit = typeof query.limit === 'number' ? query.limit : Number.POSITIVE_INFINITY;
  if (limit <= 0) return [];
  return withoutJson((readsJson) =>
    foundBy(connection, table, schema, query, planQuery(table, query, readsJson), matches),
  );
}

function foundBy<T>(
  connection: Connection,
  table: CollectionTable,
  schema: RxJsonSchema<RxDocumentData<T>>,
  query: FilledMangoQuery<T>,
  plan: QueryPlan,
  matches: Matcher<T>,
): RxDocumentData<T>[] {
  const skip = query.skip ?? 0;
  const limit = typeof query.limit === 'number' ? query.limit : Number.POSITIVE_INFINITY;
  if (plan.order === undefined) {
    // mingo's order of arrays against scalars is not transitive: the outcome depends on where the sort starts.
    const byKey: QueryPlan = { ...plan, order: 'id' };
    const found = read<T>(connection, table, byKey, plan.condition.exact ? undefined : matches);
    return found.sort(getSortComparator(schema, query)).slice(skip, skip + limit);
  }
  if (plan.condition.exact) return read<T>(connection, table, plan, undefined, limit, skip);
  if (limit === Number.POSITIVE_INFINITY) return read<T>(connection, table, plan, matches).slice(skip);
  return readUntilEnough(connection, table, plan, matches, skip + limit).slice(skip, skip + limit);
}

/** How many documents a query has. Skip and limit count as in findDocuments. */
export function countDocuments<T>(
  connection: Connection,
  table: CollectionTable,
  schema: RxJsonSchema<RxDocumentData<T>>,
  query: FilledMangoQuery<T>,
): number {
  const matches: Matcher<T> = getQueryMatcher(schema, query);
  const skip = query.skip ?? 0;
  const limit = typeof query.limit === 'number' ? query.limit : Number.POSITIVE_INFINITY;
  const count = withoutJson((readsJson) =>
    countBy(connection, table, planQuery(table, query, readsJson), matches),
  );
  return Math.max(0, Math.min(count - skip, limit));
}

function countBy<T>(
  connection: Connection,
  table: CollectionTable,
  { condition }: QueryPlan,
  matches: Matcher<T>,
): number {
  let count = 0;
  if (condition.exact) {
    const sql = `SELECT count(*) FROM ${rowsViewOf(table.name)} WHERE ${condition.sql}`;
    count = Number(connection.prepare(sql).get(condition.params)?.[0] ?? 0);
  } else {
    const plan: QueryPlan = { condition, order: undefined };
    const { params } = condition;
    visitDocuments({ connection, table, rest: planned(plan), params }, (document) => {
      if (matches(document)) count += 1;
    });
  }
  return count;
}

function read<T>(
  connection: Connection,
  table: CollectionTable,
  plan: QueryPlan,
  matches?: Matcher<T>,
  limit: number = Number.POSITIVE_INFINITY,
  skip = 0,
): RxDocumentData<T>[] {
  const { params } = plan.condition;
  const found: RxDocumentData<T>[] = [];
  const paged = limit !== Number.POSITIVE_INFINITY || skip > 0;
  visitDocuments(
    {
      connection,
      table,
      rest: paged ? `${planned(plan)} LIMIT ? OFFSET ?` : planned(plan),
      params: paged ? [...params, Number.isFinite(limit) ? limit : -1, skip] : params,
    },
    (document: RxDocumentData<T>) => {
      if (matches === undefined || matches(document)) found.push(document);
    },
  );
  return found;
}

const FIRST_PAGE = 100;
const PAGE_GROWTH = 4;

/** Reads in order, page by page, until `wanted` documents match; pages grow so that re-skipping stays cheap. */
function readUntilEnough<T>(
  connection: Connection,
  table: CollectionTable,
  plan: QueryPlan,
  matches: Matcher<T>,
  wanted: number,
): RxDocumentData<T>[] {
  const found: RxDocumentData<T>[] = [];
  let page = Math.max(FIRST_PAGE, wanted * 2);
  for (let offset = 0; ; offset += page, page *= PAGE_GROWTH) {
    let seen = 0;
    const rows = read<T>(
      connection,
      table,
      plan,
      (document) => {
        seen += 1;
        return matches(document);
      },
      page,
      offset,
    );
    found.push(...rows);
    if (found.length >= wanted || seen < page) return found;
  }
}

/** The ORDER BY of a query; undefined when a path has no trusted column. */
function orderOf<T>(table: CollectionTable, query: FilledMangoQuery<T>): string | undefined {
  const parts: string[] = [];
  for (const part of query.sort ?? []) {
    const [path, direction] = Object.entries(part)[0] ?? [];
    const column = path === undefined ? undefined : table.trusted(path);
    // NULL sorts lowest in SQLite as absent and null do in mingo; but there absent comes before null.
    if (column === undefined || (column.nulls && column.absents)) return undefined;
    parts.push(`"${column.name}" ${direction === 'desc' ? 'DESC' : 'ASC'}`);
  }
  return parts.join(', ');
}
