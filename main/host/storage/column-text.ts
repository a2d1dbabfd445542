/**
 * Text as it stands in a real column, so that SQLite's byte order is JavaScript's order.
 *
 * JavaScript compares strings by UTF-16 code unit, SQLite by UTF-8 byte; they differ once a string holds
 * something outside the basic plane (an emoji) or from U+E000 up (full-width forms). libsql also cuts a string at
 * U+0000. So each code unit from 0xD800 up is stored as the code point 0x10000 + (unit - 0xD800), and U+0000 and
 * U+0001 as two characters. Both maps keep order and prefixes, and ordinary text stays as it is.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these two are what it looks for.
const SPECIAL = /[\u0000\u0001\ud800-\uffff]/;
const FIRST_MOVED_UNIT = 0xd800;
const MOVED_BASE = 0x10000;

/** Encodes a string for a column or for a parameter that is compared with a column. */
export function toColumnText(text: string): string {
  if (!SPECIAL.test(text)) return text;
  let out = '';
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit <= 1) out += unit === 0 ? '\u0001\u0001' : '\u0001\u0002';
    else if (unit >= FIRST_MOVED_UNIT) out += String.fromCodePoint(MOVED_BASE + unit - FIRST_MOVED_UNIT);
    else out += text[i];
  }
  return out;
}

/** Gives back the string a column holds; for reports and list windows that read columns directly. */
export function fromColumnText(stored: string): string {
  if (!SPECIAL.test(stored)) return stored;
  let out = '';
  for (let i = 0; i < stored.length; i++) {
    const point = stored.codePointAt(i) ?? 0;
    if (point === 1) {
      i += 1;
      out += stored.charCodeAt(i) === 1 ? '\u0000' : '\u0001';
    } else if (point >= MOVED_BASE) {
      i += 1;
      out += String.fromCharCode(point - MOVED_BASE + FIRST_MOVED_UNIT);
    } else {
      out += stored[i];
    }
  }
  return out;
}

/** True when SQLite and JavaScript order any text the same way against this one, unencoded. */
export function isPlainText(text: string): boolean {
  return !SPECIAL.test(text);
}
