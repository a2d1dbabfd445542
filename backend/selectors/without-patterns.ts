/** A Mango selector, of which nothing is known but that it is an object. */
export type Selector = Readonly<Record<string, unknown>>;

export const isSelector = (value: unknown): value is Selector =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether somewhere in it a pattern is asked for. */
export const hasPatterns = (value: unknown): boolean => {
  if (Array.isArray(value)) return value.some(hasPatterns);
  if (!isSelector(value)) return false;
  return Object.entries(value).some(([key, inner]) => key === '$regex' || hasPatterns(inner));
};

const isEmpty = (selector: Selector): boolean => Object.keys(selector).length === 0;

/** What of a condition can be asked without its patterns; undefined when nothing is left that narrows anything. */
const weaker = (key: string, value: unknown): unknown => {
  if (!hasPatterns(value)) return key === '$regex' || key === '$options' ? undefined : value;
  switch (key) {
    case '$and':
      return Array.isArray(value)
        ? value
            .filter(isSelector)
            .map(withoutPatterns)
            .filter((one) => !isEmpty(one))
        : undefined;
    case '$or': {
      const branches = Array.isArray(value) ? value.filter(isSelector).map(withoutPatterns) : [];
      return branches.length === 0 || branches.some(isEmpty) ? undefined : branches;
    }
    case '$nor':
      // Each is one more thing that must not be: without some of them there is more, never less.
      return Array.isArray(value) ? value.filter((branch) => !hasPatterns(branch)) : undefined;
    default:
      // The opposite of less is more, so nothing can be kept of what is turned round; nor of what is asked of parts of lists.
      return key.startsWith('$') ? undefined : weakerField(value);
  }
};

const isOperator = (key: string): boolean => key.startsWith('$');

/** What has a text that a pattern fits is there: with that much an index of the field can still be used, and sorted by. */
const weakerField = (value: unknown): Selector | undefined => {
  if (!isSelector(value) || !Object.keys(value).every(isOperator)) return undefined;
  return { ...('$regex' in value && { $exists: true }), ...withoutPatterns(value) };
};

const narrowsNothing = (value: unknown): boolean =>
  value === undefined ||
  (Array.isArray(value) && value.length === 0) ||
  (isSelector(value) && isEmpty(value));

/**
 * The selector without its patterns: finds everything that the whole one finds, and maybe more. So an index can be asked first, and the patterns
 * are looked for in what it found, by an engine that ends.
 */
export const withoutPatterns = (selector: Selector): Selector =>
  Object.fromEntries(
    Object.entries(selector).flatMap(([key, value]) => {
      const less = weaker(key, value);
      return less !== value && narrowsNothing(less) ? [] : less === undefined ? [] : [[key, less] as const];
    }),
  );
