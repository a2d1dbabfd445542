import type { ORDER } from '#domain/processes/order.ts';
import { allProcesses, type PROCESSES, processIn } from '#domain/processes/registry.ts';
import type { CollectionName } from '#domain/records/collections.ts';
import { SHARED_WORDS } from '#domain/records/word-groups.ts';
import { codeText, codeTextOr, type GroupKey, type TextKey, text } from '#renderer/shared/i18n/i18n.ts';

/**
 * Words for fields, coded values, states and steps, found by where they are declared: `fields.json` by the field's name, with another word
 * under its collection where it means something else there; `values.json` by collection, field and code; `states.json` and `steps.json` by
 * process.
 */

type Processes = typeof PROCESSES & { readonly order: typeof ORDER };
type StateKey = {
  [T in keyof Processes]: `states:${T}.${keyof Processes[T]['states'] & string}`;
}[keyof Processes];
type Worded<Key extends TextKey> = Key;
/** The states of a process. Does not compile when one has no word. */
type StateGroup = Worded<StateKey> extends string ? `states:${keyof Processes}` : never;
type StepGroup = `steps:${keyof Processes}`;
/** A step of a process, as the locale has them. */
type StepKey = Extract<TextKey, `${StepGroup}.${string}`>;

/** A record as its words are looked up: the collection, and its type within it (`incident`; null for collections of one kind). */
export type RecordKind = { readonly collection: CollectionName; readonly type: string | null };

/** The word for a field: `requesterId`, `commercial.supplier`, `tasks.<id>.state`, or a group that is decided as one (`assignment`). */
export const fieldLabel = (collection: CollectionName, path: string): string => {
  const name = path.slice(path.lastIndexOf('.') + 1);
  const own = path.includes('.') ? 'parts' : collection;
  return codeTextOr(`fields:${own}` as GroupKey, name, codeText('fields', name));
};

/** The words for a task of an order; one the locale does not know keeps the title it was made with. */
export const taskTitle = ({ key, title }: { readonly key: string; readonly title: string }): string =>
  codeTextOr('orders:taskTitles', key, title);

/** Coded values whose words several fields share, by `collection.field`. */
const SHARED: Readonly<Record<string, GroupKey>> = SHARED_WORDS;

/** The process that a record's states belong to; orders of all types share one. */
const stateOwner = ({ collection, type }: RecordKind): string =>
  processIn(collection, type)?.type ?? type ?? '';

/** The word of a state. States that no process of this version has are shown as they are called, readably. */
export const stateWord = (type: string, state: string): string =>
  codeText(`states:${type}` as StateGroup, state);

/** The word of a state whose record's type is not known: that of the first process that has it, or the status of a device. */
export const anyStateWord = (state: string): string => {
  const owner = allProcesses().find(
    ({ type }) => codeTextOr(`states:${type}` as StateGroup, state, null) !== null,
  );
  return owner === undefined
    ? valueWord({ collection: 'configItems', type: null }, 'status', state)
    : stateWord(owner.type, state);
};

type Standing = { readonly holdReason: string | null; readonly duplicateOfId?: string | null | undefined };

/** Why a ticket stands in its state, in words: what it waits for, or that it ended as a duplicate; null where nothing is said of it. */
export const stateReason = ({ holdReason, duplicateOfId = null }: Standing): string | null => {
  if (duplicateOfId !== null) return text('record:duplicate.reason');
  return holdReason === null ? null : codeText('common:holdReasons', holdReason);
};

/** The key of a step's word; the test of the texts sees to it that each step of a process has one. */
export const stepKey = (type: string, step: string): TextKey => `steps:${type}.${step}` as StepKey;

/** What a step's button says. */
export const stepWord = (type: string, step: string): string => codeText(`steps:${type}` as StepGroup, step);

/** The word for a coded value of a field. */
export const valueWord = (kind: RecordKind, path: string, value: string | number): string => {
  const parts = path.split('.');
  const last = parts.at(-1) ?? path;
  if (path === 'state' && kind.collection !== 'licences') return stateWord(stateOwner(kind), String(value));
  const place = parts.length > 1 ? `parts.${parts[0]}.${last}` : `${kind.collection}.${path}`;
  return codeText(SHARED[place] ?? (`values:${place}` as GroupKey), value);
};
