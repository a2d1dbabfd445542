import { getQueryMatcher } from 'rxdb';
import { createMatcher, type Dialect, type Test } from '#backend/selectors/matcher.ts';
import { createPatterns } from '#backend/selectors/pattern.ts';
import { isSelector, type Selector } from '#backend/selectors/without-patterns.ts';

/** Everything at a path, where lists on the way lead to something in each of their entries. */
const walk = (value: unknown, path: readonly string[]): readonly unknown[] => {
  const [key, ...rest] = path;
  if (key === undefined) return [value];
  if (isSelector(value)) return walk(value[key], rest);
  if (!Array.isArray(value)) return [];
  const atIndex = /^\d+$/.test(key) ? walk(value[Number(key)], rest) : [];
  return [...atIndex, ...value.filter(isSelector).flatMap((entry) => walk(entry, path))];
};

/** MongoDB's selectors as RxDB reads them. */
const RXDB: Dialect = {
  // RxDB's types want the collection's own; what matters here are the operators, which it checks itself.
  plain: (selector) => getQueryMatcher({} as never, { selector, sort: [], skip: 0 } as never) as Test,
  valuesAt: (document, name) =>
    walk(document, name.split('.')).flatMap((value) => (Array.isArray(value) ? [value, ...value] : [value])),
  namesFieldsWithin: false,
};

/**
 * Whether a document meets a selector, as RxDB would say, but with patterns that end.
 * @throws PatternError for a pattern that can't be used; so does the test, for one that would look at too much. What RxDB says of a bad selector
 */
export const createPatternMatcher = (selector: Selector): Test =>
  createMatcher(selector, createPatterns(), RXDB);
