import type { KeyboardEvent } from 'react';
import { flushSync } from 'react-dom';
import { actionOf, type KeyMap } from '#renderer/shared/commands/key-maps.ts';
import { isColumnOpen, isNarrow, setColumnOpen } from './column-store.ts';
import { type Move, moveFocus } from './move-focus.ts';
import { focusPage } from './page-focus.ts';

export const RAIL_ID = 'groups';
export const COLUMN_ID = 'lists';

/** In the groups and in the second column. */
export const NAV_KEYS: KeyMap<Move | 'toLists' | 'toGroups'> = {
  group: 'common:groups.places',
  actions: {
    previous: { label: 'common:navKeys.move', shortcuts: ['ArrowUp'] },
    next: { label: 'common:navKeys.move', shortcuts: ['ArrowDown'] },
    first: { label: 'common:navKeys.ends', shortcuts: ['Home'] },
    last: { label: 'common:navKeys.ends', shortcuts: ['End'] },
    toLists: { label: 'common:navKeys.across', shortcuts: ['ArrowRight'] },
    toGroups: { label: 'common:navKeys.across', shortcuts: ['ArrowLeft'] },
  },
};

const buttonsIn = (id: string): readonly HTMLElement[] => [
  ...document.querySelectorAll<HTMLElement>(`#${id} [data-stop]`),
];

/** Gives the focus to the line that is current, or to the first. */
const enter = (id: string): void => {
  const buttons = buttonsIn(id);
  (buttons.find((button) => button.ariaCurrent !== null) ?? buttons[0])?.focus();
};

/** Opens the second column where it is folded, and goes to it. */
export const enterLists = (): void => {
  flushSync(() => setColumnOpen(true));
  enter(COLUMN_ID);
};

/** Folds the second column or opens it; where it lies over the page, the keys go along. */
export const toggleLists = (): void => {
  if (!isColumnOpen()) {
    if (isNarrow()) enterLists();
    else setColumnOpen(true);
    return;
  }
  setColumnOpen(false);
  if (isNarrow()) focusPage();
};

/** Moves among the lines of `id` and between groups and lists. */
export const onNavKey = (event: KeyboardEvent, id: string): void => {
  const buttons = buttonsIn(id);
  const at = buttons.indexOf(event.target as HTMLElement);
  const action = at < 0 ? null : actionOf(NAV_KEYS, event);
  if (action === null) return;
  event.preventDefault();
  switch (action) {
    case 'toLists':
      enterLists();
      break;
    case 'toGroups':
      enter(RAIL_ID);
      break;
    default:
      moveFocus(buttons, at, action);
  }
};
