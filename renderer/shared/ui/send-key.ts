import type { KeyboardEvent } from 'react';
import { actionOf, type KeyMap } from '#renderer/shared/commands/key-maps.ts';
import type { KeyPress } from '#renderer/shared/commands/shortcuts.ts';
import { focusFirstInvalid } from './submit-button.tsx';

export const FORM_KEYS: KeyMap<'send' | 'leave'> = {
  group: 'common:groups.forms',
  actions: {
    send: { label: 'common:formKeys.send', shortcuts: ['Ctrl+Enter'] },
    leave: { label: 'common:formKeys.leave', shortcuts: ['Esc'] },
  },
};

/** Ctrl+Enter, Command on a Mac: sends a form from any of its fields, also where Enter begins a new line. */
export const isSendKey = (press: Pick<KeyPress, 'key' | 'ctrlKey' | 'metaKey'>): boolean =>
  actionOf(FORM_KEYS, {
    key: press.key,
    ctrlKey: press.ctrlKey,
    metaKey: press.metaKey,
    altKey: false,
    shiftKey: false,
  }) === 'send';

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
