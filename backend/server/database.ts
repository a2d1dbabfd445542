import { EventEmitter, once } from 'node:events';
import type { LevelHandle } from './level-handles.ts';
import type { Doc, PouchDatabase } from './pouch.ts';
import { CLOSED_SECURITY, type SecurityObject } from './security.ts';
import { compileValidator, type Validator } from './validators.ts';

/** Where `_security` is kept. The document routes refuse this id. */
export const SECURITY_DOC_ID = '_local/_security';

/** One open database: PouchDB's store plus what CouchDB keeps beside the documents. */
export type Database = {
  readonly name: string;
  readonly pouch: PouchDatabase;
  /** The store below PouchDB; null when it is kept in memory. */
  readonly level: LevelHandle | null;
  /** Random, made with the store: marks this database's sequences, so that an older database's are recognised. */
  readonly instance: string;
  security(): SecurityObject;
  setSecurity(security: SecurityObject): Promise<void>;
  /** The compiled validation functions, in the order of their design documents' ids. */
  validators(): readonly Validator[];
  reloadValidators(): Promise<void>;
  /** Tells waiting `_changes` readers that something was written. */
  written(): void;
  /** Ends everybody's waiting: the database is about to go. */
  end(): void;
  hasEnded(): boolean;
  /** Notes that a request works on the database, until the returned function is called. */
  enter(): () => void;
  /** Resolves when no request works on the database. */
  idle(): Promise<void>;
  /** Listens for writes and for the end, until the returned function is called. */
  listen(listener: { readonly written: () => void; readonly ended: () => void }): () => void;
};

/** Wraps an open store. `_security` and the validation functions are read once here and kept in memory. */
export async function openDatabase(
  name: string,
  pouch: PouchDatabase,
  level: () => LevelHandle | null,
): Promise<Database> {
  const emitter = new EventEmitter().setMaxListeners(0);
  const instance = (await pouch.id()).replaceAll('-', '');
  let ended = false;
  let requests = 0;
  let security = await readSecurity(pouch);
  let validators = await readValidators(pouch);
  return {
    name,
    pouch,
    level: level(),
    instance,
    security: () => security,
    setSecurity: async (next) => {
      const stored = await pouch.get(SECURITY_DOC_ID).catch(() => null);
      await pouch.put({
        _id: SECURITY_DOC_ID,
        ...(stored?._rev ? { _rev: stored._rev } : {}),
        security: next,
      });
      security = next;
    },
    validators: () => validators,
    reloadValidators: async () => {
      validators = await readValidators(pouch);
    },
    written: () => {
      emitter.emit('written');
    },
    end: () => {
      ended = true;
      emitter.emit('ended');
    },
    hasEnded: () => ended,
    enter: () => {
      requests += 1;
      return () => {
        requests -= 1;
        if (requests === 0) emitter.emit('idle');
      };
    },
    idle: async () => {
      if (requests > 0) await once(emitter, 'idle');
    },
    listen: ({ written, ended }) => {
      emitter.on('written', written).on('ended', ended);
      return () => {
        emitter.off('written', written).off('ended', ended);
      };
    },
  };
}

async function readSecurity(pouch: PouchDatabase): Promise<SecurityObject> {
  const stored = await pouch.get(SECURITY_DOC_ID).catch((cause: { status?: number }) => {
    if (cause.status === 404) return null;
    throw cause;
  });
  return stored ? (stored.security as SecurityObject) : CLOSED_SECURITY;
}

async function readValidators(pouch: PouchDatabase): Promise<readonly Validator[]> {
  const { rows } = await pouch.allDocs({ startkey: '_design/', endkey: '_design0', include_docs: true });
  const docs = rows.flatMap((row): Doc[] => (row.doc ? [row.doc] : []));
  return docs.flatMap((doc) => {
    const source = doc.validate_doc_update;
    return typeof source === 'string' ? [compileValidator(source, doc._id)] : [];
  });
}
