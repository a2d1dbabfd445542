import type { FocusEvent } from 'react';

/** Editing begins where the text ends; the browser would begin in front of it. */
export const caretToEnd = ({ target }: FocusEvent<HTMLInputElement | HTMLTextAreaElement>): void =>
  target.setSelectionRange(target.value.length, target.value.length);
