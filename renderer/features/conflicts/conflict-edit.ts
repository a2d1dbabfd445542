/** Stands for a value while what was typed is no JSON. */
export class UnreadJson {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** An edit as its draft keeps it: the value, or the text that is no JSON yet. */
export type KeptEdit = { readonly value: unknown } | { readonly unread: string };

export const isKeptEdit = (kept: unknown): kept is KeptEdit =>
  typeof kept === 'object' && kept !== null && ('value' in kept || 'unread' in kept);

export const keptEdit = (value: unknown): KeptEdit =>
  value instanceof UnreadJson ? { unread: value.text } : { value };

export const editOf = (kept: KeptEdit): unknown =>
  'unread' in kept ? new UnreadJson(kept.unread) : kept.value;

/** What was typed, to be read and copied when there is no conflict left to put it into. */
export const editText = (kept: KeptEdit): string => {
  if ('unread' in kept) return kept.unread;
  return typeof kept.value === 'string' ? kept.value : JSON.stringify(kept.value, null, 2);
};

const PREFIX = 'conflict:';
/** The draft of the edit of a clash. */
export const conflictDraftKey = (clashId: string): string => `${PREFIX}${clashId}`;

/** Those of `keys` that are edits of clashes that are not among `openIds` any more: somebody else decided them. */
export const decidedDrafts = (keys: readonly string[], openIds: readonly string[]): readonly string[] => {
  const open = new Set(openIds.map(conflictDraftKey));
  return keys.filter((key) => key.startsWith(PREFIX) && !open.has(key));
};
