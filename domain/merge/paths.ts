import { isObject } from '#domain/records/json.ts';

/** One step of a path; `.` and `~` are escaped as in JSON Pointer, since keys of imported data may hold dots. */
export const escapeSegment = (segment: string): string => segment.replace(/~/g, '~0').replace(/\./g, '~1');

const splitPath = (path: string): readonly string[] =>
  path.split('.').map((segment) => segment.replace(/~1/g, '.').replace(/~0/g, '~'));

const hasId = (element: unknown, id: string): boolean => isObject(element) && element.id === id;

/** The value at `commercial.supplier` or, in a list of elements with ids, at `tasks.<id>.state`; undefined where there is none. */
export const getPath = (root: unknown, path: string): unknown =>
  splitPath(path).reduce<unknown>((value, segment) => {
    if (Array.isArray(value)) {
      return value.find((element) => hasId(element, segment));
    }
    return isObject(value) ? value[segment] : undefined;
  }, root);

const setSegments = (root: unknown, segments: readonly string[], value: unknown): unknown => {
  const [head, ...rest] = segments;
  if (head === undefined) {
    return value;
  }
  if (Array.isArray(root)) {
    const at = root.findIndex((element) => hasId(element, head));
    const next = setSegments(at < 0 ? undefined : root[at], rest, value);
    return at < 0 ? [...root, next] : root.map((element, index) => (index === at ? next : element));
  }
  const object = isObject(root) ? root : {};
  return { ...object, [head]: setSegments(object[head], rest, value) };
};

/** A copy of `root` with `value` at `path`; an element that its list does not hold is added at the end. */
export const setPath = <T>(root: T, path: string, value: unknown): T =>
  setSegments(root, splitPath(path), value) as T;

/** A value that may be written to. */
const hasOwn = (object: object, name: string): boolean =>
  // biome-ignore lint/suspicious/noPrototypeBuiltins: CouchDB's engines have no Object.hasOwn, and a list of the keys for each of thousands takes minutes
  Object.prototype.hasOwnProperty.call(object, name);

type Open = { [key: string]: unknown };

/** Sets what JSON may name as any other key, too: an assignment to `__proto__` is none. */
const define = (object: Open, key: string, value: unknown): void => {
  Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });
};

/** A copy of a JSON value that shares nothing with it. */
export const copyOf = <T>(value: T): T => {
  if (Array.isArray(value)) return value.map(copyOf) as T;
  if (!isObject(value)) return value;
  const copy: Open = {};
  for (const key of Object.keys(value)) define(copy, key, copyOf(value[key]));
  return copy as T;
};

/** As `setPath`, in the object itself, which must be nobody else's (`copyOf`); what stands in the way of the path is replaced. */
export const setWithin = (root: object, path: string, value: unknown): void => {
  const segments = splitPath(path);
  let parent: unknown = root;
  for (const [at, segment] of segments.entries()) {
    const isLast = at === segments.length - 1;
    const list = Array.isArray(parent) ? (parent as unknown[]) : null;
    const index = list === null ? -1 : list.findIndex((element) => hasId(element, segment));
    const has = parent as Open;
    const held = list !== null ? list[index] : hasOwn(has, segment) ? has[segment] : undefined;
    const next = isLast ? value : isObject(held) || Array.isArray(held) ? held : {};
    if (list === null) define(has, segment, next);
    else if (index < 0) list.push(next);
    else list[index] = next;
    parent = next;
  }
};

/** JSON text with sorted keys: equal values give equal text, whatever order their keys came in. */
export const stableText = (value: unknown): string => {
  if (Array.isArray(value)) {
    return `[${value.map(stableText).join(',')}]`;
  }
  if (isObject(value)) {
    const parts = Object.keys(value)
      .filter((key) => value[key] !== undefined)
      .sort()
      .map((key) => `${JSON.stringify(key)}:${stableText(value[key])}`);
    return `{${parts.join(',')}}`;
  }
  return JSON.stringify(value) ?? 'null';
};

const hash53 = (text: string, seed: number): string => {
  let high = 0xdeadbeef ^ seed;
  let low = 0x41c6ce57 ^ seed;
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    high = Math.imul(high ^ code, 2654435761);
    low = Math.imul(low ^ code, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return (4294967296 * (2097151 & low) + (high >>> 0)).toString(36).padStart(11, '0');
};

/** An id that follows from its inputs alone (106 bits, not for secrets): doing the same twice gives the same id. */
export const derivedId = (prefix: string, ...inputs: readonly unknown[]): string => {
  const text = stableText(inputs);
  return `${prefix}-${hash53(text, 1)}${hash53(text, 2)}`;
};
