import {
  ensureRxStorageInstanceParamsAreCorrect,
  RXDB_VERSION,
  type RxStorage,
  type RxStorageInstanceCreationParams,
} from 'rxdb';
import { createInstance, type SqliteInternals, type SqliteOptions } from './rx-instance.ts';
import type { OpenStore } from './store-file.ts';

/** RxDB's storage on an open store. One RxDatabase per store; close it before the store. */
export function getRxStorageSqlite(input: {
  readonly file: OpenStore;
}): RxStorage<SqliteInternals, SqliteOptions> {
  return {
    name: 'deskhand-sqlite',
    rxdbVersion: RXDB_VERSION,
    createStorageInstance: async <T>(params: RxStorageInstanceCreationParams<T, SqliteOptions>) => {
      ensureRxStorageInstanceParamsAreCorrect(params);
      return createInstance(input.file, params);
    },
  };
}
