/**
 * What the main process and the data host say to each other (`process.parentPort` in the host). Records never travel
 * here; each window has its own port for them.
 */

import type { Failure } from '#domain/records/result.ts';
import type { SampleAccount } from './session.ts';

/** Facts about the installation that the data host can't find out itself. */
export type HostOptions = {
  readonly appVersion: string;
  readonly deviceName: string;
  /** The central server to offer, when one was given at start. */
  readonly serverUrl: string | null;
  /** That server holds the sample company: its accounts, to be named on the sign-in page. None in a packaged build. */
  readonly sampleAccounts: readonly SampleAccount[];
};

/** What a data host can do without. The rest of it works on: people find, record and edit. */
export const HOST_PARTS = ['sync', 'search', 'background'] as const;
/**
 * - sync: exchanging changes with the server
 * - search: building the index of the full text for what came in bulk
 * - background: effects of orders and problems that are done by themselves
 */
export type HostPart = (typeof HOST_PARTS)[number];

/** What a host began last: opening the store, one of its parts, or nothing for a while. Where one dies, it died of that. */
export type HostPhase = 'store' | HostPart | 'serving';

/**
 * Who was signed in, kept in the main process's memory only, so that a data host that died comes back with the same person at work. The
 * password is needed for the sync.
 */
export type Resume = { readonly login: string; readonly password: string; readonly locked: boolean };

/** From the main process to the data host. 'connect' carries the window's port in `ports[0]`. */
export type ToHost =
  | {
      readonly type: 'init';
      /** Absolute folder of the profile; the store lies in it. */
      readonly profileDir: string;
      /** The store's key, 64 lower-case hexadecimal digits (32 bytes). */
      readonly key: string;
      /** Move the store that can't be opened aside first; the user asked for it. Nothing is deleted. */
      readonly setAside: boolean;
      /** Who was signed in when the last host died; null at a first start. */
      readonly resume: Resume | null;
      /** What killed the hosts before this one. */
      readonly without: readonly HostPart[];
      readonly options: HostOptions;
    }
  /** A window has one port: a new one takes the place of the one before. */
  | { readonly type: 'connect'; readonly window: number }
  /** The screen was locked, the machine sleeps or nobody is there: whatever the windows do, they get nothing until the password is given. */
  | { readonly type: 'lock' }
  /** A file that a person chose in a window, and the word by which the windows call it. */
  | { readonly type: 'file'; readonly id: string; readonly path: string }
  /** Answered with 'pong' by a host that still answers. */
  | { readonly type: 'ping' }
  /** Finish what is running, close the store, answer 'stopped'; the main process then ends the host. */
  | { readonly type: 'stop' };

/** What is done to a store before it can be used, after an update; rows of how many. */
export type StorePreparing = {
  readonly step: 'checksums' | 'documents' | 'migration';
  readonly done: number;
  readonly total: number;
};

/** From the data host to the main process. */
export type FromHost =
  | { readonly type: 'ready' }
  | { readonly type: 'phase'; readonly phase: HostPhase }
  | { readonly type: 'pong' }
  | { readonly type: 'preparing'; readonly preparing: StorePreparing }
  /** The host can't run and says why; it is not restarted until the user asks. */
  | { readonly type: 'fatal'; readonly error: Failure }
  /** Somebody signed in, locked, unlocked or signed out (null). */
  | { readonly type: 'session'; readonly resume: Resume | null }
  | { readonly type: 'stopped' };
