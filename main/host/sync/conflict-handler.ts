import type { RxConflictHandler, WithDeleted } from 'rxdb';
import type { RecordBase } from '#domain/fields/base.ts';
import { commonBase } from '#domain/merge/base-from-history.ts';
import { mergeRecords } from '#domain/merge/three-way.ts';
import type { CollectionName } from '#domain/records/collections.ts';
import type { Env } from '#domain/records/common.ts';
import { sameValue } from '#domain/records/json.ts';
import type { RecordOf } from '#domain/records/registry.ts';
import type { PendingMarks } from '../local/pending.ts';
import type { CompanySettings } from '../store/company-settings.ts';
import { recomputeRecord } from '../store/recompute.ts';
import { awaitDecision } from './deleted-there.ts';
import { type KnownBases, plainRecord, trueBase } from './true-base.ts';
import { setEditAside } from './waiting-edits.ts';

export type MergeWorld = KnownBases & {
  readonly pending: Pick<PendingMarks, 'has'>;
  readonly env: () => Env;
  readonly settings: () => Pick<CompanySettings, 'incident' | 'withSla'>;
};

const isSame = (a: WithDeleted<{ journal?: unknown }>, b: WithDeleted<{ journal?: unknown }>): boolean => {
  if (a._deleted !== b._deleted) return false;
  // Nearly all versions of a record differ in the length of their journal, which is quick to see.
  if (Array.isArray(a.journal) && Array.isArray(b.journal) && a.journal.length !== b.journal.length)
    return false;
  return sameValue(a, b);
};

/**
 * A record that can't be merged (a store from before a check, damage) is no reason to ask for ever: RxDB would. The server's version stands
 * here, and the edit waits with those that the server refused.
 */
const setAside = (
  collection: CollectionName,
  world: MergeWorld,
  mine: RecordBase,
  base: object | null | undefined,
  error: unknown,
): void => {
  const reason = error instanceof Error ? error.message : String(error);
  const edit = { collection, recordId: mine.id, code: 'merge_failed', reason, document: { ...mine }, base };
  setEditAside(world, edit);
};

/**
 * RxDB asks it whenever the server's version is not the one a local edit started from. It answers the field-wise merge (domain/merge), with
 * clashes inside the record, so that the merged record and what waits for a decision are written in one piece.
 */
export const conflictHandlerFor = <C extends CollectionName>(
  collection: C,
  world: MergeWorld,
): RxConflictHandler<RecordOf[C]> => ({
  isEqual: (a, b) => isSame(a, b),
  resolve: async ({ newDocumentState, realMasterState, assumedMasterState: assumed }) => {
    // A deletion here yields to what the server has. Records are retired, not deleted.
    if (newDocumentState._deleted) return realMasterState;
    if (realMasterState._deleted) {
      const known = trueBase(world, collection, newDocumentState.id, assumed);
      if (world.pending.has(collection, newDocumentState.id))
        awaitDecision(world, collection, plainRecord(newDocumentState), known ?? null);
      return realMasterState;
    }
    const mine = plainRecord(newDocumentState) as RecordOf[C];
    const theirs = plainRecord(realMasterState) as RecordOf[C];
    const known = trueBase(world, collection, mine.id, assumed);
    const kept = known == null ? null : (plainRecord(known) as RecordOf[C]);
    try {
      const base = commonBase<RecordOf[C]>(known === undefined ? undefined : kept, mine, theirs);
      const { merged } = mergeRecords(collection, base, mine, theirs, world.env());
      return { ...recomputeRecord(collection, merged, theirs, world.settings()), _deleted: false };
    } catch (error) {
      setAside(collection, world, mine, known === undefined ? undefined : kept, error);
      return realMasterState;
    }
  },
});
