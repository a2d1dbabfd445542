import { Menu, type MenuItemConstructorOptions } from 'electron';
import type { Language } from '#contracts/language.ts';
import type { MenuCommand } from '#contracts/native.ts';
import de from '#resources/locales/de/menu.json' with { type: 'json' };
import en from '#resources/locales/en/menu.json' with { type: 'json' };
import sv from '#resources/locales/sv/menu.json' with { type: 'json' };

type Words = typeof en;
const WORDS: Readonly<Record<Language, Words>> = { en, de, sv };

type Send = (command: MenuCommand) => void;

function entry(
  send: Send,
  label: string,
  command: MenuCommand,
  accelerator?: string,
): MenuItemConstructorOptions {
  return { label, click: () => send(command), ...(accelerator === undefined ? {} : { accelerator }) };
}

/** A key that the window hears by itself, and only where it may act: the menu just names it. */
function shown(
  send: Send,
  label: string,
  command: MenuCommand,
  accelerator: string,
): MenuItemConstructorOptions {
  return { ...entry(send, label, command, accelerator), registerAccelerator: false };
}

/** Keys that type, alone or in a row, are no accelerators: the window hears them, and only where nothing is being written. */
const named = (label: string, keys: string): string => `${label} (${keys})`;

function fileMenu(send: Send, words: Words): MenuItemConstructorOptions {
  return {
    label: words.file,
    submenu: [
      entry(send, words.newIncident, 'new-incident', 'CmdOrCtrl+N'),
      entry(send, words.newWindow, 'new-window', 'CmdOrCtrl+Shift+N'),
      entry(send, words.syncNow, 'sync-now', 'CmdOrCtrl+Shift+S'),
      { type: 'separator' },
      entry(send, words.print, 'print', 'CmdOrCtrl+P'),
      { type: 'separator' },
      entry(send, words.lock, 'lock', 'CmdOrCtrl+L'),
      entry(send, words.signOut, 'sign-out'),
      { type: 'separator' },
      { role: 'quit', label: words.quit },
    ],
  };
}

/** Electron's own labels are English on every system but macOS, where this menu is the system's. */
function editMenu(words: Words): MenuItemConstructorOptions {
  return {
    label: words.edit,
    submenu: [
      { role: 'undo', label: words.undo },
      { role: 'redo', label: words.redo },
      { type: 'separator' },
      { role: 'cut', label: words.cut },
      { role: 'copy', label: words.copy },
      { role: 'paste', label: words.paste },
      { role: 'selectAll', label: words.selectAll },
    ],
  };
}

function goMenu(send: Send, words: Words): MenuItemConstructorOptions {
  return {
    label: words.go,
    submenu: [
      entry(send, words.search, 'search', 'CmdOrCtrl+K'),
      { type: 'separator' },
      shown(send, words.back, 'back', 'Alt+Left'),
      shown(send, words.forward, 'forward', 'Alt+Right'),
      { type: 'separator' },
      entry(send, named(words.queue, 'g q'), 'go-queue'),
      entry(send, named(words.configItems, 'g c'), 'go-config-items'),
      entry(send, named(words.orders, 'g o'), 'go-orders'),
      entry(send, named(words.reports, 'g r'), 'go-reports'),
      entry(send, named(words.sync, 'g s'), 'go-sync'),
    ],
  };
}

function viewMenu(send: Send, words: Words, developer: boolean): MenuItemConstructorOptions {
  return {
    label: words.view,
    submenu: [
      entry(send, words.theme, 'toggle-theme'),
      { role: 'resetZoom', label: words.resetZoom },
      { role: 'zoomIn', label: words.zoomIn },
      { role: 'zoomOut', label: words.zoomOut },
      { role: 'togglefullscreen', label: words.fullScreen },
      ...(developer ? [{ role: 'reload' } as const, { role: 'toggleDevTools' } as const] : []),
    ],
  };
}

/** Sets the application menu, and again when another language is spoken. `developer` adds reload and the developer tools. */
export function setupMenu(send: Send, language: Language, developer: boolean): void {
  const words = WORDS[language];
  const appMenu: MenuItemConstructorOptions[] = process.platform === 'darwin' ? [{ role: 'appMenu' }] : [];
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      ...appMenu,
      fileMenu(send, words),
      process.platform === 'darwin' ? { role: 'editMenu' } : editMenu(words),
      goMenu(send, words),
      viewMenu(send, words, developer),
      { label: words.help, submenu: [entry(send, named(words.shortcuts, '?'), 'shortcuts')] },
    ]),
  );
}
