import type { TextKey } from '#renderer/shared/i18n/i18n.ts';
import type { Command } from './commands.ts';
import type { KeyLine, KeyMap } from './key-maps.ts';

export type ShortcutGroup = { readonly group: TextKey; readonly lines: readonly KeyLine[] };

/** Everything that has a key, by group and label; what can be done in several ways is one line with all of them. */
export const shortcutGroups = (
  commands: readonly Pick<Command, 'group' | 'label' | 'shortcut'>[],
  maps: readonly KeyMap[],
): readonly ShortcutGroup[] => {
  const groups = new Map<TextKey, Map<TextKey, readonly string[]>>();
  const add = (group: TextKey, { label, shortcuts }: KeyLine): void => {
    const lines = groups.get(group) ?? new Map<TextKey, readonly string[]>();
    lines.set(label, [...new Set([...(lines.get(label) ?? []), ...shortcuts])]);
    groups.set(group, lines);
  };
  for (const { group, label, shortcut } of commands) {
    if (shortcut !== undefined) add(group, { label, shortcuts: [shortcut] });
  }
  for (const { group, actions } of maps) {
    for (const line of Object.values(actions)) add(group, line);
  }
  return [...groups].map(([group, lines]) => ({
    group,
    lines: [...lines].map(([label, shortcuts]) => ({ label, shortcuts })),
  }));
};
