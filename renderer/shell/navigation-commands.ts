import type { Role } from '#domain/records/common.ts';
import type { Command } from '#renderer/shared/commands/commands.ts';
import type { TextKey } from '#renderer/shared/i18n/i18n.ts';
import { openRoute, routeKey, useNavigation } from '#renderer/shared/navigation/navigation-store.ts';
import { openInWindow } from '#renderer/shared/navigation/open-window.ts';
import type { LinkedRecord } from '#renderer/shared/navigation/record-link.ts';
import { copyLink, recordOfRoute } from '#renderer/shared/navigation/record-menu.ts';
import { listsFor, pageSpec } from '#renderer/shared/navigation/registry.ts';
import { listRoute } from '#renderer/shared/navigation/route.ts';
import { enterLists, toggleLists } from './nav-keys.ts';
import { groupKey, groupsOf, openGroup } from './use-groups.ts';

const PLACES: TextKey = 'common:groups.places';
const MOVING: TextKey = 'common:groups.navigation';

const moveTab = (step: 1 | -1): void => {
  const { tabs, current, open } = useNavigation.getState();
  const index = tabs.findIndex((tab) => tab.key === routeKey(current));
  const next = tabs.at(index < 0 ? (step > 0 ? 0 : -1) : (index + step) % tabs.length);
  if (next !== undefined) open(next.route);
};

/** The record in front; null where the page is about something else. */
const recordHere = (): LinkedRecord | null => {
  const { current, tabs } = useNavigation.getState();
  const tab = tabs.find(({ key }) => key === routeKey(current));
  return recordOfRoute(current, tab?.title ?? '');
};

/** Puts the tab in front a place to the side. */
const shiftTab = (step: 1 | -1): void => {
  const { tabs, current, moveTab: move } = useNavigation.getState();
  const key = routeKey(current);
  const at = tabs.findIndex((tab) => tab.key === key);
  if (at >= 0) move(key, at + step);
};

/** A key for each group by where it stands, and `g` with a letter for each list. */
const placeCommands = (roles: readonly Role[]): readonly Command[] => [
  ...groupsOf(roles).map(
    (group, index): Command => ({
      id: `go.group.${group}`,
      label: `common:rail.${group}.name`,
      group: PLACES,
      shortcut: groupKey(index),
      hidden: true,
      run: () => openGroup(group),
    }),
  ),
  ...listsFor(roles).map(({ page, letter }) => ({
    id: `go.${page}`,
    label: pageSpec(page).title,
    group: PLACES,
    shortcut: `g ${letter}`,
    // The palette has the lists with their views.
    hidden: true,
    run: () => openRoute(listRoute(page)),
  })),
  {
    id: 'shell.lists',
    label: 'common:commands.enterLists',
    group: PLACES,
    shortcut: 'g g',
    run: enterLists,
  },
  {
    id: 'shell.foldLists',
    label: 'common:commands.foldLists',
    group: PLACES,
    shortcut: 'Ctrl+B',
    run: toggleLists,
  },
];

const tabCommands = (): readonly Command[] => [
  {
    id: 'tabs.next',
    label: 'common:commands.nextTab',
    group: MOVING,
    shortcut: 'Ctrl+Tab',
    run: () => moveTab(1),
  },
  {
    id: 'tabs.previous',
    label: 'common:commands.previousTab',
    group: MOVING,
    shortcut: 'Ctrl+Shift+Tab',
    run: () => moveTab(-1),
  },
  {
    id: 'tabs.close',
    label: 'common:commands.closeTab',
    group: MOVING,
    shortcut: 'Ctrl+W',
    run: () => {
      const { current, close } = useNavigation.getState();
      close(routeKey(current));
    },
  },
  {
    id: 'go.back',
    label: 'common:commands.back',
    group: MOVING,
    shortcut: 'Alt+ArrowLeft',
    run: () => useNavigation.getState().back(),
  },
  {
    id: 'go.forward',
    label: 'common:commands.forward',
    group: MOVING,
    shortcut: 'Alt+ArrowRight',
    run: () => useNavigation.getState().forward(),
  },
  {
    id: 'tabs.moveLeft',
    label: 'common:commands.moveTabLeft',
    group: MOVING,
    shortcut: 'Ctrl+Shift+PageUp',
    run: () => shiftTab(-1),
  },
  {
    id: 'tabs.moveRight',
    label: 'common:commands.moveTabRight',
    group: MOVING,
    shortcut: 'Ctrl+Shift+PageDown',
    run: () => shiftTab(1),
  },
  {
    id: 'record.copyLink',
    label: 'common:commands.copyLink',
    group: MOVING,
    shortcut: 'Ctrl+Shift+C',
    when: () => recordHere() !== null,
    run: () => {
      const record = recordHere();
      if (record !== null) void copyLink(record);
    },
  },
  {
    id: 'go.newWindow',
    label: 'common:commands.newWindow',
    group: MOVING,
    shortcut: 'Ctrl+Shift+N',
    run: () => {
      const { current, tabs } = useNavigation.getState();
      openInWindow(current, tabs.find(({ key }) => key === routeKey(current))?.title ?? '');
    },
  },
];

/** Moving around, for somebody of these roles. */
export const navigationCommands = (roles: readonly Role[]): readonly Command[] => [
  ...placeCommands(roles),
  ...tabCommands(),
];
