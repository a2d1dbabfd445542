import type { RxCollection } from 'rxdb';
import { DELETED_THERE, type RefusedDocument } from '#contracts/sync.ts';
import { commonBase } from '#domain/merge/base-from-history.ts';
import { mergeRecords } from '#domain/merge/three-way.ts';
import type { CollectionName } from '#domain/records/collections.ts';
import type { Env } from '#domain/records/common.ts';
import type { RecordOf } from '#domain/records/registry.ts';
import type { PendingMarks } from '../local/pending.ts';
import type { CompanySettings } from '../store/company-settings.ts';
import type { DeskhandDatabase } from '../store/open-database.ts';
import { recomputeRecord } from '../store/recompute.ts';
import { type KnownBases, plainRecord } from './true-base.ts';
import { setEditAside } from './waiting-edits.ts';

/** Whether what waits there was edited here and deleted on the server. */
export const waitsOnDeletion = (refused: Pick<RefusedDocument, 'code'> | null): boolean =>
  refused?.code === DELETED_THERE;

/**
 * A record that was edited here and deleted on the server: neither may win in silence. The deletion stands, and the edited record waits with
 * what the server refused until somebody brings it back or lets it go.
 */
export const awaitDecision = (
  world: Parameters<typeof setEditAside>[0],
  collection: CollectionName,
  edited: Readonly<Record<string, unknown>>,
  base: object | null,
): void => {
  const recordId = String(edited.id);
  const [code, reason] = [DELETED_THERE, 'sync.deleted_there'] as const;
  setEditAside(world, { collection, recordId, code, reason, document: edited, base });
};

type RestoreWorld = KnownBases & {
  readonly database: DeskhandDatabase;
  readonly pending: PendingMarks;
  readonly settings: () => CompanySettings;
  readonly env: () => Env;
};

const merged = <C extends CollectionName>(
  world: RestoreWorld,
  collection: C,
  edited: RecordOf[C],
  there: RecordOf[C],
): RecordOf[C] => {
  // Where the record was brought back and edited here meanwhile, what is kept is the version that edit started from.
  const noted = world.bases.find(collection, edited.id);
  const kept = noted == null ? null : (plainRecord(noted) as RecordOf[C]);
  const base = commonBase<RecordOf[C]>(noted === undefined ? undefined : kept, edited, there);
  const outcome = mergeRecords(collection, base, edited, there, world.env());
  return recomputeRecord(collection, outcome.merged, there, world.settings());
};

/**
 * Brings the edited record back, here and, as any edit, on the server as soon as there is a line to it. Where somebody else has brought it back
 * meanwhile, the edit is merged into what they have.
 */
export const restoreEdited = async (
  world: RestoreWorld,
  { collection, recordId, document }: RefusedDocument,
): Promise<void> => {
  const edited = document as RecordOf[typeof collection];
  // The collection is a variable here, so its documents are typed by what all records have (see store/records.ts).
  const local: RxCollection = world.database.collections[collection];
  const written = world.pending.mark(collection, [recordId]);
  try {
    const there = await local.findOne(recordId).exec();
    if (there === null) await local.insert(edited);
    else
      await there.incrementalModify((now: RecordOf[typeof collection]) =>
        merged(world, collection, edited, now),
      );
  } finally {
    written();
  }
};
