/**
 * What the window may ask of the main process, and hear from it: a handful of typed calls and events, nothing generic.
 * Records never travel this way; they go through the MessagePort to the data host (`PORT_MESSAGE`).
 */

import type { Failure } from '#domain/records/result.ts';
import type { HostPart, StorePreparing } from './host-process.ts';
import type { Language } from './language.ts';

/** How the key that encrypts the store is kept on this machine. */
export type KeyProtection =
  /** Sealed by the operating system's keychain. */
  | 'keychain'
  /** Sealed by a passphrase that is asked for at every start. */
  | 'passphrase'
  /** In a file of the profile, readable to whoever reads the user's files; the user accepted that. */
  | 'plain-file'
  /** Given by DESKHAND_KEY, kept nowhere. */
  | 'environment';

export type KeyStatus =
  | { readonly state: 'unlocked'; readonly protection: KeyProtection }
  /** First start on a machine without a real keychain: `unlockWithPassphrase` or `acceptPlainKey`. */
  | { readonly state: 'choose' }
  /** The key is sealed by a passphrase: `unlockWithPassphrase`. */
  | { readonly state: 'locked' }
  /** The key file is there but can't be opened, for example after a move to another machine or user account. */
  | { readonly state: 'unreadable'; readonly detail: string };

/** Why an unlock was refused. */
export type KeyErrorCode =
  | 'wrong-passphrase'
  | 'too-many-tries'
  | 'passphrase-too-short'
  | 'not-offered'
  | 'unreadable';

export type KeyReply =
  | { readonly ok: true; readonly data: KeyStatus }
  | { readonly ok: false; readonly error: { readonly code: KeyErrorCode } };

/** The data host as the window sees it. Drafts stay in the window through every one of these. */
export type HostState =
  /** No key yet, so there is nothing to start. */
  | { readonly state: 'waiting-for-key' }
  /** `preparing`: an older store is being brought up to date first. */
  | { readonly state: 'starting'; readonly preparing?: StorePreparing }
  /** `without`: what it was started without, because the hosts before it died of that; usually nothing. `retryHost` tries with everything again. */
  | { readonly state: 'ready'; readonly without: readonly HostPart[] }
  /** It died and is being started again; `attempt` counts from 1. */
  | { readonly state: 'reconnecting'; readonly attempt: number }
  /** It said itself that it can't run (wrong key, damaged store, newer store, full disk); `retryHost` tries again. */
  | { readonly state: 'failed'; readonly error: Failure };

export type AppInfo = {
  readonly version: string;
  readonly electronVersion: string;
  /** Node's name for it: 'linux', 'darwin', 'win32'. */
  readonly platform: string;
  readonly profileDir: string;
  /** The central server to offer on the sign-in page; null when it was not given. */
  readonly serverUrl: string | null;
  /** True when that server holds the sample company, so that its accounts may be named on the sign-in page. */
  readonly sampleCompany: boolean;
  /** A sample account to sign in at once, only ever given by the start script on a machine without a display. */
  readonly autoSignIn: { readonly user: string; readonly password: string } | null;
};

/** Names of menu entries that the window carries out. */
export const menuCommands = [
  'new-incident',
  'new-window',
  'back',
  'forward',
  'search',
  'go-queue',
  'go-config-items',
  'go-orders',
  'go-reports',
  'go-sync',
  'sync-now',
  'lock',
  'sign-out',
  'toggle-theme',
  'shortcuts',
  'print',
] as const;
export type MenuCommand = (typeof menuCommands)[number];

/** What a `deskhand://` link points at: what kind of record, which the window judges, and its number or id. */
export type DeepLink = { readonly kind: string; readonly id: string };

/** What the system shows beside the console: short texts, and what a click opens. */
export type NativeNotice = {
  /** One and the same from every window that tells of it. */
  readonly id: string;
  readonly title: string;
  readonly body: string;
  readonly link: DeepLink;
};

export type SaveReply =
  | { readonly kind: 'saved' | 'cancelled' }
  /** In the system's words. */
  | { readonly kind: 'failed'; readonly cause: string };

/** A file as a page has it from its user; as much of the DOM's `File` as is told here, where there is no DOM. */
export type ChosenFile = { readonly name: string; readonly size: number };

