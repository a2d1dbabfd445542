import { describe, expect, it } from 'vitest';
import { isolated, joined, withoutIsolates } from '#renderer/shared/i18n/bidi.ts';
import { setupTexts, text } from '#renderer/shared/i18n/i18n.ts';

setupTexts();

const AHMED = 'أحمد منصور';
const DAVID = 'דוד לוי';
const kept = (name: string): string => `\u2068${name}\u2069`;

describe('a name written from the right', () => {
  it.each([AHMED, DAVID, `Team ${AHMED}`, 'ﺍﻟﻌﺮﺑﻴﺔ'])('%s stays in one piece within a sentence', (name) => {
    expect(text('common:shell.userMenu', { name })).toBe(`Menu of ${kept(name)}`);
    expect(isolated(name)).toBe(kept(name));
  });

  it('stays in one piece beside a time or another name', () => {
    expect(joined([AHMED, '21 Nov, 14:05'])).toBe(`${kept(AHMED)} · 21 Nov, 14:05`);
    expect(joined([AHMED, null, '', DAVID], ', ')).toBe(`${kept(AHMED)}, ${kept(DAVID)}`);
  });

  it('is handed on as it was given', () => {
    expect(withoutIsolates(text('orders:new.suggestedTitle.moveBare', { device: AHMED }))).toBe(
      `Move ${AHMED}`,
    );
  });
});

it('adds nothing to names that need nothing, and escapes nothing', () => {
  for (const name of ['Ada Byron', 'Łukasz Öz', '山田太郎', `<b>O'Neil & "Sons"</b>`, '42'])
    expect(text('common:shell.userMenu', { name })).toBe(`Menu of ${name}`);
  expect(text('common:sla.late', { span: '3 d' })).toBe('3 d over');
});
