/** What is between `from` and `to` gives way to `insert`; the caret stands behind it. */
export type TextEdit = { readonly from: number; readonly to: number; readonly insert: string };

/** Indent, quote marks, bullet or number, box of a task. */
const MARKER = /^(\s*(?:> ?)*)(?:([-*+])|(\d{1,8})([.)]))( +)(\[[ xX]\] +)?/;
const QUOTE = /^\s*(?:> ?)+/;
const FENCE = /^\s*(?:```|~~~)/;

const isInCode = (linesBefore: readonly string[]): boolean =>
  linesBefore.filter((line) => FENCE.test(line)).length % 2 === 1;

type LineStart = {
  readonly length: number;
  /** How the line after it begins. */
  readonly next: string;
};

const startOf = (line: string): LineStart | null => {
  const item = MARKER.exec(line);
  if (item !== null) {
    const [whole, indent = '', bullet, number, dot = '', space = ' ', box] = item;
    const mark = bullet ?? `${Number(number) + 1}${dot}`;
    return { length: whole.length, next: `${indent}${mark}${space}${box === undefined ? '' : '[ ] '}` };
  }
  const quote = QUOTE.exec(line)?.[0];
  return quote === undefined ? null : { length: quote.length, next: quote };
};

/**
 * What Enter does at the end or in the middle of a list item, a task or a quote: the next one begins. In one that is still empty it ends
 * the list. Null where Enter is only Enter: elsewhere, in front of the item's words, and in code.
 */
export const continueList = (text: string, from: number, to: number): TextEdit | null => {
  const lineFrom = text.lastIndexOf('\n', from - 1) + 1;
  const lineEnd = text.indexOf('\n', from);
  const line = text.slice(lineFrom, lineEnd < 0 ? undefined : lineEnd);
  const start = startOf(line);
  if (start === null || from - lineFrom < start.length) return null;
  if (isInCode(text.slice(0, lineFrom).split('\n'))) return null;
  const isEmpty = line.slice(start.length).trim() === '' && from === to;
  return isEmpty
    ? { from: lineFrom, to: lineFrom + line.length, insert: '' }
    : { from, to, insert: `\n${start.next}` };
};

/**
 * Where something belongs that was meant for `at` in `before`, after the text went on to be `now`: at the same place as long as the text
 * on one side of it is the same, otherwise at the end.
 */
export const placeSince = (before: string, at: number, now: string): number => {
  if (now.startsWith(before.slice(0, at))) return at;
  const rest = before.slice(at);
  return now.endsWith(rest) ? now.length - rest.length : now.length;
};

/** An image stands on a line of its own. */
export const withOwnLine = (text: string, at: number, reference: string): string => {
  const before = text.slice(0, at);
  const after = text.slice(at);
  return `${before === '' || before.endsWith('\n') ? '' : '\n'}${reference}${after.startsWith('\n') ? '' : '\n'}`;
};
