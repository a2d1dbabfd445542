import { Notification } from 'electron';
import type { DeepLink, NativeNotice } from '#contracts/native.ts';

/** Shown until they are closed or clicked; kept from the garbage collector until then. */
const shown = new Set<Notification>();
const MOST = 20;

/** Shows a notice of the system; a click on it leads to what it is about. Where the system has none, nothing happens. */
export function showNotice({ title, body, link }: NativeNotice, open: (link: DeepLink) => void): void {
  if (!Notification.isSupported() || shown.size >= MOST) return;
  const notice = new Notification({ title, body });
  const forget = (): void => void shown.delete(notice);
  notice.on('click', () => {
    forget();
    open(link);
  });
  notice.on('close', forget);
  notice.on('failed', forget);
  shown.add(notice);
  notice.show();
}
