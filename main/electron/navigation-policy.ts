import { APP_ORIGIN, APP_SCHEME } from './app-files.ts';

/** Whether the window itself may go there: only our own pages, compared as parsed addresses, never as text. */
export function mayNavigate(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  return (
    url.protocol === `${APP_SCHEME}:` &&
    `${url.protocol}//${url.host}` === APP_ORIGIN &&
    url.username === '' &&
    url.password === ''
  );
}

/** What each scheme may hold: a mail program attaches files and sends to others when a link says so, and some telephones run codes. */
const handedToSystem = new Map<string, (url: URL) => boolean>([
  ['https:', () => true],
  ['mailto:', ({ pathname, search }) => /^[^,;]+$/.test(pathname) && /^(?:\?subject=[^&]*)?$/.test(search)],
  ['tel:', ({ pathname, search }) => search === '' && /^\+?[\d().-]{3,30}$/.test(pathname)],
]);

/**
 * The address to hand to the system's browser, mail or phone program for a link that was clicked, or null when it
 * goes nowhere. An address with a name in it (`https://bank.example@evil.example`) is made to mislead.
 */
export function externalTarget(address: string): string | null {
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  const isHarmless = handedToSystem.get(url.protocol)?.(url) ?? false;
  return isHarmless && url.username === '' && url.password === '' ? url.href : null;
}

/** Whether a frame may call the main process: the top frame of one of our own pages. */
export function maySend(frame: { readonly url: string; readonly isTop: boolean } | null): boolean {
  return frame?.isTop === true && mayNavigate(frame.url);
}
