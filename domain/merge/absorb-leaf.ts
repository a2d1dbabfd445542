import type { JournalEntry } from '#domain/fields/base.ts';
import { BROUGHT } from '#domain/journal/brought.ts';
import type { CollectionName } from '#domain/records/collections.ts';
import type { Env } from '#domain/records/common.ts';
import type { RecordOf } from '#domain/records/registry.ts';
import { baseFromHistory, isOlderThanCommon } from './base-from-history.ts';
import { mergeRecords } from './three-way.ts';

/**
 * A revision that stands at the end of a branch of a document's revisions. Where two nodes of a cluster, or two servers that replicate, took an
 * edit of the same version at the same time, there are several; the server shows one of them, the winner, to all.
 */
export type Leaf<R> = {
  /** Itself and the revisions it came from, the newest first. */
  readonly revisions: readonly string[];
  readonly record: R;
};

/**
 * Whether an entry only says which entries of others its writer brought along. Two consoles that absorb the same leaf each write one, so to
 * bring those along as well would never end.
 */
const isOnlyBringing = ({ kind, changes }: JournalEntry): boolean =>
  kind === 'merged' && changes.length > 0 && changes.every(({ field }) => field === BROUGHT);

type WithHistory = { readonly journal: readonly JournalEntry[] };

/** Whether a leaf tells of work that the winner does not know. Every change has its entry, so a leaf whose entries the winner has is absorbed. */
export const holdsMore = (leaf: WithHistory, winner: WithHistory): boolean => {
  const known = new Set(winner.journal.map(({ id }) => id));
  return leaf.journal.some((entry) => !known.has(entry.id) && !isOnlyBringing(entry));
};

/** The merge's entries say on which device it was done; of a leaf that is the device the work on it came from, so that all consoles write the same. */
const envOf = (leaf: WithHistory, env: Env): Env => {
  const deviceId = leaf.journal.at(-1)?.device ?? env.actor.deviceId;
  return { ...env, actor: { ...env.actor, deviceId } };
};

const absorb = <C extends CollectionName>(
  collection: C,
  base: RecordOf[C] | null,
  leaf: RecordOf[C],
  winner: RecordOf[C],
  env: Env,
): RecordOf[C] => {
  const isUsable = base !== null && !isOlderThanCommon(base, leaf, winner);
  const from = isUsable ? base : baseFromHistory<RecordOf[C]>(leaf, winner);
  return mergeRecords(collection, from, leaf, winner, envOf(leaf, env)).merged;
};

const heightOf = (rev: string): number => Number(rev.split('-')[0]);

/** In an order that all consoles share: the highest first, as the server would choose among them. */
const inOrder = <R>(leaves: readonly Leaf<R>[]): readonly Leaf<R>[] =>
  [...leaves].sort(({ revisions: [a = ''] }, { revisions: [b = ''] }) => {
    const higher = heightOf(b) - heightOf(a);
    if (higher !== 0) return higher;
    return a < b ? 1 : -1;
  });

/** Each leaf with the newest revision that it shares with the winner or a leaf before it. */
const withBases = <R>({ winner, losers }: Branches<R>): readonly (readonly [Leaf<R>, string | null])[] => {
  const known = new Set(winner.revisions);
  return inOrder(losers).map((leaf) => {
    const base = leaf.revisions.find((rev) => known.has(rev)) ?? null;
    for (const rev of leaf.revisions) known.add(rev);
    return [leaf, base] as const;
  });
};

/** The ends of a document's branches, deletions left out. */
export type Branches<R> = { readonly winner: Leaf<R>; readonly losers: readonly Leaf<R>[] };

/** The revisions that {@link absorbLeaves} would like to have. */
export const basesOf = (branches: Branches<unknown>): readonly string[] => [
  ...new Set(withBases(branches).flatMap(([, base]) => base ?? [])),
];

/**
 * The winner with what the losing leaves hold beyond it, merged field by field as any two edits of one version. `bases` has versions that leaves
 * came from, by revision; where nobody has one any more it is told from the histories. The same on every console, ids included;
 * the winner itself when no leaf holds more, so absorbing once more changes nothing. Derived fields are the winner's until the caller
 * recomputes them. Throws where a record can't be merged.
 */
export const absorbLeaves = <C extends CollectionName>(
  collection: C,
  branches: Branches<RecordOf[C]>,
  bases: ReadonlyMap<string, RecordOf[C]>,
  env: Env,
): RecordOf[C] =>
  withBases(branches).reduce<RecordOf[C]>(
    (merged, [{ record }, base]) =>
      holdsMore(record, merged)
        ? absorb(collection, bases.get(base ?? '') ?? null, record, merged, env)
        : merged,
    branches.winner.record,
  );
