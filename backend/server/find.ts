import { setImmediate as nextTurn } from 'node:timers/promises';
import { getFieldFromDoc, matchesSelector, parseField, setFieldInDoc } from 'pouchdb-selector-core';
import { createMatcher, type Dialect } from '../selectors/matcher.ts';
import { createPatterns, PatternError } from '../selectors/pattern.ts';
import { hasPatterns, type Selector, withoutPatterns } from '../selectors/without-patterns.ts';
import { HttpError } from './http-error.ts';
import type { FindRequest } from './mango-request.ts';
import type { Doc, PouchDatabase } from './pouch.ts';

/** Documents looked through at a time. */
const PAGE = 1_000;
/** CouchDB's. */
const DEFAULT_LIMIT = 25;
/** How long patterns may hold everything else up, in milliseconds. */
const TURN_MS = 10;

/** CouchDB's answer to a pattern that it can't read; CouchDB's engine gives up silently where ours says that it is too much. */
const inCouchsWords = (error: unknown): unknown =>
  error instanceof PatternError
    ? new HttpError(
        400,
        'bad_arg',
        `Bad argument for operator $regex: ${JSON.stringify(error.pattern)} (${error.message})`,
      )
    : error;

/** CouchDB's selectors as PouchDB reads them. */
export const COUCH: Dialect = {
  plain: (selector) => (document) => matchesSelector(document, selector),
  valuesAt: (document, name) => [getFieldFromDoc(document, parseField(name))],
  namesFieldsWithin: true,
};

/**
 * Compiles a selector with patterns, for one request.
 * @throws HttpError 400 for a bad one; so does the test
 */
export function patternMatcher(selector: Selector): (doc: Doc) => boolean {
  const guarded = <A extends readonly unknown[], T>(run: (...given: A) => T): ((...given: A) => T) => {
    return (...given) => {
      try {
        return run(...given);
      } catch (error) {
        throw inCouchsWords(error);
      }
    };
  };
  return guarded(guarded(createMatcher)(selector, createPatterns(), COUCH));
}

/**
 * `_find`. PouchDB runs patterns in JavaScript's own engine, which a greedy one holds for ever: so it is asked without them, page by page, and what it
 * finds is looked through here.
 * @throws HttpError 400 for a bad pattern or one that asks too much
 */
export async function find(pouch: PouchDatabase, request: FindRequest): Promise<unknown> {
  try {
    return await findThrough(pouch, request);
  } catch (error) {
    throw error instanceof Error && error.message.startsWith('Cannot sort on field')
      ? new HttpError(400, 'no_usable_index', error.message)
      : error;
  }
}

async function findThrough(pouch: PouchDatabase, request: FindRequest): Promise<unknown> {
  const { selector, fields, ...rest } = request;
  if (!hasPatterns(selector)) return pouch.find(request);
  const matches = patternMatcher(selector);
  const limit = request.limit ?? DEFAULT_LIMIT;
  let toSkip = request.skip ?? 0;
  const found: Doc[] = [];
  let warning: string | undefined;
  let since = performance.now();
  for (let skip = 0; found.length < limit; skip += PAGE) {
    const page = await pouch.find({ ...rest, selector: weakened(selector), skip, limit: PAGE });
    warning = page.warning;
    for (const doc of page.docs) {
      if (performance.now() - since > TURN_MS) {
        await nextTurn();
        since = performance.now();
      }
      if (found.length === limit || !matches(doc)) continue;
      if (toSkip > 0) toSkip -= 1;
      else found.push(doc);
    }
    if (page.docs.length < PAGE) break;
  }
  const docs = fields === undefined ? found : found.map((doc) => pick(doc, fields));
  return { docs, ...(warning === undefined ? {} : { warning }) };
}

/** PouchDB takes no selector that says nothing. */
function weakened(selector: Selector): Selector {
  const less = withoutPatterns(selector);
  return Object.keys(less).length === 0 ? { _id: { $gt: null } } : less;
}

function pick(doc: Doc, fields: readonly string[]): unknown {
  const picked = {};
  for (const field of fields) {
    const path = parseField(field);
    const value = getFieldFromDoc(doc, path);
    if (value !== undefined) setFieldInDoc(picked, path, value);
  }
  return picked;
}

/** An index for a part of the documents is made by PouchDB, and would run its patterns at every write. @throws HttpError 400 */
export function refusePatternsInIndex(request: Selector): void {
  if (hasPatterns(request)) throw new HttpError(400, 'not_supported', 'Unsupported operator: $regex');
}
