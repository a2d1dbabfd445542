import type { CollectionSync } from '#contracts/sync.ts';
import type { LocalValues } from '../local/values.ts';
import { CouchError } from './couch-client.ts';
import type { PullPage } from './pull.ts';

/**
 * What comes from the server, and what goes to it. `work` is what happens between: storing and merging; `watch`, hearing of what changes there;
 * `leaves`, looking after revisions that lost.
 */
export type Way = 'down' | 'up' | 'work' | 'watch' | 'leaves';

type Trouble = { readonly reason: string; readonly isMissing: boolean };

type Figures = Pick<CollectionSync, 'pulled' | 'pushed' | 'lastPullAt' | 'lastPushAt'> & {
  /** Up to where the server's changes are here. */
  readonly seq: string;
  /** Changes the server still has; null while unknown. */
  readonly left: number | null;
  /** Why nothing goes through, for each way. */
  readonly troubles: Readonly<Partial<Record<Way, Trouble>>>;
};

type ProgressParts = {
  /** Key in `values` under which the end of the first pull is noted. */
  readonly firstPullKey: string;
  readonly values: LocalValues;
  readonly now: () => string;
  readonly onMoved: (documents: number) => void;
  readonly onChange: () => void;
};

export type Progress = ReturnType<typeof createProgress>;

/** How far the sync of one collection has come, as its row on the sync page tells it. */
export const createProgress = (parts: ProgressParts) => {
  const { firstPullKey, values } = parts;
  let figures: Figures = {
    ...{ pulled: 0, pushed: 0, seq: '0', left: null, lastPullAt: null, lastPushAt: null, troubles: {} },
  };
  let round = 0;
  const isFirstThrough = (): boolean => values.get(firstPullKey) !== null;
  const without = (way: Way): Figures['troubles'] => {
    const { [way]: _over, ...others } = figures.troubles;
    return others;
  };
  const troubles = (): readonly Trouble[] => Object.values(figures.troubles);

  return {
    figures: () => figures,
    /** The first trouble there is, for the collection's row. */
    lastError: (): string | null => troubles()[0]?.reason ?? null,
    /** The server lets the user in and has no such database: it was prepared for an earlier Deskhand, or for none. */
    isUnprepared: (): boolean => troubles().length > 0 && troubles().every(({ isMissing }) => isMissing),
    /** Everything the server had at one time is here. */
    isFirstThrough,
    /** How often all began anew: what was asked for in an earlier round says nothing about this one. */
    round: (): number => round,
    pulled: (page: Pick<PullPage, 'checkpoint' | 'pending' | 'isLast'>, documents: number): void => {
      const at = parts.now();
      figures = {
        ...figures,
        seq: page.checkpoint.seq,
        pulled: figures.pulled + documents,
        left: page.isLast ? 0 : page.pending,
        lastPullAt: at,
        troubles: without('down'),
      };
      if (page.isLast && !isFirstThrough()) values.set(firstPullKey, at);
      parts.onMoved(documents);
      parts.onChange();
    },
    pushed: (documents: number): void => {
      figures = {
        ...figures,
        pushed: figures.pushed + documents,
        lastPushAt: documents > 0 ? parts.now() : figures.lastPushAt,
        troubles: without('up'),
      };
      parts.onMoved(documents);
      parts.onChange();
    },
    /** Answers whether that is news: what is tried again fails again. */
    failed: (error: unknown, way: Way): boolean => {
      const reason = error instanceof Error ? error.message : String(error);
      if (figures.troubles[way]?.reason === reason) return false;
      const isMissing = error instanceof CouchError && error.kind === 'missing';
      figures = { ...figures, troubles: { ...figures.troubles, [way]: { reason, isMissing } } };
      parts.onChange();
      return true;
    },
    isTroubled: (way: Way): boolean => figures.troubles[way] !== undefined,
    /** What stood still goes on. */
    mended: (way: Way): void => {
      if (figures.troubles[way] === undefined) return;
      figures = { ...figures, troubles: without(way) };
      parts.onChange();
    },
    /** All begins anew: the database is another one. */
    restarted: (): void => {
      round += 1;
      values.remove(firstPullKey);
      // What is wrong with this one, it will tell itself.
      figures = { ...figures, seq: '0', left: null, troubles: {} };
    },
  };
};
