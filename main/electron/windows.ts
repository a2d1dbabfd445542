import { join } from 'node:path';
import { app, BrowserWindow, screen, type WebContents } from 'electron';
import type { NativeEvents } from '#contracts/native.ts';
import { nativeChannel } from '#contracts/native.ts';
import { APP_ORIGIN } from './app-files.ts';
import {
  placeOnScreens,
  type Rectangle,
  readWindowPlace,
  smallestWindow,
  writeWindowPlace,
} from './window-bounds.ts';

export type WindowOptions = {
  readonly profileDir: string;
  readonly preloadFile: string;
  readonly iconFile: string;
  /** In the page's own words what the window begins with; null for the first one. */
  readonly place: string | null;
};

/** More than anybody keeps an eye on; each is a process of its own. */
const MOST_WINDOWS = 8;

/** The lowest number that no open window has; each remembers where it stood under its own. */
const numbers = new Map<BrowserWindow, number>();
const freeNumber = (): number => {
  const taken = new Set(numbers.values());
  let number = 0;
  while (taken.has(number)) number += 1;
  return number;
};

const placeFileOf = (profileDir: string, number: number): string =>
  join(profileDir, number === 0 ? 'window.json' : `window-${number}.json`);

/** Pixels by which a window that was never moved stands beside the one it was opened from. */
const BESIDE = 32;

const besideFront = (): Rectangle | null => {
  const front = BrowserWindow.getFocusedWindow();
  if (front === null) return null;
  const { x, y, width, height } = front.getNormalBounds();
  return { x: x + BESIDE, y: y + BESIDE, width, height };
};

export const mayOpenWindow = (): boolean => BrowserWindow.getAllWindows().length < MOST_WINDOWS;

/** Opens a console window, where it was last time. */
export function openWindow(options: WindowOptions): BrowserWindow {
  const number = freeNumber();
  const placeFile = placeFileOf(options.profileDir, number);
  const remembered = readWindowPlace(placeFile);
  const screens = screen.getAllDisplays().map((display) => display.workArea);
  const window = new BrowserWindow({
    ...placeOnScreens(remembered?.bounds ?? (number === 0 ? null : besideFront()), screens),
    minWidth: smallestWindow.width,
    minHeight: smallestWindow.height,
    title: 'Deskhand',
    icon: options.iconFile,
    show: false,
    backgroundColor: '#14171c',
    webPreferences: {
      preload: options.preloadFile,
      // How the system writes numbers and dates; the page can ask for its languages only.
      additionalArguments: [`--system-locale=${app.getSystemLocale()}`],
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      spellcheck: false,
      // The second start finds its code compiled; Chromium would else wait until a page has been loaded a few times.
      v8CacheOptions: 'bypassHeatCheck',
    },
  });
  numbers.set(window, number);
  window.once('closed', () => numbers.delete(window));
  if (remembered?.maximized) window.maximize();
  window.once('ready-to-show', () => window.show());
  window.on('close', () => {
    writeWindowPlace(placeFile, { bounds: window.getNormalBounds(), maximized: window.isMaximized() });
  });
  void window.loadURL(
    `${APP_ORIGIN}/${options.place === null ? '' : `#${encodeURIComponent(options.place)}`}`,
  );
  return window;
}

/** The window that was worked in last: Electron lists them by that. */
const frontWindow = (): BrowserWindow | undefined =>
  BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0];

/** Brings the console to the front. */
export function showWindow(): void {
  const window = frontWindow();
  if (window === undefined) return;
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

/** Sends an event to every console window. */
export function broadcast<E extends keyof NativeEvents>(event: E, detail: NativeEvents[E]): void {
  for (const window of BrowserWindow.getAllWindows()) {
    window.webContents.send(nativeChannel(event), detail);
  }
}

/** Sends an event to the window in front alone: what is asked for once is done once. */
export function sendToFront<E extends keyof NativeEvents>(event: E, detail: NativeEvents[E]): void {
  frontWindow()?.webContents.send(nativeChannel(event), detail);
}

export const openContents = (): readonly WebContents[] =>
  BrowserWindow.getAllWindows().map(({ webContents }) => webContents);

/** Ends a page that may not answer any more, and loads it anew. */
export function takeDown(contents: WebContents): void {
  contents.once('render-process-gone', () => contents.reload());
  contents.forcefullyCrashRenderer();
}
