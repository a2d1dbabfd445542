import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linkTarget } from '#renderer/shared/markdown/addresses.ts';
import { type Element, elementsOf, markupOf, readOf } from './markup.ts';

const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  p: ['dir'],
  div: ['dir'],
  h3: ['dir'],
  h4: ['dir'],
  h5: ['dir'],
  h6: ['dir'],
  blockquote: ['dir'],
  ul: [],
  ol: ['start'],
  li: ['dir', 'class'],
  input: ['type', 'disabled', 'checked', 'aria-label'],
  pre: [],
  code: [],
  hr: [],
  br: [],
  section: ['class', 'aria-label', 'tabindex'],
  table: [],
  thead: [],
  tbody: [],
  tr: [],
  th: ['dir', 'style'],
  td: ['dir', 'style'],
  strong: [],
  em: [],
  s: [],
  span: ['class', 'role', 'aria-label'],
  button: ['type', 'class', 'title'],
  a: ['href', 'target', 'rel', 'title'],
};
const STYLES = ['text-align:left', 'text-align:center', 'text-align:right'];
const CLASSES = ['task', 'table', 'link', 'target', 'image-place'];

const faultsOf = ({ name, attributes }: Element): readonly string[] => {
  const allowed = ALLOWED[name];
  if (allowed === undefined) return [`<${name}>`];
  return [...attributes].flatMap(([key, value]) => {
    const isFine =
      allowed.includes(key) &&
      (key !== 'style' || STYLES.includes(value)) &&
      (key !== 'class' || CLASSES.includes(value)) &&
      (key !== 'type' || ['checkbox', 'button'].includes(value)) &&
      (key !== 'href' || /^(?:https:\/\/[^/@]+(?:\/|$)|mailto:|tel:)/.test(value));
    return isFine ? [] : [`<${name} ${key}="${value}">`];
  });
};
const faults = (text: string): readonly string[] => elementsOf(markupOf(text)).flatMap(faultsOf);
const names = (text: string): readonly string[] => elementsOf(markupOf(text)).map(({ name }) => name);

const hostile = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<svg/onload=alert(1)>',
  '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
  '<a href="javascript:alert(1)">x</a>',
  '<style>*{display:none}</style>',
  '<!-- <script> --> <b onclick=alert(1)>x</b>',
  '<math><mtext></mtext><mglyph><style></math><img src onerror=alert(1)>',
  '[x](javascript:alert(1))',
  '[x](JaVaScRiPt:alert(1))',
  '[x](java&#115;cript:alert(1))',
  '[x](java&Tab;script:alert(1))',
  '[x](&#x6A&#x61&#x76&#x61&#x73&#x63&#x72&#x69&#x70&#x74&#x3A&#x61&#x6C&#x65&#x72&#x74&#x28&#x31&#x29)',
  '[x](<java\tscript:alert(1)>)',
  '[x](\u0001javascript:alert(1))',
  '[x](vbscript:msgbox(1))',
  '[x](data:text/html,<script>alert(1)</script>)',
  '[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)',
  '[x](file:///etc/passwd)',
  '[x](app://deskhand/index.html)',
  '[x](deskhand://ticket/01J)',
  '[x](blob:https://example.org/1)',
  '[x](//evil.example)',
  '[x](/etc/passwd)',
  '[x](https://bank.example@evil.example)',
  '[x](https:evil.example:pass@host)',
  '[x](smb://server/share)',
  '[x](ms-msdt:/id PCWDiagnostic)',
  '<javascript:alert(1)>',
  '[x]: javascript:alert(1)\n\n[x]',
  '[x](https://example.org "title\\" onclick=alert(1)")',
  '![x](javascript:alert(1))',
  '![x](https://evil.example/pixel.png)',
  '![x](data:image/svg+xml,<svg onload=alert(1)>)',
  '![x](data:image/png;base64,AAAA)',
  '![x](deskhand-image:../../etc/passwd)',
  '![x](deskhand-image:a" onerror="alert(1))',
  '![" onerror="alert(1)](deskhand-image:01J)',
  '[![x](javascript:a)](javascript:b)',
  '```"><script>alert(1)</script>\nx\n```',
  '``` \u0000<script>\n</script>\n```',
  '| a |\n|:-:|\n| <script>alert(1)</script> |\n| [x](javascript:alert(1)) |',
  '- [x] <img src=x onerror=alert(1)>\n  > - [ ] [y](javascript:alert(1))',
  '# <script>alert(1)</script>',
  '> <script>\n> alert(1)\n> </script>',
  '\\<script>alert(1)\\</script>',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
  '**<b>**x**</b>**',
];

