import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { externalTarget } from '#main/electron/navigation-policy.ts';
import { imageId, imageReference, isShowable, linkTarget } from '#renderer/shared/markdown/addresses.ts';
import { MarkdownText } from '#renderer/shared/markdown/markdown-text.tsx';
import { elementsOf, markupOf, readOf } from './markup.ts';

describe('what a technician writes', () => {
  it.each([
    ['a line\nand another', '<p dir="auto">a line<br/>and another</p>'],
    ['**b** *e* ~~s~~ `c`', '<p dir="auto"><strong>b</strong> <em>e</em> <s>s</s> <code>c</code></p>'],
    ['# One\n## Two\n###### Six', '<h3 dir="auto">One</h3><h4 dir="auto">Two</h4><h6 dir="auto">Six</h6>'],
    [
      '- a\n- b',
      '<ul><li dir="auto"><div dir="auto">a</div></li><li dir="auto"><div dir="auto">b</div></li></ul>',
    ],
    ['7. a', '<ol start="7"><li dir="auto"><div dir="auto">a</div></li></ol>'],
    ['> quoted', '<blockquote dir="auto"><p dir="auto">quoted</p></blockquote>'],
    ['```sh\nip a  <x>\n```', '<pre><code>ip a  &lt;x&gt;\n</code></pre>'],
    ['---', '<hr/>'],
    ['readme.md on srv-01.de', '<p dir="auto">readme.md on srv-01.de</p>'],
    ['', ''],
  ])('%j', (text, markup) => {
    expect(markupOf(text)).toBe(markup);
  });

  it('tables, aligned', () => {
    const markup = markupOf('| Port | State |\n|-----:|:-----:|\n| 7 | up |');
    const cells = elementsOf(markup).filter(({ name }) => name === 'th' || name === 'td');
    expect(cells.map(({ name, attributes }) => [name, attributes.get('style')])).toEqual([
      ['th', 'text-align:right'],
      ['th', 'text-align:center'],
      ['td', 'text-align:right'],
      ['td', 'text-align:center'],
    ]);
    expect(readOf(markup)).toBe('PortState7up');
  });

  it('tasks, with a box that says whether they are done', () => {
    const markup = markupOf('- [ ] unplug\n- [x] wait **ten** seconds\n- [link](x) is none');
    const boxes = elementsOf(markup).filter(({ name }) => name === 'input');
    expect(boxes.map(({ attributes }) => [attributes.has('checked'), attributes.get('aria-label')])).toEqual([
      [false, 'Not done'],
      [true, 'Done'],
    ]);
    expect(readOf(markup)).toBe('unplugwait ten secondslink (x) is none');
  });
});

describe('links', () => {
  it('lead out with their target beside them', () => {
    expect(markupOf('[our bank](https://evil.example/login)')).toBe(
      '<p dir="auto"><a href="https://evil.example/login" target="_blank" rel="noreferrer noopener" ' +
        'title="https://evil.example/login">our bank</a><span class="target"> (evil.example)</span></p>',
    );
  });

  it.each([
    ['https://example.org/a', 'https://example.org/a'],
    ['<https://example.org>', 'https://example.org'],
    ['[example.org](https://example.org/)', 'example.org'],
    ['[bank.example](https://bank.example.evil.example/)', 'bank.example (bank.example.evil.example)'],
    ['[write](mailto:desk@example.org)', 'write (desk@example.org)'],
    ['desk@example.org', 'desk@example.org'],
    ['[call](tel:+49301234)', 'call (+49301234)'],
    ['[wiki](http://wiki.intern/x)', 'wiki (wiki.intern)'],
    ['[x](javascript:alert(1))', 'x (javascript:alert(1))'],
    ['[paper](https://аpple.example)', 'paper (xn--pple-43d.example)'],
  ])('%j reads %j', (text, read) => {
    expect(readOf(markupOf(text))).toBe(read);
  });

  it('are handed over by the main process exactly when they look like links out', () => {
    for (const address of [
      'https://example.org/a?b=c#d',
      'mailto:a@b.example',
      'tel:+49301234',
      'http://wiki.intern/x',
      'https://a@b.example',
      'javascript:alert(1)',
      'ftp://example.org',
    ]) {
      const target = linkTarget(address);
      expect(externalTarget(address)).toBe(target?.kind === 'outside' ? target.address : null);
    }
  });

  it('that are not encrypted are copied', () => {
    const [, button] = elementsOf(markupOf('http://wiki.intern/x'));
    expect(button?.name).toBe('button');
    expect(button?.attributes.get('title')).toContain('http://wiki.intern/x');
  });
});

