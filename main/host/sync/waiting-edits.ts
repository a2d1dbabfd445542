import type { RefusedDocument } from '#contracts/sync.ts';
import type { JournalEntry } from '#domain/fields/base.ts';
import { holdsMore } from '#domain/merge/absorb-leaf.ts';
import { commonBase } from '#domain/merge/base-from-history.ts';
import { uniteLogs } from '#domain/merge/merge-values.ts';
import { mergeRecords } from '#domain/merge/three-way.ts';
import type { CollectionName } from '#domain/records/collections.ts';
import type { Env } from '#domain/records/common.ts';
import type { RecordOf } from '#domain/records/registry.ts';
import { labelOf } from '../read/conflicts.ts';
import type { CompanySettings } from '../store/company-settings.ts';
import { recomputeRecord } from '../store/recompute.ts';
import { type KnownBases, plainRecord } from './true-base.ts';

/**
 * Edits that the server did not take wait beside the records: one document a record. The server's version comes over what stands here of such a record,
 * so the next edit of it may know nothing of the one that waits. It must neither take its place nor pass for it.
 */
type Waiting = KnownBases & {
  readonly env: () => Env;
  readonly settings: () => Pick<CompanySettings, 'incident' | 'withSla'>;
};

type Edit = Pick<RefusedDocument, 'collection' | 'recordId' | 'code' | 'reason'> & {
  readonly document: object;
  /** What it started from; null: nothing, undefined: nobody knows. */
  readonly base: object | null | undefined;
};

type Journalled = { readonly journal: readonly JournalEntry[] };
const isJournalled = (document: unknown): document is Journalled =>
  typeof document === 'object' &&
  document !== null &&
  'journal' in document &&
  Array.isArray(document.journal);

/** Whether one version of a record tells of work that the other one does not know. */
export const knowsMore = (one: unknown, other: unknown): boolean =>
  isJournalled(one) && isJournalled(other) && holdsMore(one, other);

/** The edit with what waited of the record before; where the two can't be merged (damage, a store of before), with its history at least. */
const united = <C extends CollectionName>(
  { bases, env, settings }: Waiting,
  collection: C,
  waiting: RecordOf[C],
  edited: RecordOf[C],
): RecordOf[C] => {
  const noted = bases.find(collection, edited.id);
  const kept = noted == null ? null : (plainRecord(noted) as RecordOf[C]);
  try {
    const base = commonBase<RecordOf[C]>(noted === undefined ? undefined : kept, waiting, edited);
    const { merged } = mergeRecords(collection, base, waiting, edited, env());
    return recomputeRecord(collection, merged, edited, settings());
  } catch {
    return { ...edited, journal: uniteLogs(waiting.journal, edited.journal) };
  }
};

/** Sets an edit aside until somebody offers it again or gives it up. */
export const setEditAside = (world: Waiting, edit: Edit): void => {
  const { bases, env, refused } = world;
  const { base, collection, document, recordId } = edit;
  const waiting = refused.find(collection, recordId)?.document;
  // Both were records of the collection, whichever it is, when they were edited here.
  const both: object = knowsMore(waiting, document)
    ? united(
        world,
        collection,
        plainRecord(Object(waiting)) as RecordOf[typeof collection],
        document as RecordOf[typeof collection],
      )
    : document;
  refused.save({
    ...{ id: `${collection}:${recordId}`, collection, recordId, label: labelOf({ ...both }) },
    ...{ code: edit.code, reason: edit.reason, refusedAt: env().now, document: both },
  });
  // Undefined: nobody knows, which is not the same as that there was none.
  if (base !== undefined) bases.save(collection, recordId, base);
};

/** The server has `arrived`, or it was given up: what waits of the record is done with, unless it tells of more than that. */
export const settleWaiting = (
  { bases, refused }: KnownBases,
  collection: CollectionName,
  recordId: string,
  arrived: unknown,
): void => {
  const waiting = refused.find(collection, recordId);
  if (waiting !== null && knowsMore(waiting.document, arrived)) return;
  bases.remove(collection, recordId);
  refused.remove(collection, recordId);
};
