import type { RecordBase } from '#domain/fields/base.ts';
import { holdsMore } from '#domain/merge/absorb-leaf.ts';
import { commonBase } from '#domain/merge/base-from-history.ts';
import { mergeRecords } from '#domain/merge/three-way.ts';
import type { CollectionName } from '#domain/records/collections.ts';
import type { Env } from '#domain/records/common.ts';
import type { RecordOf } from '#domain/records/registry.ts';
import type { CompanySettings } from '../store/company-settings.ts';
import { recomputeRecord } from '../store/recompute.ts';
import { type KnownBases, plainRecord } from './true-base.ts';

type Journalled = Pick<RecordBase, 'journal'>;
const isJournalled = (document: object): document is Journalled =>
  'journal' in document && Array.isArray(document.journal);

/** Whether one version of a record holds work that the other one does not know. */
export const knowsMore = (one: object | undefined, other: object): boolean =>
  one !== undefined && isJournalled(one) && isJournalled(other) && holdsMore(one, other);

type WaitingWorld = KnownBases & {
  readonly env: () => Env;
  readonly settings: () => Pick<CompanySettings, 'incident' | 'withSla'>;
};

/**
 * What is to wait of a record: `document`, and what waits already. While an edit waits, the record goes on from the server's version, so the next
 * edit that has to wait need not hold the one before. Where they can't be merged the one that waits goes on waiting; the other one stands in the store.
 */
export const withWaiting = <C extends CollectionName>(
  { bases, env, refused, settings }: WaitingWorld,
  collection: C,
  document: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> => {
  const id = String(document.id);
  const waiting = refused.find(collection, id)?.document as object | undefined;
  if (!knowsMore(waiting, document)) return document;
  // Both were records of the collection when they were edited here.
  const [mine, theirs] = [plainRecord(Object(waiting)), document] as unknown as [RecordOf[C], RecordOf[C]];
  const noted = bases.find(collection, id);
  const kept = noted == null ? null : (plainRecord(noted) as RecordOf[C]);
  try {
    const base = commonBase<RecordOf[C]>(noted === undefined ? undefined : kept, mine, theirs);
    const { merged } = mergeRecords(collection, base, mine, theirs, env());
    return { ...recomputeRecord(collection, merged, theirs, settings()) };
  } catch {
    return plainRecord(mine);
  }
};
