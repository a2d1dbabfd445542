import { BrowserWindow, Notification } from 'electron';
import type { DeepLink, NativeNotice } from '#contracts/native.ts';

/** Kept from the garbage collector until they are closed or clicked, the oldest first: some systems put them aside and never say that one is closed. */
const shown = new Map<string, Notification>();
const MOST = 20;

/** The one that was shown first makes room. */
const makeRoom = (): void => {
  const [oldest] = shown.keys();
  if (oldest !== undefined && shown.size >= MOST) shown.delete(oldest);
};

/**
 * Shows a notice of the system; a click on it leads to what it is about. Where the system has none, nothing happens, nor while somebody works in one
 * of the windows: the others can't know that, and would tell of it.
 */
export function showNotice({ id, title, body, link }: NativeNotice, open: (link: DeepLink) => void): void {
  if (!Notification.isSupported() || BrowserWindow.getFocusedWindow() !== null || shown.has(id)) return;
  makeRoom();
  const notice = new Notification({ title, body });
  const forget = (): void => {
    if (shown.get(id) === notice) shown.delete(id);
  };
  notice.on('click', () => {
    forget();
    open(link);
  });
  notice.on('close', forget);
  notice.on('failed', forget);
  shown.set(id, notice);
  notice.show();
}
