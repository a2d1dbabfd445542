import type { Reply } from '#contracts/define.ts';
import type { FieldChange, JournalEntry } from '#domain/fields/base.ts';
import { isObject, sameValue } from '#domain/records/json.ts';
import { errorText, text } from '#renderer/shared/i18n/i18n.ts';
import { notify } from '#renderer/shared/notify/notify.ts';
import { nameOf } from '#renderer/shared/records/name-of.ts';
import { changesAt, headOf, type Moved, movedFields, seenAt, valueAt } from './field-paths.ts';
import type { RecordView } from './record-page.ts';
import { fieldLabel } from './words.ts';

/**
 * Sets the fields back to what they were, unless somebody has edited one of them since: then what they wrote stands, and this says whose
 * it is.
 */
const takeBack = async (view: RecordView, field: string, moved: readonly Moved[]): Promise<void> => {
  const now = await view.latest();
  if (now === null || moved.some(({ path, to }) => !sameValue(valueAt(now, path) ?? null, to))) {
    const who = now === null ? '' : nameOf(view.names, now.updatedBy);
    notify('warning', text('record:edit.undoMoved', { who }));
    return;
  }
  const changes = Object.assign({}, ...moved.map(({ path, from }) => changesAt(path, from)));
  const seen = Object.assign({}, ...moved.map(({ path, to }) => seenAt(view.table, path, to)));
  const reply = await view.save(changes, seen);
  if (reply.ok) notify('info', text('record:edit.undone', { field }));
  else notify('error', text('record:edit.undoFailed', { reason: errorText(reply.error) }));
};

type Journalled = { readonly journal: readonly JournalEntry[] };
const isJournalled = (value: unknown): value is Journalled => isObject(value) && Array.isArray(value.journal);

/** What this edit changed, as its own entry in the history says: the page may show the record as it was before somebody else's edit. */
const changedBy = (view: RecordView, path: string, after: Journalled): readonly FieldChange[] => {
  const entry = after.journal.at(-1);
  const isOwn =
    entry !== undefined &&
    entry.by === view.draft.ref.scope &&
    !view.record.journal.some(({ id }) => id === entry.id) &&
    entry.changes.some(({ field }) => field === headOf(path));
  return isOwn ? entry.changes : [];
};

/** Offers to take an edit back for as long as the notice stands. */
const offerUndo = (view: RecordView, path: string, after: unknown): void => {
  const field = fieldLabel(view.kind.collection, path);
  const said = text('record:edit.saved', { field });
  if (!isJournalled(after)) {
    notify('success', said);
    return;
  }
  const moved = movedFields(view.table, path, changedBy(view, path, after));
  if (moved.length === 0) return;
  notify('success', said, {
    label: text('record:edit.undo'),
    run: () => void takeBack(view, field, moved),
  });
};

/** Saves one field and offers to take it back. `over`: what the record said when the value was typed or chosen. */
export const saveField = async (
  view: RecordView,
  path: string,
  value: unknown,
  over: unknown = valueAt(view.record, path),
): Promise<Reply<unknown>> => {
  const reply = await view.save(changesAt(path, value), seenAt(view.table, path, over));
  if (reply.ok) offerUndo(view, path, reply.data);
  return reply;
};