/** A folder by the word that stands for it at the data host, and its own name without the folders around it. */
export type OfferedFolder = { readonly id: string; readonly name: string };

/** Calls from the window, by name. Every argument is checked again by the main process. */
export type NativeCalls = {
  readonly appInfo: () => Promise<AppInfo>;
  readonly keyStatus: () => Promise<KeyStatus>;
  /** Opens the key sealed by `passphrase`, or seals a new one with it when none exists yet. */
  readonly unlockWithPassphrase: (passphrase: string) => Promise<KeyReply>;
  /** Keeps a new key unsealed in the profile. Only offered while the state is 'choose'. */
  readonly acceptPlainKey: () => Promise<KeyReply>;
  readonly hostState: () => Promise<HostState>;
  /** Asks for a port to the data host. It comes as `PORT_MESSAGE`, now or when the host is ready, and again after
   * each restart of the host. */
  readonly requestPort: () => Promise<void>;
  /** Starts the data host again after 'failed', and with everything where it was started without a part. */
  readonly retryHost: () => Promise<void>;
  /** After 'failed': keeps the store's file aside under a name with the time and starts with a new, empty one. */
  readonly setStoreAside: () => Promise<void>;
  /** Opens another window on the same data. `place` says in the window's own words what it begins with: at most 8,000 characters. */
  readonly openWindow: (place: string) => Promise<void>;
  /** Says which language the window speaks, for what the main process shows itself: the menu. */
  readonly setMenuLanguage: (language: Language) => Promise<void>;
  /**
   * Asks where a file of these bytes is to be written, beginning with this name, and writes it there. The one thing of a record that travels this
   * way: where it goes is nobody's to say but the user's, in a dialog of the system.
   */
  readonly saveFile: (fileName: string, bytes: ArrayBuffer) => Promise<SaveReply>;
  /** Prints what the page has for paper, by the system's print dialog; `saved`: it was sent to a printer. */
  readonly print: () => Promise<SaveReply>;
  /** Makes a PDF of the same, and asks where it is to be written, beginning with this name. */
  readonly printToPdf: (fileName: string) => Promise<SaveReply>;
  /**
   * Hands a file that its user chose over to the data host, and answers the word that stands for it there; null where it lies on no disk. Its path
   * is nothing the window says or learns: the preload asks Electron for it.
   */
  readonly offerFile: (file: ChosenFile) => Promise<string | null>;
  /** Asks for a folder in a dialog of the system and hands it over in the same way; null when nobody chose one. */
  readonly chooseFolder: () => Promise<OfferedFolder | null>;
  /** Says that what was on the screen has left it, after a `lock` event. A page that does not say so in time is taken down. */
  readonly reportLocked: () => Promise<void>;
  /** Says that the queue can be used; the start script and the measurements wait for it. */
  readonly reportUsable: () => Promise<void>;
  /** Shows a notice of the system. */
  readonly notify: (notice: NativeNotice) => Promise<void>;
};

/** Events to the window, by name. */
export type NativeEvents = {
  readonly host: HostState;
  readonly menu: MenuCommand;
  readonly deepLink: DeepLink;
  /** The screen was locked, the machine went to sleep, or nobody touched it for a while. The data host is locked already. */
  readonly lock: 'screen' | 'suspend' | 'idle';
};

/** What the preload puts on `window.deskhand`. */
export type DeskhandBridge = {
  /** The system's language and region, `de-AT`: how numbers and dates are written. Empty where it says none. */
  readonly systemLocale: string;
  readonly native: NativeCalls;
  /** Calls `listener` for every such event; returns the function that stops it. */
  readonly on: <E extends keyof NativeEvents>(
    event: E,
    listener: (detail: NativeEvents[E]) => void,
  ) => () => void;
};

/**
 * `data` of the window message that carries a port to the data host in `ports[0]`; a port can't cross the context
 * bridge. Listen with `addEventListener('message', ...)`, check `event.source === window`, then call `requestPort`.
 */
export const PORT_MESSAGE = 'deskhand:port';

/** The IPC channel of a call or of an event. */
export function nativeChannel(name: keyof NativeCalls | keyof NativeEvents | 'port'): string {
  return `deskhand:${name}`;
}
