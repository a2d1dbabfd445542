/** What of a keyboard event a shortcut looks at. */
export type KeyPress = {
  readonly key: string;
  /** Which key it is, whatever it types: `Digit1`. */
  readonly code?: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
};

const PRESENTABLE: Readonly<Record<string, string>> = { ' ': 'Space', Escape: 'Esc' };
const isLetter = (key: string): boolean => key.length === 1 && key.toLowerCase() !== key.toUpperCase();

/** With Alt, a Mac types `¡` for 1, and a French keyboard has its digits behind Shift: then it is the key that counts. */
const digitOf = ({ altKey, code = '' }: KeyPress): string | null =>
  altKey ? (/^Digit(\d)$/.exec(code)?.[1] ?? null) : null;

/**
 * The press written as a shortcut: `Ctrl+Shift+S`, `g`, `?`, `Alt+1`. Command on a Mac counts as Ctrl. Shift is only named where
 * the key does not show it already (`?` is not `Shift+?`).
 */
export const shortcutOf = (press: KeyPress): string => {
  const digit = digitOf(press);
  if (digit !== null && !press.ctrlKey && !press.metaKey) return `Alt+${digit}`;
  const chord = press.ctrlKey || press.metaKey || press.altKey;
  const key = PRESENTABLE[press.key] ?? (chord && isLetter(press.key) ? press.key.toUpperCase() : press.key);
  const showsShift = press.key.length === 1 && !(chord && isLetter(press.key));
  return [
    ...(press.ctrlKey || press.metaKey ? ['Ctrl'] : []),
    ...(press.altKey ? ['Alt'] : []),
    ...(press.shiftKey && !showsShift ? ['Shift'] : []),
    key,
  ].join('+');
};

/** True for a key that types: it must not act while the focus is in a text field. */
export const isTypingKey = (press: KeyPress): boolean =>
  !press.ctrlKey && !press.metaKey && !press.altKey && press.key.length === 1;

/**
 * What a press means after the keys already held back: a finished shortcut, the beginning of a longer one, or nothing. A press
 * that does not continue the row begins a new one.
 */
export const matchShortcut = (
  pending: string,
  press: string,
  shortcuts: readonly string[],
): { readonly matched: string | null; readonly pending: string } => {
  for (const candidate of pending === '' ? [press] : [`${pending} ${press}`, press]) {
    if (shortcuts.includes(candidate)) return { matched: candidate, pending: '' };
    if (shortcuts.some((shortcut) => shortcut.startsWith(`${candidate} `)))
      return { matched: null, pending: candidate };
  }
  return { matched: null, pending: '' };
};
