import { type KeyboardEvent, useRef } from 'react';
import { actionOf, type KeyMap, useKeyMap } from '#renderer/shared/commands/key-maps.ts';

/** Keys of the field for words above a list. */
const FILTER_KEYS: KeyMap<'list' | 'leave'> = {
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

/**
 * The field's key handler. Escape leads to the rows and keeps what was typed, once: pressed again on the same words, it takes them
 * back.
 */
export const useFilterKeys = (text: string, clear: () => void): ((event: KeyboardEvent) => void) => {
  useKeyMap(FILTER_KEYS);
  const kept = useRef<string | null>(null);
  return (event) => {
    const action = event.nativeEvent.isComposing ? null : actionOf(FILTER_KEYS, event);
    if (action === null) return;
    const clears = action === 'leave' && text !== '' && kept.current === text;
    if (action === 'leave') kept.current = text;
    const list = listInFront();
    // Then Escape leaves the field as it leaves any other.
    if (!clears && list === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    if (clears) clear();
    else list?.focus();
  };
};
