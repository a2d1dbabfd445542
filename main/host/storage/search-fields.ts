/** What of a document can be found: `keys` are what people read out (number, serial, asset tag, mail, phone). */
export type SearchFields = {
  readonly title: string;
  readonly body: string;
  readonly keys: readonly string[];
};

export type FullTextDefinition = {
  /** Collection name; also the `kind` of its hits. */
  readonly collection: string;
  /** Null when this document should not be found. Deleted documents are left out without asking. */
  readonly fields: (document: Readonly<Record<string, unknown>>) => SearchFields | null;
};

/** Types `fields` by the collection's document; the storage itself only sees plain documents. */
export function defineFullText<T>(definition: {
  readonly collection: string;
  readonly fields: (document: T) => SearchFields | null;
}): FullTextDefinition {
  return {
    collection: definition.collection,
    fields: (document) => definition.fields(document as T),
  };
}

const LETTERS_WITHOUT_MARK: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ł: 'l',
};

// biome-ignore lint/suspicious/noControlCharactersInRegex: plain ASCII, which needs no folding.
const ASCII = /^[\x01-\x7f]*$/;

/** Lower case without diacritics. */
function foldText(text: string): string {
  const lower = text.toLowerCase();
  if (ASCII.test(lower)) return lower;
  return lower
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[ßæœøđł]/g, (letter) => LETTERS_WITHOUT_MARK[letter] ?? letter)
    .normalize('NFC');
}

/** The words of a text: runs of letters and digits, folded. */
export function wordsOf(text: string): string[] {
  return foldText(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

/** A text as the index gets it, whose tokenizer cuts at what is neither letter nor digit in ASCII and nowhere else. */
export function indexText(text: string): string {
  return ASCII.test(text) ? text : wordsOf(text).join(' ');
}

/** A key without its punctuation: `INC-7QK-0042` and `inc 7qk 0042` are the same key. */
export function normalizeKey(text: string): string {
  return foldText(text).replace(/[^\p{L}\p{N}]+/gu, '');
}

const TAIL_MARK = '<';
const TAIL_MIN_LENGTH = 5;

/** The key read from its end, so that the last characters of a serial or number find it by an index as well. */
export function tailKey(normalized: string): string {
  return TAIL_MARK + [...normalized].reverse().join('');
}

/** Rows of the key table for one document. */
export function keyRows(keys: readonly string[]): string[] {
  const rows = new Set<string>();
  for (const key of keys) {
    const normalized = normalizeKey(key);
    if (normalized === '') continue;
    rows.add(normalized);
    // Mail addresses and names are never asked for by their end.
    if (normalized.length >= TAIL_MIN_LENGTH && /\d/.test(normalized) && !key.includes('@')) {
      rows.add(tailKey(normalized));
    }
  }
  return [...rows];
}
