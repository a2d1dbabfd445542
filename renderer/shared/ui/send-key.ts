import type { KeyboardEvent } from 'react';
import type { KeyPress } from '#renderer/shared/commands/shortcuts.ts';
import { focusFirstInvalid } from './submit-button.tsx';

/** Ctrl+Enter, Command on a Mac: sends a form from any of its fields, also where Enter begins a new line. */
export const isSendKey = (press: Pick<KeyPress, 'key' | 'ctrlKey' | 'metaKey'>): boolean =>
  press.key === 'Enter' && (press.ctrlKey || press.metaKey);

/**
 * A form's key handler. What it sends goes no further, so that nothing around the form acts on the same press; while something is
 * missing the focus goes there, as with SubmitButton.
 */
export const sendOnKey =
  (send: () => void, isIncomplete = false) =>
  (event: KeyboardEvent): void => {
    if (!isSendKey(event)) return;
    event.preventDefault();
    event.stopPropagation();
    if (isIncomplete) focusFirstInvalid(event.currentTarget);
    send();
  };