describe('record numbers', () => {
  const buttons = (text: string): readonly string[] =>
    [...markupOf(text).matchAll(/<button[^>]*>(.*?)<\/button>/g)].map(([, words = '']) => words);

  it.each([
    ['as in INC-7QK-0042, again.', ['INC-7QK-0042']],
    ['(KE-7QK-0001)/PRB-ABC-12345', ['KE-7QK-0001', 'PRB-ABC-12345']],
    ['PRB-ABC-12345, CHG-000-0001', ['PRB-ABC-12345', 'CHG-000-0001']],
    ['**KB-7QK-0042**', ['KB-7QK-0042']],
    ['[the ticket](INC-7QK-0042)', ['the ticket']],
    ['| n |\n|-|\n| INC-7QK-0042 |', ['INC-7QK-0042']],
    ['`INC-7QK-0042`', []],
    ['XINC-7QK-0042 INC-7QK-0042-1 INC-7QK-42 INC-7IK-0042 ABC-7QK-0042', []],
    ['[INC-7QK-0042](https://example.org/)', []],
  ])('%j', (text, numbers) => {
    expect(buttons(text)).toEqual(numbers);
  });

  it('are words where nobody can open them', () => {
    expect(markupOf('see INC-7QK-0042', {})).toBe('<p dir="auto">see INC-7QK-0042</p>');
  });
});

describe('images', () => {
  it('are those that are stored; every other is words and its address', () => {
    expect(elementsOf(markupOf('![the port](deskhand-image:01J-x_9)'))[1]).toEqual({
      name: 'span',
      attributes: new Map([
        ['class', 'image-place'],
        ['role', 'img'],
        ['aria-label', 'the port'],
      ]),
    });
    expect(readOf(markupOf('![the port](https://evil.example/p.png)'))).toBe(
      'the port (https://evil.example/p.png)',
    );
    expect(readOf(markupOf('![](https://evil.example/p.png)'))).toBe('https://evil.example/p.png');
    expect(readOf(markupOf('![the port](deskhand-image:01J)', {}))).toBe('the port');
  });

  it('are referred to under any name', () => {
    const reference = imageReference('01J', 'port [7] \\ "left"\nside');
    expect(elementsOf(markupOf(reference))[1]?.attributes.get('aria-label')).toBe('port [7] \\ "left" side');
    expect(imageId('deskhand-image:01J')).toBe('01J');
    expect(imageId('deskhand-image:01J/../x')).toBeNull();
    expect(imageId('DESKHAND-IMAGE:01J')).toBeNull();
  });

  it.each([
    ['blob:app://deskhand/1', true],
    ['data:image/png;base64,AAAA', true],
    ['data:image/svg+xml;base64,AAAA', false],
    ['data:text/html,x', false],
    ['https://evil.example/p.png', false],
    ['javascript:alert(1)', false],
  ])('%s may be shown: %s', (url, may) => {
    expect(isShowable(url)).toBe(may);
  });
});

it('the text stands there as it was written until the parser is read', () => {
  const markup = renderToStaticMarkup(createElement(MarkdownText, { text: '# <b>A</b>\n- b' }));
  expect(readOf(markup.replace(/<style.*?<\/style>/gs, ''))).toContain('# <b>A</b>\n- b');
});
