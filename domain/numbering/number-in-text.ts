import { PROCESSES } from '#domain/processes/registry.ts';
import { ORDER_NUMBERS } from './number-block.ts';

/** Of ticket types that only a newer console runs: requests, changes, releases. */
const LATER = ['REQ', 'CHG', 'REL'];
const KINDS = [
  ...new Set([
    ...Object.values(PROCESSES).map(({ numbers }) => numbers.prefix),
    ...Object.values(ORDER_NUMBERS).map(({ prefix }) => prefix),
    ...LATER,
  ]),
].join('|');
/** As `nextNumber` writes them, standing alone: not part of a longer word or number. */
const NUMBER = new RegExp(`(?<![\\w-])(?:${KINDS})-[0-9A-HJKMNP-TV-Z]{3}-\\d{4,}(?![\\w-])`, 'g');
const NOTHING_ELSE = new RegExp(`^(?:${KINDS})-[0-9A-HJKMNP-TV-Z]{3}-\\d{4,}$`);

/** Whether the text is a record's number and nothing else. */
export const isRecordNumber = (text: string): boolean => NOTHING_ELSE.test(text);

export type TextPart = { readonly text: string; readonly isNumber: boolean };

/** The text cut at the record numbers in it; joined, the parts are the text. */
export const splitAtNumbers = (text: string): readonly TextPart[] => {
  const parts: TextPart[] = [];
  let end = 0;
  for (const { 0: number, index } of text.matchAll(NUMBER)) {
    if (index > end) parts.push({ text: text.slice(end, index), isNumber: false });
    parts.push({ text: number, isNumber: true });
    end = index + number.length;
  }
  if (end < text.length) parts.push({ text: text.slice(end), isNumber: false });
  return parts;
};
