import { inflateSync } from 'node:zlib';

/** Objects of a PDF as Chromium writes it, by number: plain, each with its stream unpacked. */
const objectsOf = (pdf: Buffer): ReadonlyMap<string, string> => {
  const objects = new Map<string, string>();
  for (const [, number = '', body = ''] of pdf
    .toString('latin1')
    .matchAll(/(?:^|\n)(\d+) 0 obj\n([\s\S]*?)\nendobj/g)) {
    const at = body.indexOf('stream\n');
    const packed = body.slice(at + 'stream\n'.length, body.lastIndexOf('\nendstream'));
    const isPacked = at >= 0 && body.slice(0, at).includes('/FlateDecode');
    const stream = isPacked ? inflateSync(Buffer.from(packed, 'latin1')).toString('latin1') : packed;
    objects.set(number, at < 0 ? body : `${body.slice(0, at)}${stream}`);
  }
  return objects;
};

type Glyphs = ReadonlyMap<string, string>;

const letters = (hex: string): string => Buffer.from(hex, 'hex').swap16().toString('utf16le');

/** What the glyphs of a font say, by its table for copying text. */
const glyphsOf = (table: string): Glyphs => {
  const glyphs = new Map<string, string>();
  for (const [, lines = ''] of table.matchAll(/beginbfchar\n([\s\S]*?)endbfchar/g))
    for (const [, glyph = '', hex = ''] of lines.matchAll(/<(\w+)> <(\w+)>/g))
      glyphs.set(glyph.toUpperCase(), letters(hex));
  for (const [, lines = ''] of table.matchAll(/beginbfrange\n([\s\S]*?)endbfrange/g))
    for (const [, from = '', to = '', hex = ''] of lines.matchAll(/<(\w+)> <(\w+)> <(\w+)>/g)) {
      const first = Number.parseInt(from, 16);
      for (let glyph = first; glyph <= Number.parseInt(to, 16); glyph += 1)
        glyphs.set(
          glyph.toString(16).toUpperCase().padStart(from.length, '0'),
          String.fromCharCode(Number.parseInt(hex, 16) + glyph - first),
        );
    }
  return glyphs;
};

const shown = (glyphs: Glyphs, hex: string): string => {
  const width = [...glyphs.keys()][0]?.length ?? 2;
  const codes = hex.toUpperCase().match(new RegExp(`.{${width}}`, 'g')) ?? [];
  return codes.map((code) => glyphs.get(code) ?? '').join('');
};

const TOKENS = /\/(F\d+) [\d.]+ Tf|\/ActualText \((.*?)\) >> BDC|(EMC)|(\[[^\]]*\]\s*TJ|<\w+>\s*Tj)/g;

const textIn = (contents: string, fonts: ReadonlyMap<string, Glyphs>): string => {
  let glyphs: Glyphs = new Map();
  let isTold = false;
  let said = '';
  for (const [, font, actual, end, text = ''] of contents.matchAll(TOKENS)) {
    if (font !== undefined) glyphs = fonts.get(font) ?? new Map();
    if (actual !== undefined) {
      said += actual;
      isTold = true;
    }
    if (end !== undefined) isTold = false;
    // What stands for these glyphs was told already.
    if (isTold) continue;
    for (const [, hex = ''] of text.matchAll(/<(\w+)>/g)) said += shown(glyphs, hex);
  }
  return said.replace(/\s/g, '');
};

/** The text of each page, without spaces: where they are is a matter of places on the paper. */
export const pdfPages = (pdf: Buffer): readonly string[] => {
  const objects = objectsOf(pdf);
  const referred = (body: string, pattern: RegExp): string =>
    objects.get(pattern.exec(body)?.[1] ?? '') ?? '';
  const pages = [...objects.values()].filter((body) => /\/Type \/Page\b(?!s)/.test(body));
  return pages.map((page) => {
    const fonts = new Map(
      [...page.matchAll(/\/(F\d+) (\d+) 0 R/g)].map(([, name = '', number = '']) => [
        name,
        glyphsOf(referred(objects.get(number) ?? '', /\/ToUnicode (\d+) 0 R/)),
      ]),
    );
    return textIn(referred(page, /\/Contents (\d+) 0 R/), fonts);
  });
};
