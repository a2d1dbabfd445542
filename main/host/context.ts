import type { Contracts } from '#contracts/registry.ts';
import type { Actor, Env } from '#domain/records/common.ts';
import type { ActLog } from './kernel/act-log.ts';
import type { ChangeBus } from './kernel/change-bus.ts';
import type { HostClock } from './kernel/clock.ts';
import type { AllHandlersOf, Dispatcher, Gate } from './kernel/dispatcher.ts';
import type { Device } from './kernel/numbers.ts';
import type { OfferedFiles } from './kernel/offered-files.ts';
import type { BaseStore } from './local/bases.ts';
import type { DraftStore } from './local/drafts.ts';
import type { DroppedStore } from './local/dropped.ts';
import type { FileStore } from './local/files.ts';
import type { Imports } from './local/imports.ts';
import type { NoticeStore } from './local/notices.ts';
import type { ShownRecords } from './local/open-records.ts';
import type { RefusedStore } from './local/refused.ts';
import type { UnreadableStore } from './local/unreadable.ts';
import type { LocalValues } from './local/values.ts';
import type { ViewStore } from './local/views.ts';
import type { ReadModel } from './read/read-model.ts';
import type { SessionService } from './session/session.ts';
import type { DamagedRows } from './storage/damaged.ts';
import type { CompanySettings } from './store/company-settings.ts';
import type { DeskhandDatabase } from './store/open-database.ts';
import type { Records } from './store/records.ts';
import type { SyncControl } from './sync/sync-control.ts';

export type LogLevel = 'info' | 'warn' | 'error';

/** Everything a handler may reach. Made once per profile; handlers keep no state of their own. */
export type HostContext = {
  readonly database: DeskhandDatabase;
  readonly records: Records;
  /** SQL over the same file through a connection that can only read: lists, look-ups, reports, search. */
  readonly read: ReadModel;
  readonly settings: CompanySettings;
  readonly session: SessionService;
  readonly sync: SyncControl;
  readonly drafts: DraftStore;
  readonly views: ViewStore;
  readonly notices: NoticeStore;
  /** What the windows of this console show now. */
  readonly shown: ShownRecords;
  readonly refused: RefusedStore;
  readonly bases: BaseStore;
  readonly unreadable: UnreadableStore;
  /** Records that the medium damaged. */
  readonly damaged: DamagedRows;
  readonly dropped: DroppedStore;
  /** The bytes of files. */
  readonly files: FileStore;
  /** What imports plan, what they did, and answers that wait for a decision. */
  readonly imports: Imports;
  /** Files that somebody chose to import. */
  readonly offered: OfferedFiles;
  readonly values: LocalValues;
  readonly bus: ChangeBus;
  /** What was done in this session, for taking it back. */
  readonly acts: ActLog;
  readonly clock: HostClock;
  readonly device: Device;
  readonly newId: () => string;
  /** Runs another command as the window would, with its checks: what many tickets are given is given to each of them. */
  readonly run: Dispatcher<HostContext>['run'];
  /** Whether the signed-in person may make a call at all; asked before every one. */
  readonly allow: Gate;
  readonly log: (level: LogLevel, message: string, error?: unknown) => void;
  /** The outside world for a domain function: this instant, new ids, and who acts. */
  readonly env: (actor?: Actor) => Env;
};

/** Every feature's handlers; a feature or a handler that is missing does not compile. */
export type AllHandlers = AllHandlersOf<HostContext>;
export type FeatureHandlers<F extends keyof Contracts> = AllHandlers[F];
