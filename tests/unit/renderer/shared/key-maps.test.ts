import { describe, expect, it } from 'vitest';
import { actionOf, type KeyMap } from '#renderer/shared/commands/key-maps.ts';
import { shortcutGroups } from '#renderer/shared/commands/shortcut-groups.ts';
import { isSendKey } from '#renderer/shared/ui/send-key.ts';

const LIST: KeyMap<'step' | 'extend' | 'all'> = {
  group: 'common:groups.lists',
  actions: {
    step: { label: 'common:tableKeys.move', shortcuts: ['ArrowDown', 'ArrowUp', 'j', 'k'] },
    extend: { label: 'common:tableKeys.extend', shortcuts: ['Shift+ArrowDown'] },
    all: { label: 'common:tableKeys.selectAll', shortcuts: ['Ctrl+A', 'Space'] },
  },
};
const press = (key: string, held: object = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
});

describe('a press in a place with keys of its own', () => {
  it.each([
    [press('ArrowDown'), 'step'],
    [press('k'), 'step'],
    [press('ArrowDown', { shiftKey: true }), 'extend'],
    [press('a', { ctrlKey: true }), 'all'],
    [press('a', { metaKey: true }), 'all'],
    [press(' '), 'all'],
    [press('a'), null],
    [press('j', { ctrlKey: true }), null],
    [press('ArrowDown', { altKey: true }), null],
  ])('%j is %s', (event, action) => {
    expect(actionOf(LIST, event)).toBe(action);
  });

  it('sends a form by Ctrl+Enter alone', () => {
    expect(isSendKey(press('Enter', { ctrlKey: true }))).toBe(true);
    expect(isSendKey(press('Enter', { metaKey: true }))).toBe(true);
    expect(isSendKey(press('Enter'))).toBe(false);
  });
});

describe('the shortcuts overlay', () => {
  it('lists every key that is bound, by group, each label once', () => {
    const tabs: KeyMap = {
      group: 'common:groups.tabs',
      actions: {
        previous: { label: 'common:tabKeys.move', shortcuts: ['ArrowLeft'] },
        next: { label: 'common:tabKeys.move', shortcuts: ['ArrowRight'] },
      },
    };
    const commands = [
      { group: 'common:groups.navigation', label: 'common:pages.queue', shortcut: 'Alt+1' },
      { group: 'common:groups.navigation', label: 'common:pages.queue', shortcut: 'g q' },
      { group: 'common:groups.navigation', label: 'common:pages.sync' },
      { group: 'common:groups.lists', label: 'common:tableKeys.open', shortcut: 'Enter' },
    ] as const;
    const groups = shortcutGroups(commands, [LIST, tabs]);
    expect(groups.map(({ group, lines }) => [group, ...lines.map(({ label }) => label)])).toEqual([
      ['common:groups.navigation', 'common:pages.queue'],
      [
        'common:groups.lists',
        'common:tableKeys.open',
        'common:tableKeys.move',
        'common:tableKeys.extend',
        'common:tableKeys.selectAll',
      ],
      ['common:groups.tabs', 'common:tabKeys.move'],
    ]);
    const listed = groups.flatMap(({ lines }) => lines.flatMap(({ shortcuts }) => shortcuts));
    const bound = [LIST, tabs].flatMap(({ actions }) =>
      Object.values(actions as Record<string, { readonly shortcuts: readonly string[] }>).flatMap(
        ({ shortcuts }) => shortcuts,
      ),
    );
    for (const key of [...bound, 'Alt+1', 'g q', 'Enter']) expect(listed).toContain(key);
  });
});
