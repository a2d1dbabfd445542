import { unreadText } from '#renderer/shared/record/field-values.ts';

/** An edit as its draft keeps it. The value may be null, which a draft alone could not tell from none. */
export type KeptEdit = { readonly value: unknown };

export const isKeptEdit = (kept: unknown): kept is KeptEdit =>
  typeof kept === 'object' && kept !== null && 'value' in kept;

/** What was typed, to be read and copied when there is no conflict left to put it into. */
export const editText = ({ value }: KeptEdit): string => {
  if (typeof value === 'string') return value;
  return unreadText(value) ?? JSON.stringify(value, null, 2);
};

/** Whether something typed in it is no value yet, in a member of a group, too. */
export const isUnfinished = (value: unknown): boolean =>
  unreadText(value) !== null ||
  (typeof value === 'object' &&
    value !== null &&
    Object.values(value).some((member) => unreadText(member) !== null));

const PREFIX = 'conflict:';
/** The draft of the edit of a clash. */
export const conflictDraftKey = (clashId: string): string => `${PREFIX}${clashId}`;

/** Those of `keys` that are edits of clashes that are not among `openIds` any more: somebody else decided them. */
export const decidedDrafts = (keys: readonly string[], openIds: readonly string[]): readonly string[] => {
  const open = new Set(openIds.map(conflictDraftKey));
  return keys.filter((key) => key.startsWith(PREFIX) && !open.has(key));
};
