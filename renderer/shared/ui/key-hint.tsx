import './key-hint.css';
import type { ReactNode } from 'react';
import { text } from '#renderer/shared/i18n/i18n.ts';

const ARROWS: Readonly<Record<string, string>> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
};
/** Keys that keyboards of different languages have different names on. */
const NAMED = [
  'Alt',
  'ContextMenu',
  'Ctrl',
  'Delete',
  'End',
  'Enter',
  'Escape',
  'Home',
  'PageDown',
  'PageUp',
  'Shift',
  'Space',
  'Tab',
] as const;

/** A key as it is written on a keyboard. */
const nameOf = (key: string): string => {
  const named = NAMED.find((name) => name === key);
  return named === undefined ? (ARROWS[key] ?? key) : text(`common:keys.${named}`);
};

/** A shortcut as keys: `Ctrl+K`, `g q`. */
export const KeyHint = ({ shortcut }: { readonly shortcut: string }): ReactNode => (
  <span className="key-hint">
    {shortcut.split(' ').map((keys) => (
      <kbd key={keys}>{keys.replace(/[A-Z][A-Za-z]+/g, nameOf)}</kbd>
    ))}
  </span>
);
