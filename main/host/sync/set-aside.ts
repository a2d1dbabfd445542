import type { CollectionName } from '#domain/records/collections.ts';
import type { BaseStore } from '../local/bases.ts';
import type { PendingMarks } from '../local/pending.ts';
import type { RefusedStore } from '../local/refused.ts';
import { labelOf } from '../read/conflicts.ts';
import type { PushRefusal } from './push.ts';
import { plainRecord } from './true-base.ts';

type Stores = {
  readonly pending: PendingMarks;
  readonly bases: BaseStore;
  readonly refused: RefusedStore;
  readonly now: () => string;
};

/**
 * The server's no to one document. The rest goes on; this one waits for its user with the reason and the version it started from.
 */
export const setAside = (
  { pending, bases, refused, now }: Stores,
  collection: CollectionName,
  { row, code, reason }: PushRefusal,
): void => {
  const { id } = row.newDocumentState;
  // After a recreated database everything is offered again, also what this user may not write: that was no edit of theirs.
  if (!pending.has(collection, id) && refused.find(collection, id) === null) return;
  const document = plainRecord(row.newDocumentState);
  const label = labelOf(document);
  refused.save({
    ...{ id: `${collection}:${id}`, collection, recordId: id, label },
    ...{ code, reason, refusedAt: now(), document },
  });
  bases.save(collection, id, row.assumedMasterState ?? null);
};
