import { Menu, type MenuItemConstructorOptions } from 'electron';
import type { MenuCommand } from '#contracts/native.ts';

type Send = (command: MenuCommand) => void;

function entry(
  send: Send,
  label: string,
  command: MenuCommand,
  accelerator?: string,
): MenuItemConstructorOptions {
  return { label, click: () => send(command), ...(accelerator === undefined ? {} : { accelerator }) };
}

function fileMenu(send: Send): MenuItemConstructorOptions {
  return {
    label: '&File',
    submenu: [
      entry(send, 'New incident', 'new-incident', 'CmdOrCtrl+N'),
      entry(send, 'Synchronise now', 'sync-now', 'CmdOrCtrl+Shift+S'),
      { type: 'separator' },
      entry(send, 'Lock', 'lock', 'CmdOrCtrl+L'),
      entry(send, 'Sign out', 'sign-out'),
      { type: 'separator' },
      { role: 'quit' },
    ],
  };
}

function goMenu(send: Send): MenuItemConstructorOptions {
  return {
    label: '&Go',
    submenu: [
      entry(send, 'Search everything', 'search', 'CmdOrCtrl+K'),
      { type: 'separator' },
      entry(send, 'Queue', 'go-queue', 'CmdOrCtrl+1'),
      entry(send, 'Configuration items', 'go-cmdb', 'CmdOrCtrl+2'),
      entry(send, 'Orders', 'go-orders', 'CmdOrCtrl+3'),
      entry(send, 'Reports', 'go-reports', 'CmdOrCtrl+4'),
      entry(send, 'Synchronisation', 'go-sync', 'CmdOrCtrl+5'),
    ],
  };
}

function viewMenu(send: Send, developer: boolean): MenuItemConstructorOptions {
  return {
    label: '&View',
    submenu: [
      entry(send, 'Light or dark', 'toggle-theme'),
      { role: 'resetZoom' },
      { role: 'zoomIn' },
      { role: 'zoomOut' },
      { role: 'togglefullscreen' },
      ...(developer ? [{ role: 'reload' } as const, { role: 'toggleDevTools' } as const] : []),
    ],
  };
}

/** Sets the application menu. `developer` adds reload and the developer tools. */
export function setupMenu(send: Send, developer: boolean): void {
  const appMenu: MenuItemConstructorOptions[] = process.platform === 'darwin' ? [{ role: 'appMenu' }] : [];
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      ...appMenu,
      fileMenu(send),
      { role: 'editMenu' },
      goMenu(send),
      viewMenu(send, developer),
      { label: '&Help', submenu: [entry(send, 'Keyboard shortcuts', 'shortcuts', 'CmdOrCtrl+/')] },
    ]),
  );
}
