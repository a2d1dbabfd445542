import type { UnreadableDocument } from '#contracts/sync.ts';
import type { Terminal } from './terminal.ts';
import { say, sentence } from './words.ts';

/** A document that could not be read, without the document itself. */
export const briefly = ({
  collection,
  recordId,
  label,
  updatedBy,
  foundAt,
  isKept,
  ...why
}: UnreadableDocument) => ({
  ...{ collection, recordId, label, updatedBy, foundAt, isKept },
  reason: why.reason,
  message: sentence(why),
});

export type Briefly = ReturnType<typeof briefly>;

/** What came and could not be read, each with why; nothing when there is none. */
export const tellUnreadable = (documents: readonly Briefly[], terminal: Terminal): void => {
  if (documents.length === 0) return;
  terminal.line(say('check.unreadable', { count: documents.length }));
  for (const one of documents) terminal.line(`${one.collection} ${one.label}: ${one.message}`);
};
