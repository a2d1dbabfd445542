import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Database, openDatabase } from './database.ts';
import { databaseGone, HttpError } from './http-error.ts';
import { levelHandleOf } from './level-handles.ts';
import { type PouchConstructor, pouchAt } from './pouch.ts';

/** CouchDB's rule for database names, without the slash that would make folders. */
const DATABASE_NAME = /^[a-z][a-z0-9_$()+-]*$/;
/** CouchDB's, which comes from what a file may be called. */
const MAX_NAME_LENGTH = 238;
const SYSTEM_DATABASES: readonly string[] = ['_users'];
/** PouchDB keeps the rows of each Mango index in a store of its own beside the database. */
const INDEX_STORE = '-mrview-';

/** Every database of one server. */
export type Databases = {
  names(): readonly string[];
  /** @throws HttpError 404 when there is no such database */
  get(name: string): Promise<Database>;
  /** @throws HttpError 412 when it exists, 400 for a name CouchDB would not take */
  create(name: string): Promise<void>;
  destroy(name: string): Promise<void>;
  close(): Promise<void>;
};

/**
 * Opens the folder of databases and its `_users`.
 * @throws Error with LevelDB's words when another process holds the folder
 */
export async function openDatabases(
  place: { readonly dir: string } | { readonly memoryName: string },
): Promise<Databases> {
  const { Pouch, prefix, existing } = locate(place);
  const known = new Set(existing);
  const open = new Map<string, Promise<Database>>();

  // PouchDB leaves a write unanswered when its store is destroyed meanwhile, so a store goes when its requests are done.
  const leaving = new Map<string, Promise<void>>();

  const openOnce = (name: string): Promise<Database> => {
    const already = open.get(name);
    if (already) return already;
    const opening = openDatabase(name, new Pouch(name), () => levelHandleOf(prefix + name));
    open.set(name, opening);
    opening.catch(() => open.delete(name));
    return opening;
  };

  for (const name of SYSTEM_DATABASES) {
    known.add(name);
    await openOnce(name);
  }

  return {
    names: () => [...known].sort(),
    get: (name) => (known.has(name) ? openOnce(name) : Promise.reject(databaseGone())),
    create: async (name) => {
      if (known.has(name))
        throw new HttpError(
          412,
          'file_exists',
          'The database could not be created, the file already exists.',
        );
      if (!DATABASE_NAME.test(name) || name.includes(INDEX_STORE)) throw illegalName(name);
      if (name.length > MAX_NAME_LENGTH) throw nameTooLong(name);
      known.add(name);
      await leaving.get(name);
      try {
        await openOnce(name);
      } catch (cause) {
        known.delete(name);
        throw cause;
      }
    },
    destroy: async (name) => {
      if (SYSTEM_DATABASES.includes(name)) throw new HttpError(403, 'forbidden', `${name} can't be deleted`);
      if (!known.has(name)) throw databaseGone();
      const database = await openOnce(name);
      known.delete(name);
      open.delete(name);
      database.end();
      const gone = database.idle().then(() => database.pouch.destroy());
      leaving.set(name, gone);
      await gone.finally(() => leaving.delete(name));
    },
    close: async () => {
      const all = await Promise.allSettled(open.values());
      for (const one of all) if (one.status === 'fulfilled') one.value.end();
      await Promise.all(all.map((one) => (one.status === 'fulfilled' ? one.value.pouch.close() : undefined)));
    },
  };
}

function locate(place: { readonly dir: string } | { readonly memoryName: string }): {
  readonly Pouch: PouchConstructor;
  readonly prefix: string;
  readonly existing: readonly string[];
} {
  if ('memoryName' in place) {
    const prefix = place.memoryName;
    return { Pouch: pouchAt(prefix, 'memory'), prefix, existing: [] };
  }
  mkdirSync(place.dir, { recursive: true });
  const existing = readdirSync(place.dir).filter(
    (name) => DATABASE_NAME.test(name) && !name.includes(INDEX_STORE),
  );
  const prefix = join(place.dir, '/');
  return { Pouch: pouchAt(prefix, 'leveldb'), prefix, existing };
}

const nameTooLong = (name: string): HttpError =>
  new HttpError(400, 'database_name_too_long', `At least one path segment of \`${name}\` is too long.`);

const illegalName = (name: string): HttpError =>
  new HttpError(
    400,
    'illegal_database_name',
    `Name: '${name}'. Only lowercase characters (a-z), digits (0-9), and any of the characters _, $, (, ), +, and - are allowed. Must begin with a letter.`,
  );
