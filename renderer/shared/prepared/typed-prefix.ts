import type { Prepared } from '#contracts/prepared.ts';
import { actionOf, type KeyMap } from '#renderer/shared/commands/key-maps.ts';

export type TextRow = Prepared & { readonly content: Extract<Prepared['content'], { kind: 'text' }> };

/** A slash and what follows it, up to the caret. */
export type TypedPrefix = { readonly from: number; readonly to: number; readonly query: string };

export const MODULE_KEYS: KeyMap<'next' | 'previous' | 'insert' | 'leave'> = {
  group: 'prepared:keys.group',
  actions: {
    next: { label: 'prepared:keys.next', shortcuts: ['ArrowDown'] },
    previous: { label: 'prepared:keys.previous', shortcuts: ['ArrowUp'] },
    insert: { label: 'prepared:keys.insert', shortcuts: ['Enter', 'Tab'] },
    leave: { label: 'prepared:keys.leave', shortcuts: ['Esc'] },
  },
};
export const moduleKey = (press: Parameters<typeof actionOf>[1]) => actionOf(MODULE_KEYS, press);

// At the beginning or after a space: `and/or` and addresses are no prefixes.
const TYPED = /(?:^|[\s([])\/([^\s/{}]{0,30})$/;

/** The prefix that is being typed where the caret stands; null where none is. */
export const typedPrefix = (text: string, caret: number): TypedPrefix | null => {
  const found = TYPED.exec(text.slice(Math.max(0, caret - 40), caret));
  if (found === null) return null;
  const query = found[1] ?? '';
  return { from: caret - query.length - 1, to: caret, query };
};

/** More than a list beside a text shows at once; typing finds the rest. */
const SHOWN = 8;

const rankOf = ({ name, content: { prefix, text } }: TextRow, query: string): number => {
  const typed = prefix.toLocaleLowerCase();
  if (typed === query) return 0;
  if (typed.startsWith(query)) return 1;
  if (typed.includes(query)) return 2;
  if (name.toLocaleLowerCase().includes(query)) return 3;
  return text.toLocaleLowerCase().includes(query) ? 4 : 5;
};

/** Those that the prefix may mean: by prefix, then name, then words; of equal ones what was used last. */
export const matching = (rows: readonly TextRow[], query: string): readonly TextRow[] => {
  const wanted = query.toLocaleLowerCase();
  return rows
    .map((row) => [rankOf(row, wanted), row] as const)
    .filter(([rank]) => rank < 5)
    .sort(([one], [other]) => one - other)
    .slice(0, SHOWN)
    .map(([, row]) => row);
};
