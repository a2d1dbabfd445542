/**
 * Text that every server and store takes: no half of a surrogate pair. CouchDB refuses a whole batch because of one, and what cuts a text at a
 * number of characters makes one inside an emoji. `String.prototype.toWellFormed` is younger than CouchDB's engines, and this file is for
 * them, too. No packages.
 */
import { isObject } from './json.ts';

/** With the flag `u` a pair is one character, so a surrogate that is found stands alone. */
const HALF = /[\ud800-\udfff]/gu;
const HAS_HALF = /[\ud800-\udfff]/u;
const REPLACEMENT = '\ufffd';

export const isWellFormedText = (text: string): boolean => !HAS_HALF.test(text);

/** `text` with the sign for an unreadable character in place of each half of a pair. */
export const wellFormedText = (text: string): string =>
  HAS_HALF.test(text) ? text.replace(HALF, REPLACEMENT) : text;

const wellFormedList = (list: readonly unknown[]): readonly unknown[] => {
  const mended = list.map(wellFormed);
  return mended.every((item, index) => item === list[index]) ? list : mended;
};

/** Every text in a JSON value well-formed, names of fields included; the same value when it is already. */
export const wellFormed = <T>(value: T): T => {
  // What is mended has the shape of what came: only texts are replaced by texts.
  if (typeof value === 'string') return wellFormedText(value) as T;
  if (Array.isArray(value)) return wellFormedList(value) as T;
  if (!isObject(value)) return value;
  let isMended = false;
  const mended: Record<string, unknown> = {};
  for (const name of Object.keys(value)) {
    const inner = value[name];
    const [goodName, good] = [wellFormedText(name), wellFormed(inner)];
    if (goodName !== name || good !== inner) isMended = true;
    // Not by assignment: a field may be called `__proto__`.
    Object.defineProperty(mended, goodName, {
      value: good,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
  return isMended ? (mended as T) : value;
};
