/**
 * The name under which a file is kept, shown and written to a disk: what somebody's browser, mail or another console calls it is not believed. No
 * packages.
 */
import { wellFormedText } from '#domain/records/well-formed.ts';

/** A name of so many bytes in UTF-8 fits every file system's 255, with a number before its ending. */
export const MAX_NAME_BYTES = 200;
/** What a file without any name left is called. */
const NAMELESS = 'file';
/** An ending longer than this is part of the name. */
const MAX_ENDING = 16;

/** Control characters, and those that are not seen or turn the direction of what follows: `invoice<RLO>fdp.exe` reads `invoiceexe.pdf`. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const UNSEEN = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff]/g;
/** No file system of Windows takes these in a name, nor does a path of any. */
const NOT_IN_NAMES = /[<>:"|?*]/g;
/** Devices of Windows, whatever follows after a dot. */
const DEVICES = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(?=\.|$)/i;

const bytesOf = (text: string): number => {
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x80) bytes += 1;
    else if (code < 0x800) bytes += 2;
    else bytes += code < 0x10000 ? 3 : 4;
  }
  return bytes;
};

/** As much of `text` as fits, cut between characters. */
const cutToBytes = (text: string, max: number): string => {
  let kept = '';
  let bytes = 0;
  for (const character of text) {
    bytes += bytesOf(character);
    if (bytes > max) break;
    kept += character;
  }
  return kept;
};

/** Name and ending, the ending with its dot; empty where there is none. */
const partsOf = (name: string): readonly [string, string] => {
  const dot = name.lastIndexOf('.');
  const isEnding = dot > 0 && name.length - dot <= MAX_ENDING;
  return isEnding ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
};

/** Windows drops dots and spaces at the end, so two names would be one; at the beginning a dot hides the file. */
const trimmed = (name: string): string => {
  const isEdge = (at: number): boolean => /[\s.]/.test(name.charAt(at));
  // From both ends: a pattern for the end would be tried at each of the blanks in the middle.
  let [start, end] = [0, name.length];
  while (start < end && isEdge(start)) start += 1;
  while (end > start && isEdge(end - 1)) end -= 1;
  return name.slice(start, end);
};

/** A name without folders, hidden characters and what no file system takes; never empty. The same again for what it answered. */
export const cleanFileName = (given: string): string => {
  const [last = ''] = wellFormedText(given).split(/[/\\]/).slice(-1);
  const plain = trimmed(last.normalize('NFC').replace(UNSEEN, '').replace(NOT_IN_NAMES, '_'));
  const free = DEVICES.test(plain) ? `_${plain}` : plain;
  const [stem, ending] = partsOf(free);
  const short = trimmed(cutToBytes(stem, MAX_NAME_BYTES - bytesOf(ending)) + ending);
  return short === '' ? NAMELESS : short;
};

/** `report.pdf`, `report (2).pdf`, ...: the first that `taken` does not have. Names that differ in case only are one on many disks. */
export const freeFileName = (name: string, taken: ReadonlySet<string>): string => {
  const [stem, ending] = partsOf(name);
  let free = name;
  for (let number = 2; taken.has(free.toLowerCase()); number += 1) free = `${stem} (${number})${ending}`;
  return free;
};

/** `pdf`, in small letters; empty where the name has no ending. */
export const endingOf = (name: string): string => partsOf(name)[1].slice(1).toLowerCase();
