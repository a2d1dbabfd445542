import type { Reply } from '#contracts/define.ts';
import { isObject, sameValue } from '#domain/records/json.ts';
import { errorText, text } from '#renderer/shared/i18n/i18n.ts';
import { notify } from '#renderer/shared/notify/notify.ts';
import { nameOf } from '#renderer/shared/records/name-of.ts';
import { changesAt, movedFields } from './field-paths.ts';
import type { AnyRecord, RecordView, Values } from './record-page.ts';
import { fieldLabel } from './words.ts';

/**
 * Sets the fields back to what they were, unless somebody has edited one of them since: then what they wrote stands, and this says whose
 * it is. `after` is the record as the edit left it.
 */
const takeBack = async (
  view: RecordView,
  field: string,
  fields: readonly string[],
  before: Values,
  after: Values,
): Promise<void> => {
  const now = await view.latest();
  if (now === null || fields.some((name) => !sameValue(now[name], after[name]))) {
    const who = now === null ? '' : nameOf(view.names, now.updatedBy);
    notify('warning', text('record:edit.undoMoved', { who }));
    return;
  }
  const reply = await view.save(Object.fromEntries(fields.map((name) => [name, before[name]])));
  if (reply.ok) notify('info', text('record:edit.undone', { field }));
  else notify('error', text('record:edit.undoFailed', { reason: errorText(reply.error) }));
};

/** Offers to take an edit back for as long as the notice stands. */
const offerUndo = (
  view: RecordView,
  path: string,
  changes: Values,
  before: AnyRecord,
  after: unknown,
): void => {
  const field = fieldLabel(view.kind.collection, path);
  const said = text('record:edit.saved', { field });
  if (!isObject(after)) {
    notify('success', said);
    return;
  }
  const fields = movedFields(view.table, changes, (name) => !sameValue(before[name], after[name]));
  if (fields.length === 0) return;
  notify('success', said, {
    label: text('record:edit.undo'),
    run: () => void takeBack(view, field, fields, before, after),
  });
};

/** Saves one field and offers to take it back. */
export const saveField = async (view: RecordView, path: string, value: unknown): Promise<Reply<unknown>> => {
  const before = view.record;
  const changes = changesAt(path, value);
  const reply = await view.save(changes);
  if (reply.ok) offerUndo(view, path, changes, before, reply.data);
  return reply;
};
