import { join } from 'node:path';
import { BrowserWindow, screen, type WebContents } from 'electron';
import type { NativeEvents } from '#contracts/native.ts';
import { nativeChannel } from '#contracts/native.ts';
import { APP_ORIGIN } from './app-files.ts';
import { placeOnScreens, readWindowPlace, smallestWindow, writeWindowPlace } from './window-bounds.ts';

export type WindowOptions = {
  readonly profileDir: string;
  readonly preloadFile: string;
  readonly iconFile: string;
};

/** Opens a console window, where it was last time. */
export function openWindow(options: WindowOptions): BrowserWindow {
  const placeFile = join(options.profileDir, 'window.json');
  const remembered = readWindowPlace(placeFile);
  const screens = screen.getAllDisplays().map((display) => display.workArea);
  const window = new BrowserWindow({
    ...placeOnScreens(remembered?.bounds ?? null, screens),
    minWidth: smallestWindow.width,
    minHeight: smallestWindow.height,
    title: 'Deskhand',
    icon: options.iconFile,
    show: false,
    backgroundColor: '#14171c',
    webPreferences: {
      preload: options.preloadFile,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      spellcheck: false,
      // The second start finds its code compiled; Chromium would else wait until a page has been loaded a few times.
      v8CacheOptions: 'bypassHeatCheck',
    },
  });
  if (remembered?.maximized) window.maximize();
  window.once('ready-to-show', () => window.show());
  window.on('close', () => {
    writeWindowPlace(placeFile, { bounds: window.getNormalBounds(), maximized: window.isMaximized() });
  });
  void window.loadURL(`${APP_ORIGIN}/`);
  return window;
}

/** Brings the console to the front. */
export function showWindow(): void {
  const [window] = BrowserWindow.getAllWindows();
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

export const openContents = (): readonly WebContents[] =>
  BrowserWindow.getAllWindows().map(({ webContents }) => webContents);

/** Ends a page that may not answer any more, and loads it anew. */
export function takeDown(contents: WebContents): void {
  contents.once('render-process-gone', () => contents.reload());
  contents.forcefullyCrashRenderer();
}
