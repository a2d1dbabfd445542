import type { Random } from '../../simulator/random.ts';

/** A file that came from somewhere, made wrong in one of many ways. */
export type Mutation = (content: Buffer, random: Random) => Buffer;

const LONG = 'x'.repeat(2_000);
/** 1,500 characters, each of two halves: what cuts them by number leaves one. */
const EMOJI = '\u{1f469}\u200d\u{1f527}'.repeat(300);
const DEEP = 5_000;

/** Texts that are somewhere more than a text, or longer than anybody thought. */
const WORDS: readonly string[] = [
  ...[
    '',
    ' ',
    '?',
    '0',
    '-1',
    '1e400',
    '-0',
    'NaN',
    'null',
    'true',
    '00:00:00:00:00:00',
    '999999999999999999999',
  ],
  ...['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'prototype', 'length', 'id', '_id', '_rev'],
  ...['\u0000', '\u0001\u001f', '\u202e', '\ufeff', '\ufffd', '\u{1f527}', 'e\u0301'.repeat(50), '\u2028'],
  ...['=1+1', '"', "'", '","', ';', '\r\n', '\\', '<', '&', ']]>', '--', '%00', '../..'],
  ...['31-02-2026 08:05', '2026-13-45', '+275760-09-13', '1.000.000,00', 'Unmanaged', 'Computer'],
  ...[LONG, LONG.repeat(60), EMOJI],
];

/** Values of every kind in place of the one that belongs there. */
const VALUES: readonly string[] = [
  ...[
    'null',
    'true',
    'false',
    '0',
    '-1',
    '1.5',
    '1e308',
    '1e400',
    '-1e400',
    '9007199254740993',
    '123456789012345678901234',
  ],
  ...[
    '""',
    '" "',
    '"\\ud83d"',
    '"\\udc00x"',
    '"\\u0000"',
    '[]',
    '{}',
    '[[]]',
    '[null]',
    '[{}]',
    '[""]',
    '[[[[[[1]]]]]]',
  ],
  ...[
    '{"__proto__":1}',
    '{"__proto__":{"name":"x"}}',
    '{"constructor":{"prototype":{}}}',
    '{"\\ud83d":1}',
    '{"":""}',
  ],
  `${'['.repeat(40)}${']'.repeat(40)}`,
  `${'{"a":'.repeat(40)}1${'}'.repeat(40)}`,
  `${'['.repeat(DEEP)}${']'.repeat(DEEP)}`,
  `${'{"a":'.repeat(DEEP)}1${'}'.repeat(DEEP)}`,
  JSON.stringify(Array.from({ length: 3_000 }, (_, index) => ({ name: `n${index}`, serial: `S${index}` }))),
];

const splice = (content: Buffer, at: number, gone: number, put: Buffer): Buffer =>
  Buffer.concat([content.subarray(0, at), put, content.subarray(at + gone)]);

/** Where a token lies in the text: from, length. */
const tokens = (text: string, pattern: RegExp): readonly (readonly [number, number])[] =>
  [...text.matchAll(pattern)].map((match) => [match.index, match[0].length] as const);

/** A mutation of the text that replaces one token by a piece. */
const replacing =
  (pattern: RegExp, piece: (random: Random, old: string) => string): Mutation =>
  (content, random) => {
    const text = content.toString('utf8');
    const found = tokens(text, pattern);
    if (found.length === 0) return content;
    const [at, length] = random.pick(found);
    const put = piece(random, text.slice(at, at + length));
    return Buffer.from(text.slice(0, at) + put + text.slice(at + length));
  };

const bitFlip: Mutation = (content, random) => {
  const flipped = Buffer.from(content);
  const at = random.below(flipped.length);
  flipped[at] = (flipped[at] ?? 0) ^ (1 << random.below(8));
  return flipped;
};

const twice: Mutation = (content, random) => {
  const at = random.below(content.length);
  const piece = content.subarray(at, at + 1 + random.below(200));
  return splice(content, at, 0, piece);
};

const latin1 = (content: Buffer): Buffer => Buffer.from(content.toString('utf8'), 'latin1');
const utf16 = (content: Buffer, mark: boolean): Buffer =>
  Buffer.from(`${mark ? '\ufeff' : ''}${content.toString('utf8')}`, 'utf16le');

/** What can happen to the bytes of any file. */
export const BYTE_MUTATIONS: readonly Mutation[] = [
  bitFlip,
  bitFlip,
  twice,
  (content, random) => content.subarray(0, random.below(content.length)),
  (content, random) => splice(content, random.below(content.length), 1 + random.below(100), Buffer.alloc(0)),
  (content, random) => splice(content, random.below(content.length), 0, Buffer.from(random.pick(WORDS))),
  (content, random) =>
    splice(content, random.below(content.length), 0, Buffer.from([random.below(256), random.below(256)])),
  (content) => Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), content]),
  (content) => latin1(content),
  (content, random) => utf16(content, random.chance(0.5)),
  (content) => Buffer.concat([content, content]),
  // Half of a surrogate pair in bytes, which is no UTF-8.
  (content, random) => splice(content, random.below(content.length), 0, Buffer.from([0xed, 0xa0, 0xbd])),
];

