/** A new event (an announcement, a meeting): by hand, or from a record that says what it begins with. */
import { useState } from 'react';
import { ulid } from 'ulid';
import { useNavigation } from '#renderer/shared/navigation/navigation-store.ts';
import { useSessionUser } from '#renderer/shared/session/session.ts';
import { useFormDraft } from './use-form-draft.ts';

const FROM = 'from-';
/** Under which one is drafted that begins with what a record says: whoever comes back to it finds what was typed. */
export const draftFrom = (recordId: string): string => `${FROM}${recordId}`;
/** The record that a draft begins with; null: by hand. */
export const originOf = (draftId: string): string | null =>
  draftId.startsWith(FROM) ? draftId.slice(FROM.length) : null;

type NewEvent<F extends object> = {
  readonly page: 'announcement-new' | 'meeting-new';
  readonly draftId: string;
  readonly label: string;
  readonly start: F;
};

/** What is typed for it, the id that it will have, and leaving its page. */
export const useNewEvent = <F extends object>({ page, draftId, label, start }: NewEvent<F>) => {
  const { personId } = useSessionUser();
  const key = `${page}:${draftId}`;
  const draft = useFormDraft(personId, key, label, start);
  // Several may come of one record in the course of time.
  const [newId] = useState(ulid);
  return {
    draft,
    recordId: originOf(draftId) === null ? draftId : newId,
    leave: (): void => {
      draft.discard();
      useNavigation.getState().close(key);
    },
  };
};
