import type { RefusedEdit } from '#contracts/sync.ts';
import type { JournalEntry } from '#domain/fields/base.ts';
import type { CollectionName } from '#domain/records/collections.ts';
import { isObject } from '#domain/records/json.ts';
import { upgraded } from '#domain/records/upgrade.ts';
import type { HostContext } from '../../context.ts';
import { recordNames } from '../record-names.ts';

type World = Pick<HostContext, 'bases' | 'read' | 'refused' | 'settings'>;
type WithHistory = Readonly<Record<string, unknown>> & { readonly journal: readonly JournalEntry[] };

const hasHistory = (document: unknown): document is WithHistory =>
  isObject(document) && Array.isArray(document.journal);

/** The edit of a record that waits among the refused, told by what its history says beyond the version it started from. */
export const refusedEdit = (
  context: World,
  collection: CollectionName,
  recordId: string,
): RefusedEdit | null => {
  const found = context.refused.find(collection, recordId);
  if (found === null) return null;
  // It may have been put down by an older Deskhand.
  const document = isObject(found.document) ? upgraded({ ...found.document }) : found.document;
  if (!hasHistory(document)) return { document, entries: null, names: {} };
  const names = recordNames(context, collection, document);
  const base = context.bases.find(collection, recordId);
  if (base === undefined) return { document, entries: null, names };
  const known = new Set(hasHistory(base) ? base.journal.map(({ id }) => id) : []);
  return { document, entries: document.journal.filter(({ id }) => !known.has(id)), names };
};
