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

/** Which numbers a text means: of one of these kinds, of a device or of any, with this counter as it is written. */
export type NumberMeant = {
  readonly kinds: readonly string[];
  readonly code: string | null;
  readonly counter: string;
};

const CODE = '[0-9A-HJKMNP-TV-Z]{3}';
const BETWEEN = '[\\s./_\u2010-\u2015-]';
/** The parts may stand apart by anything or nothing; a code that nothing parts from the counter has a letter, or it would be its beginning. */
const CODE_AND_COUNTER = `(?:(${CODE})${BETWEEN}+|((?=\\d*[A-Z])${CODE}))(\\d{1,9})$`;
/** A text may be read in two ways: a device's code may begin as a kind does. A kind alone is no code. */
const LOOSELY = [
  new RegExp(`^(${KINDS})${BETWEEN}*${CODE_AND_COUNTER}`),
  new RegExp(`^(?!(?:${KINDS})(?:${BETWEEN}|\\d))()${CODE_AND_COUNTER}`),
  new RegExp(`^(${KINDS})${BETWEEN}*()()(\\d{1,9})$`),
];
const LEAST_DIGITS = 4;

/** A record's number as people type it: `inc smp 72`, `smp72`, `INC72`; nothing for a text that is none, and for a counter alone. */
export const numbersMeant = (text: string): readonly NumberMeant[] => {
  const typed = text.trim().toUpperCase();
  return LOOSELY.flatMap((form): readonly NumberMeant[] => {
    const [, kind, apart, joined, digits] = form.exec(typed) ?? [];
    if (digits === undefined) return [];
    return [
      {
        kinds: kind ? [kind] : KINDS.split('|'),
        code: apart || joined || null,
        counter: String(Number(digits)).padStart(LEAST_DIGITS, '0'),
      },
    ];
  });
};
