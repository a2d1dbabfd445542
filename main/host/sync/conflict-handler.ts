import type { RxConflictHandler, WithDeleted } from 'rxdb';
import { deepEqual } from '#domain/merge/paths.ts';
import { mergeRecords } from '#domain/merge/three-way.ts';
import type { CollectionName } from '#domain/records/collections.ts';
import type { Env } from '#domain/records/common.ts';
import type { RecordOf } from '#domain/records/registry.ts';
import type { BaseStore } from '../local/bases.ts';
import type { CompanySettings } from '../store/company-settings.ts';
import { recomputeRecord } from '../store/recompute.ts';

export type MergeWorld = {
  readonly env: () => Env;
  readonly settings: () => Pick<CompanySettings, 'incident' | 'withSla'>;
  readonly bases: BaseStore;
};

const isSame = (a: WithDeleted<{ journal?: unknown }>, b: WithDeleted<{ journal?: unknown }>): boolean => {
  if (a._deleted !== b._deleted) return false;
  // Nearly all versions of a record differ in the length of their journal, which is quick to see.
  if (Array.isArray(a.journal) && Array.isArray(b.journal) && a.journal.length !== b.journal.length)
    return false;
  return deepEqual(a, b);
};

/**
 * RxDB asks it whenever the server's version is not the one a local edit started from. It answers the field-wise merge (domain/merge), with
 * clashes inside the record, so that the merged record and what waits for a decision are written in one piece.
 */
export const conflictHandlerFor = <C extends CollectionName>(
  collection: C,
  world: MergeWorld,
): RxConflictHandler<RecordOf[C]> => ({
  isEqual: (a, b) => isSame(a as never, b as never),
  resolve: async ({ newDocumentState: mine, realMasterState: theirs, assumedMasterState: assumed }) => {
    // An edit outlives a deletion; a deletion here yields to what the server has. Records are retired, not deleted.
    if (theirs._deleted) return mine;
    if (mine._deleted) return theirs;
    const kept = world.bases.find(collection, mine.id);
    const base = kept === undefined ? (assumed ?? null) : kept;
    const { merged } = mergeRecords(
      collection,
      plain(base as RecordOf[C] | null),
      plain(mine as RecordOf[C]),
      plain(theirs as RecordOf[C]),
      world.env(),
    );
    return { ...recomputeRecord(collection, merged, world.settings()), _deleted: false } as never;
  },
});

const plain = <R extends object | null>(document: R): R => {
  if (document === null) return document;
  const { _deleted, _attachments, ...record } = document as Record<string, unknown>;
  return record as R;
};
