import { useMemo } from 'react';
import type { ConflictRow } from '#contracts/conflicts.ts';
import { useDraft, useFieldDraft } from '#renderer/shared/drafts/use-draft.ts';
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
export const useConflictEdit = (row: Pick<ConflictRow, 'id' | 'label' | 'mine'>): ConflictEdit => {
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
