import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { imageReference } from '#renderer/shared/markdown/addresses.ts';
import { continueList, placeSince, withOwnLine } from '#renderer/shared/markdown/text-edit.ts';

/** `|` is the caret, or both ends of what is selected. Answers the text after Enter with the caret, null for an Enter like any other. */
const enter = (marked: string): string | null => {
  const from = marked.indexOf('|');
  const rest = marked.slice(from + 1);
  const second = rest.indexOf('|');
  const text = marked.replaceAll('|', '');
  const edit = continueList(text, from, second < 0 ? from : from + second);
  return edit === null ? null : `${text.slice(0, edit.from)}${edit.insert}|${text.slice(edit.to)}`;
};

describe('Enter', () => {
  it.each([
    ['- one|', '- one\n- |'],
    ['* one|\ntwo', '* one\n* |\ntwo'],
    ['  + one|', '  + one\n  + |'],
    ['9. nine|', '9. nine\n10. |'],
    ['3) three|', '3) three\n4) |'],
    ['- [x] done|', '- [x] done\n- [ ] |'],
    ['1. [ ] task|', '1. [ ] task\n2. [ ] |'],
    ['> quoted|', '> quoted\n> |'],
    ['> - item|', '> - item\n> - |'],
    ['- one |two', '- one \n- |two'],
    ['- one |two| three', '- one \n- | three'],
    ['a\n- one\n- |', 'a\n- one\n|'],
    ['- [ ] |', '|'],
    ['1. |\nafter', '|\nafter'],
    ['> |', '|'],
    ['```\n- x\n```\n- one|', '```\n- x\n```\n- one\n- |'],
  ])('%j becomes %j', (before, after) => {
    expect(enter(before)).toBe(after);
  });

  it.each([
    'one|',
    '|- one',
    '-| one',
    '- [ |] one',
    '-one|',
    '**bold**|',
    '',
    '|',
    '```\n- one|',
    '-- |',
    '1.5 V|',
  ])('in %j is only Enter', (before) => {
    expect(enter(before === '' ? '|' : before)).toBeNull();
  });

  it('changes nothing but where it stands', () => {
    const line = fc.constantFrom('- a', '1. b', '> c', '', 'text', '- [ ] d', '```', '  - e', '12) ');
    fc.assert(
      fc.property(fc.array(line, { maxLength: 8 }), fc.nat(80), fc.nat(20), (lines, at, length) => {
        const text = lines.join('\n');
        const from = Math.min(at, text.length);
        const to = Math.min(from + length, text.length);
        const edit = continueList(text, from, to);
        if (edit === null) return;
        const isEnded = edit.insert === '';
        expect(edit.to).toBeLessThanOrEqual(isEnded ? text.length : to);
        if (!isEnded) expect([edit.from, edit.to]).toEqual([from, to]);
        expect(edit.insert === '' || edit.insert.startsWith('\n')).toBe(true);
      }),
    );
  });
});

describe('a place in a text that somebody goes on writing', () => {
  it.each([
    ['ab|cd', 'abcd more', 2],
    ['ab|cd', 'x abcd', 4],
    ['ab|cd', 'abXcd', 2],
    ['ab|cd', 'something else', 14],
    ['|', 'typed', 0],
  ])('%j, then %j: %i', (marked, now, place) => {
    expect(placeSince(marked.replace('|', ''), marked.indexOf('|'), now)).toBe(place);
  });
});

it('an image stands on a line of its own', () => {
  const reference = imageReference('01J', 'port');
  expect(reference).toBe('![port](deskhand-image:01J)');
  expect(withOwnLine('', 0, reference)).toBe(`${reference}\n`);
  expect(withOwnLine('ab', 1, reference)).toBe(`\n${reference}\n`);
  expect(withOwnLine('a\n\nb', 2, reference)).toBe(reference);
});
