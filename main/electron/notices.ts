import { Notification } from 'electron';
import type { DeepLink, NativeNotice } from '#contracts/native.ts';

/** Shown until they are closed or clicked; kept from the garbage collector until then. */
const shown = new Map<string, Notification>();
const MOST = 20;

/** Shows a notice of the system; a click on it leads to what it is about. Where the system has none, nothing happens. */
export function showNotice({ title, body, link }: NativeNotice, open: (link: DeepLink) => void): void {
  // Each window tells of it.
  const key = `${title} ${body}`;
  if (!Notification.isSupported() || shown.size >= MOST || shown.has(key)) return;
  const notice = new Notification({ title, body });
  const forget = (): void => void shown.delete(key);
  notice.on('click', () => {
    forget();
    open(link);
  });
  notice.on('close', forget);
  notice.on('failed', forget);
  shown.set(key, notice);
  notice.show();
}
