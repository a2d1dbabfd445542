import { createContext, Script } from 'node:vm';
import type { Doc } from './pouch.ts';
import type { SecurityObject, UserContext } from './security.ts';

/** Why a document was not taken, in CouchDB's words. */
export type Refusal = {
  readonly error:
    | 'forbidden'
    | 'unauthorized'
    | 'conflict'
    | 'internal_server_error'
    | 'bad_request'
    | 'content_md5_mismatch';
  readonly reason: string;
};

/** One design document's `validate_doc_update`, compiled. Answers null when the document may be written. */
export type Validator = (
  newDoc: Doc,
  oldDoc: Doc | null,
  user: UserContext & { readonly db: string },
  security: SecurityObject,
) => Refusal | null;

// V8 puts these into every context; CouchDB's engines have none of them. What runs here must run there.
const PRELUDE = new Script(`
  for (const name of ['console', 'Intl', 'WebAssembly', 'SharedArrayBuffer', 'Atomics']) delete globalThis[name];
  var isArray = Array.isArray;
  var toJSON = JSON.stringify;
  function log() {}
`);

type Compiled = (newDoc: Doc, oldDoc: Doc | null, user: unknown, security: unknown) => void;

/**
 * Compiles the text of a `validate_doc_update` function once; calling it costs a plain function call.
 *
 * It runs in a context of its own with nothing of Node in it and the helpers CouchDB's engines give
 * (`isArray`, `toJSON`, `log`). Only database admins can write design documents, so this keeps programs honest;
 * it is no wall against a hostile administrator.
 */
export function compileValidator(source: string, designId: string): Validator {
  const compiled = compile(source);
  return (newDoc, oldDoc, user, security) => {
    if (typeof compiled === 'string') return broken(designId, compiled);
    try {
      compiled(newDoc, oldDoc, user, security);
      return null;
    } catch (thrown) {
      return refusalOf(thrown, designId);
    }
  };
}

function compile(source: string): Compiled | string {
  const context = createContext(Object.create(null));
  try {
    PRELUDE.runInContext(context);
    const value: unknown = new Script(`(${source.trim().replace(/;$/, '')})`).runInContext(context, {
      timeout: 1000,
    });
    return typeof value === 'function' ? (value as Compiled) : 'validate_doc_update is not a function';
  } catch (cause) {
    return messageOf(cause);
  }
}

function refusalOf(thrown: unknown, designId: string): Refusal {
  const { forbidden, unauthorized } = (thrown ?? {}) as { forbidden?: unknown; unauthorized?: unknown };
  if (forbidden !== undefined) return { error: 'forbidden', reason: String(forbidden) };
  if (unauthorized !== undefined) return { error: 'unauthorized', reason: String(unauthorized) };
  return broken(designId, messageOf(thrown));
}

/** A function that fails must not let documents in, and must not look like a rule that refused them. */
const broken = (designId: string, why: string): Refusal => ({
  error: 'internal_server_error',
  reason: `${designId} validate_doc_update failed: ${why}`,
});

// An Error from another context is not an `instanceof Error` here.
const messageOf = (thrown: unknown): string =>
  String((thrown as { message?: unknown } | null)?.message ?? thrown);