const JSON_VALUE = /"(?:[^"\\]|\\.)*"(?=\s*[,}\]])|(?<=[:[,]\s*)(?:-?\d[\d.eE+-]*|true|false|null)/g;
const JSON_KEY = /"(?:[^"\\]|\\.)*"(?=\s*:)/g;
const JSON_GROUP = /\{[^{}]*\}|\[[^[\]]*\]/g;

/** What a JSON file can say instead. */
export const JSON_MUTATIONS: readonly Mutation[] = [
  replacing(JSON_VALUE, (random) => random.pick(VALUES)),
  replacing(JSON_VALUE, (random) => JSON.stringify(random.pick(WORDS))),
  replacing(JSON_GROUP, (random) => random.pick(VALUES)),
  replacing(JSON_KEY, (random) => JSON.stringify(random.pick(WORDS))),
  // The key twice, the second time with another value.
  replacing(JSON_KEY, (random, key) => `${key}:${random.pick(VALUES)},${key}`),
  replacing(JSON_KEY, (random, key) => `"__proto__":${random.pick(VALUES)},${key}`),
  replacing(
    JSON_GROUP,
    (random, group) =>
      `[${Array(2 + random.below(50))
        .fill(group)
        .join(',')}]`,
  ),
];

const CELL = /(?<=^|,)(?:"(?:[^"]|"")*"|[^,\n]*)(?=,|$)/gm;
const LINE = /^.*$/gm;

/** What a table can hold instead. */
export const CSV_MUTATIONS: readonly Mutation[] = [
  replacing(CELL, (random) => random.pick(WORDS)),
  replacing(CELL, (random) => `"${random.pick(WORDS).replaceAll('"', '""')}"`),
  replacing(CELL, (_, cell) => `"${cell}`),
  replacing(CELL, (_, cell) => `${cell}"`),
  replacing(CELL, (random, cell) => `${cell},${random.pick(WORDS)}`),
  replacing(LINE, (_, line) => `${line}\n${line}`),
  replacing(LINE, () => ''),
  replacing(LINE, (_, line) => `${line}\r`),
  replacing(LINE, (random) => `${random.pick(WORDS)},`.repeat(random.below(300))),
];

const TAG = /<\/?[A-Z_]+\/?>/g;
const ELEMENT_TEXT = /(?<=>)[^<>]+(?=<)/g;
const LEAF_ELEMENT = /<([A-Z_]+)>[^<]*<\/\1>/g;
const BOMB = `<!DOCTYPE x [<!ENTITY a "${'ha'.repeat(20)}">${Array.from('bcdefghij', (name, index) => `<!ENTITY ${name} "${`&${'abcdefghi'[index]};`.repeat(10)}">`).join('')}]>`;

/** What an XML file can hold instead: entities, document types, depth. */
export const XML_MUTATIONS: readonly Mutation[] = [
  (content) =>
    Buffer.from(
      `${BOMB}${content
        .toString('utf8')
        .replace(/<\?xml.*?\?>/, '')
        .replace('<NAME>', '<NAME>&j;')}`,
    ),
  (content) => Buffer.from(`<!DOCTYPE x SYSTEM "file:///etc/passwd">${content.toString('utf8')}`),
  replacing(ELEMENT_TEXT, (random) =>
    random.pick([
      '&a;',
      '&#0;',
      '&#xd83d;',
      '&#1114112;',
      '&#x1f527;',
      '&amp;amp;',
      '&',
      '<![CDATA[',
      '<![CDATA[<a>]]>',
      '<!-- ',
      '<?x ?>',
    ]),
  ),
  replacing(ELEMENT_TEXT, (random) => random.pick(WORDS)),
  replacing(TAG, (random) =>
    random.pick(['<a>', '</a>', '<__PROTO__>', '<constructor/>', '<NAME/>', '<NAME x="1">', '<a:b>']),
  ),
  replacing(TAG, (random, tag) => `${tag}${'<A>'.repeat(random.pick([30, 70, DEEP]))}`),
  replacing(
    LEAF_ELEMENT,
    (random, element) => `${'<A>'.repeat(30)}${element}${'</A>'.repeat(random.pick([29, 30]))}`,
  ),
  replacing(LEAF_ELEMENT, (random, element) => element.repeat(2 + random.below(40))),
  replacing(LEAF_ELEMENT, (random) =>
    random.pick(['<__PROTO__>1</__PROTO__>', '<CONSTRUCTOR>1</CONSTRUCTOR>', '<CONTENT/>', '']),
  ),
];

/** `content` with one to three of the mutations. */
export const mutated = (content: Buffer, mutations: readonly Mutation[], random: Random): Buffer => {
  let now = content;
  for (let count = 1 + random.below(3); count > 0; count -= 1) now = random.pick(mutations)(now, random);
  return now;
};
