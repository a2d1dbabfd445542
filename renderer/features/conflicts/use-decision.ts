import { useMemo, useState } from 'react';
import type { ConflictRow } from '#contracts/conflicts.ts';
import { useDraft, useFieldDraft } from '#renderer/shared/drafts/use-draft.ts';
import { useCommand } from '#renderer/shared/host/use-command.ts';
import { useSessionUser } from '#renderer/shared/session/session.ts';
import { conflictDraftKey, isKeptEdit, type KeptEdit } from './conflict-edit.ts';

export type ConflictEdit = {
  /** Mine until something else is typed. */
  readonly value: unknown;
  readonly isDirty: boolean;
  readonly set: (value: unknown) => void;
  /** Puts what waits on disk now. */
  readonly flush: () => void;
  readonly discard: () => void;
};

/** The edit of one clash by hand, kept as a draft from the first key on. */
const useConflictEdit = (row: Pick<ConflictRow, 'id' | 'label' | 'mine'>): ConflictEdit => {
  const { personId } = useSessionUser();
  const draft = useDraft(personId, conflictDraftKey(row.id), row.label);
  const mine = useMemo<KeptEdit>(() => ({ value: row.mine }), [row.mine]);
  const field = useFieldDraft(draft.ref, 'edit', mine, isKeptEdit);
  return {
    value: field.value.value,
    isDirty: field.dirty,
    set: (value) => field.set({ value }),
    flush: field.flush,
    discard: draft.discard,
  };
};

type Given = {
  readonly row: ConflictRow;
  /** Whether the editor was opened or closed; undefined while neither: then it is open where something is typed. */
  readonly isEditing: boolean | undefined;
  readonly onEditing: (isEditing: boolean) => void;
};

/** The three ways to decide a clash, and the question before something typed is given up. */
export const useDecision = ({ row, isEditing, onEditing }: Given) => {
  const edit = useConflictEdit(row);
  const { run, busy, error } = useCommand('conflicts.resolve');
  const [asked, setAsked] = useState<'mine' | 'theirs' | null>(null);
  const ref = { collection: row.collection, recordId: row.recordId, clashId: row.id };
  const decide = async (choice: Parameters<typeof run>[0]): Promise<void> => {
    if (busy) return;
    const reply = await run(choice);
    if (reply.ok) edit.discard();
  };
  return {
    ...{ edit, busy, error, asked },
    isEditing: isEditing ?? edit.isDirty,
    // What was typed is not what would be taken: it goes only where somebody says so.
    take: (side: 'mine' | 'theirs'): void => {
      if (edit.isDirty) setAsked(side);
      else void decide({ ...ref, take: side });
    },
    takeAsked: (): void => {
      setAsked(null);
      if (asked !== null) void decide({ ...ref, take: asked });
    },
    keepEdit: () => setAsked(null),
    save: () => void decide({ ...ref, take: 'edited', value: edit.value }),
    begin: () => onEditing(true),
    close: () => onEditing(false),
  };
};
export type Decision = ReturnType<typeof useDecision>;
