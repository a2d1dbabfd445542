import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanMediaType, isProgram, pictureTypeOf, previewOf } from '#domain/attachments/file-kind.ts';
import { cleanFileName, endingOf, freeFileName, MAX_NAME_BYTES } from '#domain/attachments/file-name.ts';
import { isWellFormedText } from '#domain/records/well-formed.ts';

/** Control characters, those that turn what follows, and what no file system takes. */
const isUnwanted = (character: string): boolean => {
  const code = character.codePointAt(0) ?? 0;
  const isControl = code < 0x20 || (code >= 0x7f && code < 0xa0);
  const isTurning = (code >= 0x200b && code <= 0x200f) || (code >= 0x202a && code <= 0x202e);
  return isControl || isTurning || '/\\<>:"|?*'.includes(character);
};

describe('the name of a file', () => {
  it.each([
    ['report.pdf', 'report.pdf'],
    ['Übersicht März.xlsx', 'Übersicht März.xlsx'],
    ['/etc/passwd', 'passwd'],
    ['..\\..\\Windows\\System32\\drivers.sys', 'drivers.sys'],
    ['../../..', 'file'],
    ['a/b/', 'file'],
    ['', 'file'],
    ['   ', 'file'],
    ['.bashrc', 'bashrc'],
    ['CON', '_CON'],
    ['nul.txt', '_nul.txt'],
    ['com1.tar.gz', '_com1.tar.gz'],
    ['console.log', 'console.log'],
    ['a\u0000b\r\n.txt', 'ab.txt'],
    ['invoice\u202efdp.exe', 'invoicefdp.exe'],
    ['zero\u200bwidth.txt', 'zerowidth.txt'],
    ['what? "this" <is>:|*.txt', 'what_ _this_ _is____.txt'],
    ['trailing.txt. . ', 'trailing.txt'],
    ['half\ud83d.txt', 'half\ufffd.txt'],
    ['e\u0301.txt', '\u00e9.txt'],
  ])('%j becomes %j', (given, name) => expect(cleanFileName(given)).toBe(name));

  const names = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 400 }),
    fc.string({ unit: 'grapheme', maxLength: 400 }),
    fc.stringMatching(/^[a-z0-9./\\ :*?"<>|]{0,40}$/),
    fc
      .tuple(
        fc.constantFrom('con', 'PRN', 'lpt9', 'CONIN$', 'com¹'),
        fc.constantFrom('', '.', '.txt', ' .a', '. .'),
      )
      .map((parts) => parts.join('')),
  );

  it('is found in no time also where blanks stand in the middle', () => {
    expect(cleanFileName(`a${' '.repeat(300_000)}b.txt`)).toMatch(/^a +\.txt$/);
  });

  it('is a name of any file system and of no folder, whatever was given (property)', () => {
    fc.assert(
      fc.property(names, (given) => {
        const name = cleanFileName(given);
        expect(name).not.toBe('');
        expect([...name].filter(isUnwanted)).toEqual([]);
        expect(name).not.toMatch(/^[\s.]|[\s.]$/);
        expect(name).not.toMatch(/^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i);
        expect(Buffer.byteLength(name)).toBeLessThanOrEqual(MAX_NAME_BYTES + 1);
        expect(isWellFormedText(name)).toBe(true);
        expect(cleanFileName(name)).toBe(name);
      }),
      { numRuns: 3_000 },
    );
  });

  it('keeps its ending when it is cut', () => {
    const name = cleanFileName(`${'ä'.repeat(300)}.docx`);
    expect(endingOf(name)).toBe('docx');
    expect(Buffer.byteLength(name)).toBeLessThanOrEqual(MAX_NAME_BYTES);
  });

  it('is another one where it is taken', () => {
    const taken = new Set(['a.txt', 'a (2).txt']);
    expect(freeFileName('A.txt', taken)).toBe('A (3).txt');
    expect(freeFileName('b.txt', taken)).toBe('b.txt');
    expect(freeFileName('noending', new Set(['noending']))).toBe('noending (2)');
  });
});

describe('what a file is', () => {
  const bytes = (hex: string): Uint8Array => Buffer.from(hex, 'hex');

  it.each([
    ['89504e470d0a1a0a0000', 'image/png'],
    ['ffd8ffe000104a46', 'image/jpeg'],
    ['474946383961', 'image/gif'],
    ['52494646aaaaaaaa57454250', 'image/webp'],
    ['52494646aaaaaaaa41564920', null],
    ['3c737667', null],
    ['', null],
  ])('is told from its bytes: %s is %s', (hex, type) => expect(pictureTypeOf(bytes(hex))).toBe(type));

  it.each(['4d5a9000', '7f454c46', 'cffaedfe'])('%s is a program', (hex) =>
    expect(isProgram(bytes(hex))).toBe(true),
  );

  it.each([
    ['text/html; charset=utf-8', 'text/html'],
    ['IMAGE/PNG', 'image/png'],
    ['not a type', 'application/octet-stream'],
    ['text/html\r\nx: y', 'application/octet-stream'],
    ['', 'application/octet-stream'],
  ])('is claimed in one form: %j', (given, type) => expect(cleanMediaType(given)).toBe(type));

  it.each([
    ['image/png', 'a.png', 'picture'],
    ['image/svg+xml', 'a.svg', 'none'],
    ['text/html', 'a.html', 'none'],
    ['text/plain', 'a', 'text'],
    ['application/octet-stream', 'boot.log', 'text'],
    ['application/pdf', 'a.pdf', 'none'],
  ] as const)('%s, %s is shown as %s', (type, name, preview) => expect(previewOf(type, name)).toBe(preview));
});
