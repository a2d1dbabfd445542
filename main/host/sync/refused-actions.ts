import type { Reply } from '#contracts/define.ts';
import type { RefusedDocument } from '#contracts/sync.ts';
import { commonBase } from '#domain/merge/base-from-history.ts';
import { mergeRecords } from '#domain/merge/three-way.ts';
import type { CollectionName } from '#domain/records/collections.ts';
import type { Env } from '#domain/records/common.ts';
import { sameValue } from '#domain/records/json.ts';
import type { RecordOf } from '#domain/records/registry.ts';
import { fail, type Reasoned } from '#domain/records/result.ts';
import { wellFormed } from '#domain/records/well-formed.ts';
import type { DroppedStore } from '../local/dropped.ts';
import type { PendingMarks } from '../local/pending.ts';
import type { CompanySettings } from '../store/company-settings.ts';
import type { DeskhandDatabase } from '../store/open-database.ts';
import { recomputeRecord } from '../store/recompute.ts';
import type { CouchClient } from './couch-client.ts';
import { CouchError } from './couch-client.ts';
import { type CouchDocument, documentPath, type Replicated, toCouch } from './couch-documents.ts';
import { restoreEdited, waitsOnDeletion } from './deleted-there.ts';
import type { HandOver } from './hand-over.ts';
import { readDocument } from './read-document.ts';
import { type KnownBases, plainRecord } from './true-base.ts';
import { settleWaiting } from './waiting-edits.ts';

export type RefusedWorld = KnownBases & {
  readonly database: DeskhandDatabase;
  readonly databaseName: (collection: CollectionName) => string;
  readonly client: CouchClient;
  readonly settings: () => CompanySettings;
  readonly env: () => Env;
  readonly dropped: DroppedStore;
  readonly handOver: HandOver;
  readonly pending: PendingMarks;
  /** The run of the sync ends, and with it the session in which it asks. */
  readonly ending: AbortSignal;
};

const CONFLICT = 409;

const nothingThere: Reply<never> = fail('not_found', 'sync.not_refused');

/** The server's version is no record for this version of Deskhand: nothing can be merged with it, and it takes no record's place. */
class NotReadable extends Error {
  override readonly cause: Reasoned;
  constructor(cause: Reasoned) {
    super(cause.reason);
    this.cause = cause;
  }
}

const asReply = (error: unknown): Reply<never> => {
  if (error instanceof NotReadable) {
    return fail('not_readable', 'sync.not_readable', { cause: error.cause });
  }
  if (!(error instanceof CouchError)) throw error;
  const cause = error.message;
  return error.kind === 'offline' || error.kind === 'aborted'
    ? fail('offline', 'sync.offline', { cause })
    : fail('refused_again', 'sync.refused_again', { cause });
};

type OnServer = { readonly document: CouchDocument; readonly record: Replicated };

const onServer = async (
  world: RefusedWorld,
  collection: CollectionName,
  id: string,
): Promise<OnServer | null> => {
  try {
    const path = documentPath(world.databaseName(collection), id);
    const document = await world.client.request<CouchDocument>(path, {
      ...{ signal: world.ending, shape: 'document' },
    });
    const { record, unread } = readDocument(collection, id, document);
    if (record === null) throw new NotReadable(unread);
    return { document, record };
  } catch (error) {
    if (error instanceof CouchError && error.kind === 'missing') return null;
    throw error;
  }
};

const done: Reply<null> = { ok: true, data: null };

/** Whether what waits is still what was looked at: while the server was asked, the push may have set a newer edit of the record aside. */
const isStill = ({ refused }: RefusedWorld, looked: RefusedDocument): boolean =>
  sameValue(refused.find(looked.collection, looked.recordId), looked);

/** Takes off what is done with, unless something newer waits in its place; answers whether nothing waits any more. */
const settled = (world: RefusedWorld, looked: RefusedDocument): boolean => {
  const { collection, recordId } = looked;
  if (isStill(world, looked)) settleWaiting(world, collection, recordId, looked.document);
  return world.refused.find(collection, recordId) === null;
};

/** Offers the refused version again, merged with what the server has by now; used after a right was given or a rule changed. */
export const retryRefused = async (
  world: RefusedWorld,
  collection: CollectionName,
  recordId: string,
): Promise<Reply<null>> => {
  if (world.refused.find(collection, recordId) === null) return nothingThere;
  for (;;) {
    const refused = world.refused.find(collection, recordId);
    // The push was faster.
    if (refused === null) return done;
    if (waitsOnDeletion(refused)) {
      await restoreEdited(world, refused);
      if (settled(world, refused)) return done;
      continue;
    }
    const mine = refused.document as RecordOf[typeof collection];
    try {
      const theirs = await onServer(world, collection, recordId);
      const merged = theirs === null ? mine : mergedWith(world, collection, mine, theirs.record);
      const given = wellFormed({ ...merged, _deleted: false });
      const body = toCouch(world.handOver(collection, given, theirs?.record ?? null), theirs?.document);
      const path = documentPath(world.databaseName(collection), recordId);
      await world.client.request(path, { method: 'PUT', body, signal: world.ending });
      if (settled(world, refused)) return done;
    } catch (error) {
      // Somebody wrote between looking and sending: look again.
      if (error instanceof CouchError && error.status === CONFLICT) continue;
      if (error instanceof CouchError && error.kind === 'rejected' && isStill(world, refused)) {
        world.refused.save({ ...refused, reason: error.message, refusedAt: world.env().now });
      }
      return asReply(error);
    }
  }
};

const mergedWith = <C extends CollectionName>(
  world: RefusedWorld,
  collection: C,
  mine: RecordOf[C],
  theirs: Replicated,
): RecordOf[C] => {
  const noted = world.bases.find(collection, mine.id);
  const kept = noted == null ? null : (plainRecord(noted) as RecordOf[C]);
  const server = plainRecord(theirs) as RecordOf[C];
  const base = commonBase<RecordOf[C]>(noted === undefined ? undefined : kept, mine, server);
  const { merged } = mergeRecords(collection, base, mine, server, world.env());
  return recomputeRecord(collection, merged, server, world.settings());
};

const keepAside = (
  { dropped, env }: RefusedWorld,
  { id: _, ...refused }: RefusedDocument,
  held: unknown,
): void => {
  const { now, actor } = env();
  const record = sameValue(refused.document, held) ? null : held;
  dropped.add({ ...refused, droppedAt: now, droppedBy: actor.personId, record });
};

/** Gives the refused version up: the record becomes what the server has, or goes when the server never had it. What is given up is kept aside first. */
export const dropRefused = async (
  world: RefusedWorld,
  collection: CollectionName,
  recordId: string,
): Promise<Reply<null>> => {
  const looked = world.refused.find(collection, recordId);
  if (looked === null) return nothingThere;
  if (waitsOnDeletion(looked)) {
    keepAside(world, looked, null);
    settled(world, looked);
    return done;
  }
  try {
    const theirs = await onServer(world, collection, recordId);
    const local = world.database.collections[collection];
    const held = await local.findOne(recordId).exec();
    // A newer edit may wait by now; it is given up with the older one in it.
    const refused = world.refused.find(collection, recordId);
    if (refused === null) return nothingThere;
    keepAside(world, refused, held?.toMutableJSON() ?? null);
    if (theirs === null) await held?.incrementalRemove();
    else {
      const { _deleted, ...server } = theirs.record;
      await local.incrementalUpsert(server);
    }
    settled(world, refused);
    return done;
  } catch (error) {
    return asReply(error);
  }
};
