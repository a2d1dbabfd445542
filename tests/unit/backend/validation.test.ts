import { createContext, Script } from 'node:vm';
import { beforeAll, expect, test } from 'vitest';
import { loadRulesBundle } from '#backend/databases/rules-bundle.ts';
import { compileValidation } from '#backend/databases/validation.ts';
import { COLLECTIONS } from '#domain/records/collections.ts';

let bundle = '';
beforeAll(async () => {
  bundle = await loadRulesBundle();
});

type Validate = (newDoc: object, oldDoc: object | null, userCtx: object, secObj: object) => void;

/** As CouchDB does it: the text in parentheses, in a context that has the language and nothing else. */
function inBareEngine(source: string): Validate {
  const context = createContext(Object.create(null));
  const extras = ['console', 'Intl', 'WebAssembly', 'SharedArrayBuffer', 'Atomics'];
  new Script(`for (const name of ${JSON.stringify(extras)}) delete globalThis[name];`).runInContext(context);
  return new Script(`(${source})`).runInContext(context) as Validate;
}

const thrownBy = (run: () => void): unknown => {
  try {
    run();
  } catch (thrown) {
    return { ...(thrown as object) };
  }
  return null;
};

test.each(COLLECTIONS)('the rules of %s run in a bare engine and refuse an empty document', (collection) => {
  const validate = inBareEngine(compileValidation(collection, bundle));
  const anna = { db: 'd', name: 'anna', roles: ['service-desk'] };
  const nobody = { db: 'd', name: null, roles: [] };
  expect(thrownBy(() => validate({ _id: 'x' }, null, anna, {}))).toEqual({ forbidden: expect.any(String) });
  expect(thrownBy(() => validate({ _id: 'x' }, null, nobody, {}))).toEqual({
    unauthorized: expect.any(String),
  });
});

test('the text has the shape that every CouchDB 3 takes', () => {
  const source = compileValidation('tickets', bundle);
  expect(source.startsWith('function (')).toBe(true);
  expect(source.endsWith('}')).toBe(true);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the engines read bytes
  expect(source).toMatch(/^[\x00-\x7f]*$/);
  // Each process adds some 8,000; a package that slipped in would add more.
  expect(source.length).toBeLessThan(168_000);
});

test('the text leaves out what only consoles ask, and nothing that the rules ask', () => {
  expect(bundle).toContain('"tasks.open"');
  expect(bundle).not.toContain('"change.assess_first"');
});

test('the rules name nothing that CouchDB engines lack', () => {
  // Words inside texts are values, such as the origin of an entry.
  const code = bundle.replace(/"(?:[^"\\]|\\.)*"/g, '""');
  expect(code).not.toMatch(
    /\b(require|process|Buffer|console|TextEncoder|structuredClone|Intl|setTimeout|fetch)\b/,
  );
  // A short name of the bundle's own may be spelled so, spread: `...at(`.
  expect(code).not.toMatch(/(?<!\.\.)\.(at|replaceAll|hasOwn|findLast|toSorted)\(/);
});

test('the rules are built once, and again when the engine has sealed the function', () => {
  const counting =
    'var deskhandRules = { checkDocumentWrite: () => ({ ok: true }) }; globalThis.built = (globalThis.built || 0) + 1;';
  const context = createContext(Object.create(null));
  const validate = new Script(`(${compileValidation('tickets', counting)})`).runInContext(
    context,
  ) as Validate;
  const user = { name: 'a', roles: [] };
  validate({}, null, user, {});
  validate({}, null, user, {});
  expect(new Script('built').runInContext(context)).toBe(1);
  const sealed = new Script(`Object.freeze(${compileValidation('tickets', counting)})`).runInContext(
    context,
  ) as Validate;
  sealed({}, null, user, {});
  sealed({}, null, user, {});
  expect(new Script('built').runInContext(context)).toBe(3);
});
