import type { CallControl, Reply } from '#contracts/define.ts';
import type { SyncScope, SyncStatus } from '#contracts/sync.ts';
import type { Attachment } from '#domain/fields/others.ts';
import type { CollectionName } from '#domain/records/collections.ts';
import type { Role } from '#domain/records/common.ts';

/** Who an account is by the server's word. */
export type SignedIn = {
  readonly roles: readonly Role[];
  readonly personId: string;
  readonly teamIds: readonly string[];
};

/** How the server answered a sign-in. `unreachable` covers everything that is not the server's own word on the password. */
export type AuthOutcome =
  | ({ readonly kind: 'accepted'; readonly name: string } & SignedIn)
  | { readonly kind: 'refused'; readonly reason: string }
  /** After too many wrong passwords the server does not say for some minutes. */
  | { readonly kind: 'locked'; readonly reason: string }
  | { readonly kind: 'unreachable'; readonly reason: string };

export type SyncTarget = {
  /** `http(s)://host[:port]`, without credentials. */
  readonly url: string;
  readonly prefix: string;
  readonly login: string;
  /** Kept in memory only, to renew the session cookie. */
  readonly password: string;
};

/** What the rest of the data host may ask of the sync. */
export type SyncControl = {
  readonly authenticate: (target: SyncTarget) => Promise<AuthOutcome>;
  /** Starts (or restarts) the replication of all collections; returns at once. */
  readonly start: (target: SyncTarget) => void;
  readonly stop: () => Promise<void>;
  readonly status: () => SyncStatus;
  /** Whether everything goes through now; the status counts much more. */
  readonly isOnline: () => boolean;
  /** Tries now instead of waiting for the next attempt. */
  readonly now: () => void;
  readonly setPaused: (paused: boolean) => Promise<void>;
  /** Kept on the device; loads what is missing by now. */
  readonly setScope: (scope: SyncScope) => Promise<void>;
  /** How far back this device has all of a collection; wider than the scope where that was narrowed later. */
  readonly reached: (collection: CollectionName) => SyncScope;
  /** True while the record has local edits the server has not got. */
  readonly isPending: (collection: CollectionName, recordId: string) => boolean;
  /** The server in use, by its id; null: there is none. */
  readonly serverId: () => string | null;
  /** What is open here, or who is signed in, may be another one now. */
  readonly presenceChanged: () => void;
  /** Files wait to be sent. */
  readonly filesAdded: () => void;
  /** Fetches a file's bytes; errors as `attachments.fetch` says. */
  readonly fetchFile: (file: Attachment, control: CallControl) => Promise<Reply<null>>;
  readonly retryRefused: (collection: CollectionName, recordId: string) => Promise<Reply<null>>;
  readonly dropRefused: (collection: CollectionName, recordId: string) => Promise<Reply<null>>;
  /**
   * Resolves once all the server had at the call is here and all edits are there, or with the reason why that can't be now: `code` is
   * the phase (`offline`, `refused`, `paused`, ...), `no_databases` when the server has none with the prefix, or `rejected` with its words. For the CLI's `--once` and tests.
   */
  readonly settled: () => Promise<Reply<null>>;
  readonly dispose: () => Promise<void>;
};
