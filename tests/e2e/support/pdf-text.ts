import { inflateSync } from 'node:zlib';

/** Objects of a PDF as Chromium writes it, by number: plain, each with its stream unpacked. */
const objectsOf = (pdf: Buffer): ReadonlyMap<string, string> => {
  const text = pdf.toString('latin1');
  const objects = new Map<string, string>();
  for (const [, number = '', body = ''] of text.matchAll(/(?:^|\n)(\d+) 0 obj\n([\s\S]*?)\nendobj/g)) {
    const at = body.indexOf('stream\n');
    const packed = body.slice(at + 'stream\n'.length, body.lastIndexOf('\nendstream'));
    const isPacked = at >= 0 && body.slice(0, at).includes('/FlateDecode');
    const stream = isPacked ? inflateSync(Buffer.from(packed, 'latin1')).toString('latin1') : packed;
    objects.set(number, at < 0 ? body : `${body.slice(0, at)}${stream}`);
  }
  return objects;
};

/** What the glyphs of a font say, by its table for copying text. */
const glyphsOf = (table: string): ReadonlyMap<string, string> => {
  const glyphs = new Map<string, string>();
  const letters = (hex: string): string => Buffer.from(hex, 'hex').swap16().toString('utf16le');
  for (const [, lines = ''] of table.matchAll(/beginbfchar\n([\s\S]*?)endbfchar/g))
    for (const [, glyph = '', hex = ''] of lines.matchAll(/<([\dA-F]+)> <([\dA-F]+)>/gi))
      glyphs.set(glyph.toUpperCase(), letters(hex));
  for (const [, lines = ''] of table.matchAll(/beginbfrange\n([\s\S]*?)endbfrange/g))
    for (const [, from = '', to = '', hex = ''] of lines.matchAll(/<([\dA-F]+)> <([\dA-F]+)> <([\dA-F]+)>/gi)) {
      const first = Number.parseInt(from, 16);
      const start = Number.parseInt(hex, 16);
      for (let glyph = first; glyph <= Number.parseInt(to, 16); glyph += 1)
        glyphs.set(
          glyph.toString(16).toUpperCase().padStart(4, '0'),
          String.fromCharCode(start + glyph - first),
        );
    }
  return glyphs;
};

/** The text of each page, without spaces: where they are is a matter of places on the paper. */
export const pdfPages = (pdf: Buffer): readonly string[] => {
  const objects = objectsOf(pdf);
  const refIn = (text: string, pattern: RegExp): string => objects.get(pattern.exec(text)?.[1] ?? '') ?? '';
  const pages = [...objects.values()].filter((body) => /\/Type \/Page\b(?!s)/.test(body));
  return pages.map((page) => {
    const fonts = new Map(
      [...page.matchAll(/\/(F\d+) (\d+) 0 R/g)].map(([, name = '', number = '']) => [
        name,
        glyphsOf(refIn(objects.get(number) ?? '', /\/ToUnicode (\d+) 0 R/)),
      ]),
    );
    const numbers = /\/Contents (?:\[([^\]]*)\]|(\d+ 0 R))/.exec(page);
    const contents = [...`${numbers?.[1] ?? numbers?.[2] ?? ''}`.matchAll(/(\d+) 0 R/g)]
      .map(([, number = '']) => objects.get(number) ?? '')
      .join('\n');
    let glyphs: ReadonlyMap<string, string> = new Map();
    let said = '';
    for (const [, font, shown] of contents.matchAll(/\/(F\d+) [\d.]+ Tf|((?:\[[^\]]*\]\s*TJ)|(?:<[\dA-F]+>\s*Tj))/gi)) {
      if (font !== undefined) glyphs = fonts.get(font) ?? new Map();
      for (const [, hex = ''] of (shown ?? '').matchAll(/<([\dA-F]+)>/gi))
        for (const [glyph] of hex.toUpperCase().matchAll(/.{4}/g)) said += glyphs.get(glyph) ?? '';
    }
    return said.replace(/\s/g, '');
  });
};
