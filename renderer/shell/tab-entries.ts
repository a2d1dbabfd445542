import { text } from '#renderer/shared/i18n/i18n.ts';
import { type Tab, useNavigation } from '#renderer/shared/navigation/navigation-store.ts';
import { recordEntries, recordOfRoute } from '#renderer/shared/navigation/record-menu.ts';
import type { MenuEntry } from '#renderer/shared/ui/context-menu.tsx';

/** What can be done with a tab, and with the record in it. */
export const tabEntries = (tab: Tab): readonly MenuEntry[] => {
  const { tabs, close, closeOthers, moveTab } = useNavigation.getState();
  const at = tabs.findIndex(({ key }) => key === tab.key);
  const record = recordOfRoute(tab.route, tab.title);
  return [
    ...(record === null ? [] : recordEntries(record)),
    ...(at > 0
      ? [
          {
            label: text('common:contextMenu.left'),
            shortcut: 'Ctrl+Shift+PageUp',
            run: () => moveTab(tab.key, at - 1),
          },
        ]
      : []),
    ...(at < tabs.length - 1
      ? [
          {
            label: text('common:contextMenu.right'),
            shortcut: 'Ctrl+Shift+PageDown',
            run: () => moveTab(tab.key, at + 1),
          },
        ]
      : []),
    { label: text('common:contextMenu.close'), shortcut: 'Ctrl+W', run: () => close(tab.key) },
    ...(tabs.length > 1
      ? [{ label: text('common:contextMenu.closeOthers'), run: () => closeOthers(tab.key) }]
      : []),
  ];
};
