import { useColorScheme } from '@mui/material/styles';
import { useEffect, useMemo } from 'react';
import type { MenuCommand } from '#contracts/native.ts';
import type { CommandName } from '#domain/permissions/permissions.ts';
import { type Command, runCommand, useCommands } from '#renderer/shared/commands/commands.ts';
import { host } from '#renderer/shared/host/host.ts';
import { errorText, text } from '#renderer/shared/i18n/i18n.ts';
import { openRoute } from '#renderer/shared/navigation/navigation-store.ts';
import { openLink } from '#renderer/shared/navigation/record-link.ts';
import { registered } from '#renderer/shared/navigation/registry.ts';
import { notify } from '#renderer/shared/notify/notify.ts';
import { useMay, useSessionUser } from '#renderer/shared/session/session.ts';
import { lockConsole, signOut } from '#renderer/shared/session/sign-out.ts';
import { ACT_COMMANDS } from './act-commands.ts';
import { navigationCommands } from './navigation-commands.ts';

const GENERAL = 'common:groups.general';

const syncNow = async (): Promise<void> => {
  const reply = await host.command('sync.now', {});
  notify(reply.ok ? 'info' : 'error', reply.ok ? text('common:syncStarted') : errorText(reply.error));
};

/** The forms for new records, for whoever may send them. */
const createCommands = (isAllowed: (command: CommandName) => boolean): readonly Command[] =>
  registered().creates.map(({ id, label, shortcut, needs, route }) => ({
    id,
    label,
    group: GENERAL,
    ...(shortcut === undefined ? {} : { shortcut }),
    when: () => isAllowed(needs),
    run: () => openRoute(route()),
  }));

const generalCommands = (toggleTheme: () => void, panels: Panels): readonly Command[] => [
  {
    id: 'shell.search',
    label: 'common:commands.search',
    group: GENERAL,
    shortcut: 'Ctrl+K',
    run: panels.openSearch,
  },
  {
    id: 'sync.now',
    label: 'common:commands.syncNow',
    group: GENERAL,
    shortcut: 'Ctrl+Shift+S',
    run: () => void syncNow(),
  },
  {
    id: 'shell.theme',
    label: 'common:commands.toggleTheme',
    group: GENERAL,
    run: toggleTheme,
  },
  {
    id: 'shell.shortcuts',
    label: 'common:commands.shortcuts',
    group: GENERAL,
    shortcut: '?',
    run: panels.openShortcuts,
  },
  {
    id: 'session.lock',
    label: 'common:commands.lock',
    group: GENERAL,
    shortcut: 'Ctrl+L',
    run: () => void lockConsole(),
  },
  {
    id: 'session.signOut',
    label: 'common:commands.signOut',
    group: GENERAL,
    run: () => void signOut(),
  },
];

const MENU: Readonly<Record<MenuCommand, string>> = {
  'new-incident': 'incidents.new',
  'new-window': 'go.newWindow',
  back: 'go.back',
  forward: 'go.forward',
  search: 'shell.search',
  'go-queue': 'go.queue',
  'go-config-items': 'go.configItems',
  'go-orders': 'go.orders',
  'go-reports': 'go.reports',
  'go-sync': 'go.sync',
  'sync-now': 'sync.now',
  lock: 'session.lock',
  'sign-out': 'session.signOut',
  'toggle-theme': 'shell.theme',
  shortcuts: 'shell.shortcuts',
  print: 'record.print',
};

/** The buttons of a mouse for back and forward, as they are told by the window. */
const listenToMouse = (): (() => void) => {
  const onMouseUp = (event: MouseEvent): void => {
    const id = MOUSE_BUTTONS[event.button];
    if (id === undefined) return;
    event.preventDefault();
    runCommand(id);
  };
  window.addEventListener('mouseup', onMouseUp);
  return () => window.removeEventListener('mouseup', onMouseUp);
};
const MOUSE_BUTTONS: Readonly<Record<number, string>> = { 3: 'go.back', 4: 'go.forward' };

export type Panels = { readonly openSearch: () => void; readonly openShortcuts: () => void };

/** Registers what can be done everywhere and answers the menu and `deskhand://` links. `panels` must be stable. */
export const useShellCommands = (panels: Panels): void => {
  const { colorScheme, setMode } = useColorScheme();
  const { roles } = useSessionUser();
  const isAllowed = useMay();
  const commands = useMemo(() => {
    const toggleTheme = (): void => setMode(colorScheme === 'dark' ? 'light' : 'dark');
    return [
      ...createCommands(isAllowed),
      ...generalCommands(toggleTheme, panels),
      ...ACT_COMMANDS,
      ...registered().features.flatMap(({ commands = [] }) => commands),
      ...navigationCommands(roles),
    ];
  }, [colorScheme, setMode, panels, isAllowed, roles]);
  useCommands(commands);

  useEffect(() => {
    const stopMouse = listenToMouse();
    const stopMenu = window.deskhand.on('menu', (entry) => runCommand(MENU[entry]));
    const stopLinks = window.deskhand.on('deepLink', (link) => void openLink(link));
    return () => {
      stopMouse();
      stopMenu();
      stopLinks();
    };
  }, []);
};
