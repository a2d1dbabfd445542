import type { Reply } from '#contracts/define.ts';
import type { JournalEntry } from '#domain/fields/base.ts';
import { fieldOfPath } from '#domain/fields/causes.ts';
import { isObject } from '#domain/records/json.ts';
import { text } from '#renderer/shared/i18n/i18n.ts';
import { notify, pageInFront } from '#renderer/shared/notify/notify.ts';
import { changesAt, seenAt, valueAt } from './field-paths.ts';
import type { RecordView } from './record-page.ts';
import { takeBack } from './take-back.ts';
import { fieldLabel } from './words.ts';

type Journalled = { readonly journal: readonly JournalEntry[] };
const isJournalled = (value: unknown): value is Journalled => isObject(value) && Array.isArray(value.journal);

/** The entry that this edit wrote: the page may show the record as it was before somebody else's edit. */
const entryOf = (view: RecordView, path: string, after: Journalled): JournalEntry | null => {
  const entry = after.journal.at(-1);
  const isOwn =
    entry !== undefined &&
    entry.by === view.draft.ref.scope &&
    !view.record.journal.some(({ id }) => id === entry.id) &&
    entry.changes.some(({ field }) => field === fieldOfPath(path));
  return isOwn ? entry : null;
};

/** Offers to take an edit back for as long as the notice stands. */
const offerUndo = (view: RecordView, path: string, after: unknown, page: string): void => {
  const said = text('record:edit.saved', { field: fieldLabel(view.kind.collection, path) });
  if (!isJournalled(after)) {
    notify('success', said);
    return;
  }
  const entry = entryOf(view, path, after);
  if (entry === null) return;
  const { collection } = view.kind;
  const { id } = view.record;
  notify('success', said, {
    page,
    label: text('record:edit.undo'),
    run: () => void takeBack({ collection, id, entryId: entry.id }, view.draft.ref.scope, view.names),
  });
};

/** Saves one field and offers to take it back. `over`: what the record said when the value was typed or chosen. */
export const saveField = async (
  view: RecordView,
  path: string,
  value: unknown,
  over: unknown = valueAt(view.record, path),
): Promise<Reply<unknown>> => {
  const page = pageInFront();
  const reply = await view.save(changesAt(path, value), seenAt(view.table, path, over));
  if (reply.ok) offerUndo(view, path, reply.data, page);
  return reply;
};
