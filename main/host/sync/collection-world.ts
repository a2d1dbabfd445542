import type { CollectionName } from '#domain/records/collections.ts';
import type { Env } from '#domain/records/common.ts';
import type { BaseStore } from '../local/bases.ts';
import type { LeafStore } from '../local/leaves.ts';
import type { PendingMarks } from '../local/pending.ts';
import type { RefusedStore } from '../local/refused.ts';
import type { UnreadableStore } from '../local/unreadable.ts';
import type { LocalValues } from '../local/values.ts';
import type { DamagedRows } from '../storage/damaged.ts';
import type { CompanySettings } from '../store/company-settings.ts';
import type { DeskhandDatabase } from '../store/open-database.ts';
import type { Checkpoint } from './checkpoint.ts';
import type { Progress, Way } from './collection-progress.ts';
import type { Connection } from './connection.ts';
import type { CouchClient } from './couch-client.ts';
import type { GenerationCheck } from './generation.ts';
import type { HandOver } from './hand-over.ts';
import type { Leaves } from './leaves.ts';
import type { LoadedScope } from './scope.ts';
import type { Unreadable } from './unreadable.ts';

/** What the sync of one collection works with. */
export type CollectionSyncParts = {
  readonly collection: CollectionName;
  readonly databaseName: string;
  /** Server address and prefix: another server gets its own checkpoints. */
  readonly serverId: string;
  readonly database: DeskhandDatabase;
  readonly client: CouchClient;
  readonly connection: Connection;
  readonly values: LocalValues;
  readonly pending: PendingMarks;
  readonly bases: BaseStore;
  readonly refused: RefusedStore;
  /** What the store set aside, to be fetched again. */
  readonly damaged: DamagedRows;
  readonly unreadableStore: UnreadableStore;
  readonly handOver: HandOver;
  readonly leaves: LeafStore;
  readonly now: () => string;
  readonly env: () => Env;
  readonly settings: () => Pick<CompanySettings, 'incident' | 'withSla'>;
  readonly deviceId: string;
  /** Who is signed in at the server. */
  readonly login: string;
  /** Whether that user may take losing revisions off the server. */
  readonly mayDelete: () => boolean;
  /** After what the server rejects (a missing database, no membership) the collection tries again this often. */
  readonly retryMs: number;
  readonly onMoved: (documents: number) => void;
  readonly onChange: () => void;
  /** All begins at the beginning: the database is another one. */
  readonly onReset: () => void;
  readonly onRefused: () => void;
  readonly onUnreadable: () => void;
  /** What became of a damaged record is known. */
  readonly onDamaged: () => void;
  readonly log: (level: 'info' | 'warn' | 'error', message: string, error?: unknown) => void;
};

/** What loading, pulling, pushing and following share. */
export type CollectionWorld = CollectionSyncParts & {
  /** RxDB's identifier of the replication. */
  readonly identifier: string;
  readonly generation: GenerationCheck;
  /** How far server and device were with one another. */
  readonly checkpoint: Checkpoint;
  readonly loaded: LoadedScope;
  /** Revisions of records that lost against what the server shows. */
  readonly losing: Leaves;
  readonly progress: Progress;
  readonly unreadable: Unreadable;
  /**
   * Pulls and pushes one after the other. RxDB skips a pulled version while a push of the same record is under way. Were it newer than the
   * pushed one, nobody would ask for it again; so a pull never overtakes a push.
   */
  readonly inTurn: <T>(work: () => Promise<T>) => Promise<T>;
  /** The collection's sync ends. */
  readonly ending: AbortSignal;
  /** Told what went wrong, and on which way; the collection stands still there until something goes through again. */
  readonly note: (error: unknown, way?: Way) => void;
};
