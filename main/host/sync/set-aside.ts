import type { RecordBase } from '#domain/fields/base.ts';
import { holdsMore } from '#domain/merge/absorb-leaf.ts';
import type { CollectionName } from '#domain/records/collections.ts';
import type { Env } from '#domain/records/common.ts';
import type { DroppedStore } from '../local/dropped.ts';
import { labelOf } from '../read/conflicts.ts';
import type { KnownBases } from './true-base.ts';

/** What waits for its user instead of being sent, and where. */
export type AsideWorld = KnownBases & { readonly dropped: DroppedStore; readonly env: () => Env };

type Aside = {
  /** The edited record as it would have been sent. */
  readonly document: Readonly<Record<string, unknown>>;
  readonly code: string;
  readonly reason: string;
  /** The server's version it started from; null: there was none; undefined: nobody knows. */
  readonly base: object | null | undefined;
};

type Journalled = Pick<RecordBase, 'journal'>;
const isJournalled = (document: unknown): document is Journalled =>
  typeof document === 'object' &&
  document !== null &&
  'journal' in document &&
  Array.isArray(document.journal);

/** Whether a refused document tells of work that `record` does not: what came from the server in its place here, or was edited on top of that. */
export const isBeyond = (refused: unknown, record: unknown): boolean =>
  isJournalled(refused) && isJournalled(record) && holdsMore(refused, record);

/**
 * Puts an edit with those that wait for a decision. There is one of each record. One that waits already, and is no part of this one because the
 * server's version had come in its place here, goes to what was given up, where it stays readable.
 */
export const setAside = (
  { bases, dropped, env, refused }: AsideWorld,
  collection: CollectionName,
  { document, code, reason, base }: Aside,
): void => {
  const recordId = String(document.id);
  const { now, actor } = env();
  const earlier = refused.find(collection, recordId);
  if (earlier !== null && isBeyond(earlier.document, document)) {
    const { id: _, ...told } = earlier;
    dropped.add({ ...told, droppedAt: now, droppedBy: actor.personId, record: null });
  }
  refused.save({
    ...{ id: `${collection}:${recordId}`, collection, recordId, label: labelOf(document) },
    ...{ code, reason, refusedAt: now, document },
  });
  // Unknown is not the same as none.
  if (base !== undefined) bases.save(collection, recordId, base);
};
