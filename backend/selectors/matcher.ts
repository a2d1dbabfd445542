import type { Patterns } from './pattern.ts';
import { hasPatterns, isSelector, type Selector } from './without-patterns.ts';

export type Test = (document: Selector) => boolean;

/** What differs between the engines whose selectors these are. */
export type Dialect = {
  /** The engine itself, for all that has no pattern in it. */
  readonly plain: (selector: Selector) => Test;
  /** What stands at a field: one value, or several where lists are on the way. */
  readonly valuesAt: (document: Selector, name: string) => readonly unknown[];
  /** An object without operators names fields within the field (CouchDB), or is a value to compare with (MongoDB). */
  readonly namesFieldsWithin: boolean;
};

const isOperator = (key: string): boolean => key.startsWith('$');
const selectorsIn = (value: unknown): readonly Selector[] =>
  Array.isArray(value) ? value.filter(isSelector) : [];

/** Tests for `$and`, `$or` and `$nor`; undefined for another word. */
const combined = (key: string, tests: readonly Test[]): Test | undefined => {
  switch (key) {
    case '$and':
      return (document) => tests.every((test) => test(document));
    case '$or':
      return (document) => tests.some((test) => test(document));
    case '$nor':
      return (document) => !tests.some((test) => test(document));
    default:
      return undefined;
  }
};

/**
 * Whether a document meets a selector, as the engine of the dialect would say, but with patterns that end.
 * @throws PatternError for a pattern that can't be used; so does the test for one that has used up what it may. What the engine throws
 */
export const createMatcher = (selector: Selector, patterns: Patterns, dialect: Dialect): Test => {
  const { plain, valuesAt, namesFieldsWithin } = dialect;

  const all = (given: Selector): Test => {
    const tests = Object.entries(given).map(([key, value]) => condition(key, value));
    return (document) => tests.every((test) => test(document));
  };

  const condition = (key: string, value: unknown): Test => {
    if (!hasPatterns({ [key]: value })) return plain({ [key]: value });
    const whole = combined(key, selectorsIn(value).map(all));
    if (whole !== undefined) return whole;
    if (key !== '$not') return field(key, value);
    const test = all(isSelector(value) ? value : {});
    return (document) => !test(document);
  };

  const field = (name: string, expression: unknown): Test => {
    if (!isSelector(expression)) return plain({ [name]: expression });
    const keys = Object.keys(expression);
    if (!namesFieldsWithin && !keys.some(isOperator)) return plain({ [name]: expression });
    const tests = keys
      .filter((key) => key !== '$options')
      .map((key) =>
        isOperator(key) ? operator(name, key, expression) : condition(`${name}.${key}`, expression[key]),
      );
    return (document) => tests.every((test) => test(document));
  };

  const operator = (name: string, key: string, expression: Selector): Test => {
    const operand = expression[key];
    switch (key) {
      case '$regex': {
        const fits = patterns.compile(operand, expression.$options);
        return (document) =>
          valuesAt(document, name).some((value) => typeof value === 'string' && fits(value));
      }
      case '$not': {
        const test = condition(name, operand);
        return (document) => !test(document);
      }
      case '$elemMatch':
      case '$allMatch': {
        if (!hasPatterns(operand)) return plain({ [name]: { [key]: operand } });
        const test = element(operand);
        const meets = (list: unknown): boolean =>
          Array.isArray(list) &&
          list.length > 0 &&
          (key === '$elemMatch' ? list.some(test) : list.every(test));
        return (document) => valuesAt(document, name).some(meets);
      }
      default:
        return (
          combined(
            key,
            selectorsIn(operand).map((branch) => field(name, branch)),
          ) ?? plain({ [name]: { [key]: operand } })
        );
    }
  };

  /** What an entry of a list has to meet: its fields, or, for a plain value, operators on itself. */
  const element = (operand: unknown): ((value: unknown) => boolean) => {
    const given = isSelector(operand) ? operand : {};
    const onItself = field('value', given);
    const onFields = Object.keys(given).every((key) => isOperator(key) && combined(key, []) === undefined)
      ? () => false
      : all(given);
    return (value) => (isSelector(value) ? onFields(value) : onItself({ value }));
  };

  return all(selector);
};
