import { describe, expect, it } from 'vitest';
import { type Command, mergeLayers } from '#renderer/shared/commands/commands.ts';
import {
  isTypingKey,
  type KeyPress,
  matchShortcut,
  shortcutOf,
} from '#renderer/shared/commands/shortcuts.ts';
import type { TextKey } from '#renderer/shared/i18n/i18n.ts';

const press = (key: string, held: Partial<KeyPress> = {}): KeyPress => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
});

describe('shortcutOf', () => {
  it.each([
    [press('k', { ctrlKey: true }), 'Ctrl+K'],
    [press('k', { metaKey: true }), 'Ctrl+K'],
    [press('S', { ctrlKey: true, shiftKey: true }), 'Ctrl+Shift+S'],
    [press('Tab', { ctrlKey: true, shiftKey: true }), 'Ctrl+Shift+Tab'],
    [press('1', { altKey: true }), 'Alt+1'],
    [press('¡', { altKey: true, code: 'Digit1' }), 'Alt+1'],
    [press('é', { altKey: true, code: 'Digit2' }), 'Alt+2'],
    [press('1', { altKey: true, code: 'Numpad1' }), 'Alt+1'],
    [press('[', { altKey: true, ctrlKey: true, code: 'Digit8' }), 'Ctrl+Alt+['],
    [press('?', { shiftKey: true }), '?'],
    [press('g'), 'g'],
    [press('Enter', { ctrlKey: true }), 'Ctrl+Enter'],
  ])('writes %o', (given, expected) => {
    expect(shortcutOf(given)).toBe(expected);
  });

  it('tells keys that type from those that do not', () => {
    expect(isTypingKey(press('g'))).toBe(true);
    expect(isTypingKey(press('?', { shiftKey: true }))).toBe(true);
    expect(isTypingKey(press('g', { ctrlKey: true }))).toBe(false);
    expect(isTypingKey(press('F5'))).toBe(false);
  });
});

describe('matchShortcut', () => {
  const known = ['Ctrl+K', 'g q', 'g c', '?'];

  it('matches a single press at once', () => {
    expect(matchShortcut('', 'Ctrl+K', known)).toEqual({ matched: 'Ctrl+K', pending: '' });
  });

  it('holds a beginning back and finishes it', () => {
    expect(matchShortcut('', 'g', known)).toEqual({ matched: null, pending: 'g' });
    expect(matchShortcut('g', 'q', known)).toEqual({ matched: 'g q', pending: '' });
  });

  it('begins anew with a press that does not continue the row', () => {
    expect(matchShortcut('g', '?', known)).toEqual({ matched: '?', pending: '' });
    expect(matchShortcut('g', 'g', known)).toEqual({ matched: null, pending: 'g' });
    expect(matchShortcut('g', 'z', known)).toEqual({ matched: null, pending: '' });
  });
});

describe('mergeLayers', () => {
  it('lets a later layer take the place of a command of the same name', () => {
    const command = (id: string, label: TextKey): Command => ({
      id,
      label,
      group: 'common:groups.general',
      run: () => undefined,
    });
    const merged = mergeLayers([
      [command('save', 'common:save'), command('new', 'common:close')],
      [command('save', 'common:cancel')],
    ]);
    expect(merged.map(({ id, label }) => `${id} ${label}`)).toEqual([
      'save common:cancel',
      'new common:close',
    ]);
  });
});
