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

/** What a program makes of the text: `%2C` is another mailbox to it, `%0D%0A` a line of its own. Null where nothing can be made of it. */
const decoded = (text: string): string | null => {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
};
/** One mailbox and nothing behind it; no line ends, control characters among them. */
const ONE_MAILBOX = /^[^\s,;?&\p{Cc}]+$/u;
const ONE_LINE = /^\P{Cc}*$/u;

/** What each scheme may hold: a mail program attaches files and sends to others when a link says so, and some telephones run codes. */
const handedToSystem = new Map<string, (url: URL) => boolean>([
  ['https:', () => true],
  [
    'mailto:',
    ({ pathname, search }) =>
      ONE_MAILBOX.test(decoded(pathname) ?? '') &&
      /^(?:\?subject=[^&]*)?$/.test(search) &&
      ONE_LINE.test(decoded(search) ?? '\n'),
  ],
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
