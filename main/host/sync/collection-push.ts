import type { CollectionWorld } from './collection-world.ts';
import type { Replicated } from './couch-documents.ts';
import { waitsOnDeletion } from './deleted-there.ts';
import type { createPendingCheck } from './pending-check.ts';
import { type PushOutcome, type PushRefusal, type PushRow, pushRows } from './push.ts';
import { plainRecord, trueBase } from './true-base.ts';
import { setEditAside, settleWaiting } from './waiting-edits.ts';

/**
 * Sends what RxDB's replication hands over; answers the server's versions of what has to be merged first. A merge that is what the server
 * has already is not handed over again, so after conflicts the marks want to be looked over.
 */
export const createPusher = (
  world: CollectionWorld,
  marks: ReturnType<typeof createPendingCheck>,
  onConflicts: () => void,
) => {
  const { collection, pending, progress } = world;

  const withTrueBase = ({ newDocumentState, assumedMasterState }: PushRow): PushRow => {
    const base = trueBase(world, collection, newDocumentState.id, assumedMasterState) ?? undefined;
    return { newDocumentState, assumedMasterState: base as Replicated | undefined };
  };

  return async (rows: readonly PushRow[]): Promise<Replicated[]> => {
    try {
      const until = pending.now();
      const known = rows.map(withTrueBase);
      const newest = await marks.unchanged(rows.map((row) => row.newDocumentState));
      const outcome = await world.inTurn(() => send(world, known));
      settle(world, outcome, rows);
      await world.unreadable.note(outcome.unread);
      const through = [...outcome.accepted, ...outcome.refused.map(({ row }) => row.newDocumentState.id)];
      pending.clear(
        collection,
        through.filter((id) => newest.has(id)),
        until,
      );
      progress.pushed(outcome.sent);
      world.onRefused();
      if (outcome.conflicts.length > 0) onConflicts();
      return [...outcome.conflicts];
    } catch (error) {
      world.note(error, 'up');
      throw error;
    }
  };
};

/** What was sent counts as sent when it is listed as exchanged: a server that was restored from before then lacks it, and is seen through. */
const send = (world: CollectionWorld, rows: readonly PushRow[]): Promise<PushOutcome> => {
  const { checkpoint, client, collection, connection, databaseName, generation, handOver } = world;
  return connection.run(async (signal) => {
    await generation.check(signal);
    const outcome = await pushRows(client, databaseName, collection, rows, handOver, signal);
    await checkpoint.exchanged(outcome.versions, signal);
    return outcome;
  });
};

const settle = (
  world: CollectionWorld,
  { accepted, refused }: PushOutcome,
  rows: readonly PushRow[],
): void => {
  const { collection } = world;
  const sent = new Map(rows.map(({ newDocumentState }) => [newDocumentState.id, newDocumentState]));
  for (const id of accepted) {
    const arrived = sent.get(id);
    // The deletion stands here as it does there; the edit that met it still waits for a decision.
    if (arrived?._deleted === true && waitsOnDeletion(world.refused.find(collection, id))) continue;
    settleWaiting(world, collection, id, arrived);
  }
  for (const refusal of refused) setAside(world, refusal);
};

/**
 * The server's no to one document. The rest goes on; this one waits for its user with the reason and the version it started from.
 */
const setAside = (world: CollectionWorld, { row, code, reason }: PushRefusal): void => {
  const { collection, pending, refused } = world;
  const { id } = row.newDocumentState;
  // After a recreated database everything is offered again, also what this user may not write: that was no edit of theirs.
  if (!pending.has(collection, id) && refused.find(collection, id) === null) return;
  const document = plainRecord(row.newDocumentState);
  const base = row.assumedMasterState ?? null;
  setEditAside(world, { collection, recordId: id, code, reason, document, base });
};