describe('a hostile text', () => {
  it.each(hostile)('%j makes nothing but what is allowed', (text) => {
    expect(faults(text)).toEqual([]);
  });

  it.each(hostile.filter((text) => /javascript|vbscript|data:|file:|app:|smb:|ms-msdt/i.test(text)))(
    '%j leads nowhere',
    (text) => {
      for (const { name, attributes } of elementsOf(markupOf(text))) {
        expect(['a', 'img', 'button']).not.toContain(name);
        expect(attributes.has('href')).toBe(false);
      }
    },
  );

  it('shows HTML as the words it is', () => {
    expect(readOf(markupOf('<b>bold</b> <!-- note -->'))).toBe('<b>bold</b> <!-- note -->');
  });

  it.each([
    '>'.repeat(20_000),
    '- '.repeat(5_000),
    `${'*_'.repeat(10_000)}a${'_*'.repeat(10_000)}`,
    '*a **b '.repeat(4_000) + 'c** d*'.repeat(4_000),
    '['.repeat(20_000),
    '![a]('.repeat(5_000),
    `${'`'.repeat(9_999)} ${'`'.repeat(10_001)}`,
    `|${'a|'.repeat(2_000)}\n|${'-|'.repeat(2_000)}\n`,
    Array.from({ length: 120 }, (_none, depth) => `${'  '.repeat(depth)}- a`).join('\n'),
    'https://a.b/'.repeat(3_000),
    '\u0000\ud800\udfff\uffff',
  ])('of the odd kind, number %#, is drawn all the same', (text) => {
    expect(faults(text)).toEqual([]);
  });

  it('keeps the words of what is nested beyond reason', () => {
    expect(readOf(markupOf(`${'>'.repeat(300)}found`))).toContain('found');
    expect(readOf(markupOf(`${'- '.repeat(300)}found`))).toContain('found');
    const deep = `${'*a **b '.repeat(50)}found${' c** d*'.repeat(50)}`;
    expect(readOf(markupOf(deep))).toContain('found');
    expect(names(deep).filter((name) => name === 'em' || name === 'strong').length).toBeGreaterThan(1);
  });
});

const piece = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...hostile) },
  fc.constantFrom(
    '\n',
    '\n\n',
    ' ',
    '    ',
    '> ',
    '- ',
    '1. ',
    '| ',
    '|-|',
    '```',
    '`',
    '*',
    '**',
    '_',
    '~~',
  ),
  fc.constantFrom(
    '[',
    ']',
    '(',
    ')',
    '![',
    '](',
    '<',
    '>',
    '"',
    "'",
    '&',
    '&#',
    ';',
    ':',
    '\\',
    '[ ] ',
    '#',
    '=',
  ),
  fc.constantFrom(
    'INC-7QK-0042',
    'https://example.org/a',
    'mailto:a@b.example',
    'deskhand-image:01J',
    'a@b.example',
  ),
  fc.string({ unit: 'binary', maxLength: 12 }),
);

describe('any text', () => {
  it('is drawn, with nothing in it but what is allowed', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        expect(faults(pieces.join(''))).toEqual([]);
      }),
      { numRuns: 1_000 },
    );
  });

  it('leads where it is allowed to, or nowhere', () => {
    fc.assert(
      fc.property(fc.oneof(fc.webUrl(), fc.string({ unit: 'binary' }), piece), (address) => {
        const target = linkTarget(address);
        if (target === null || target.kind === 'record') return;
        const { protocol, username, password } = new URL(target.address);
        expect(['https:', 'http:', 'mailto:', 'tel:']).toContain(protocol);
        expect(username + password).toBe('');
        expect(target.kind).toBe(protocol === 'http:' ? 'copied' : 'outside');
      }),
    );
  });
});
