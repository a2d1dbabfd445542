import type { KeyboardEvent } from 'react';
import { actionOf, type KeyMap } from '#renderer/shared/commands/key-maps.ts';

/** Keys of the field for words above a list. */
export const FILTER_KEYS: KeyMap<'list' | 'leave'> = {
  group: 'common:groups.lists',
  actions: {
    list: { label: 'common:filterKeys.list', shortcuts: ['Enter', 'ArrowDown'] },
    leave: { label: 'common:filterKeys.leave', shortcuts: ['Esc'] },
  },
};

/** The list of the page in front; none while nothing answers the question. */
const listInFront = (): HTMLElement | undefined => {
  const lists = document.querySelectorAll<HTMLElement>('main [role="grid"]');
  // Pages behind this one stay in the window, out of sight.
  return [...lists].find((list) => list.checkVisibility());
};

/** The field's key handler: Escape takes back what was typed, and from an empty field leads to the list. */
export const onFilterKey =
  (isEmpty: boolean, clear: () => void) =>
  (event: KeyboardEvent): void => {
    const action = event.nativeEvent.isComposing ? null : actionOf(FILTER_KEYS, event);
    if (action === null) return;
    const clears = action === 'leave' && !isEmpty;
    const list = listInFront();
    // Then Escape leaves the field as it leaves any other.
    if (!clears && list === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    if (clears) clear();
    else list?.focus();
  };
