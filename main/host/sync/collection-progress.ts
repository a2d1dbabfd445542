import type { CollectionSync } from '#contracts/sync.ts';
import type { LocalValues } from '../local/values.ts';
import { CouchError } from './couch-client.ts';
import type { PullPage } from './pull.ts';

/** What of a page was taken in. */
export type StoredPage = { readonly documents: number; readonly malformed: readonly string[] };

type Figures = Pick<CollectionSync, 'pulled' | 'pushed' | 'lastPullAt' | 'lastPushAt' | 'lastError'> & {
  /** Up to where the server's changes are here. */
  readonly seq: string;
  /** Changes the server still has; null while unknown. */
  readonly left: number | null;
  /** The server lets the user in and has no such database: it was prepared for an earlier Deskhand, or for none. */
  readonly isUnprepared: boolean;
};

type ProgressParts = {
  readonly databaseName: string;
  /** Key in `values` under which the end of the first pull is noted. */
  readonly firstPullKey: string;
  readonly values: LocalValues;
  readonly now: () => string;
  readonly onMoved: (documents: number) => void;
  readonly onChange: () => void;
  readonly log: (level: 'warn', message: string) => void;
};

export type Progress = ReturnType<typeof createProgress>;

/** How far the sync of one collection has come, as its row on the sync page tells it. */
export const createProgress = (parts: ProgressParts) => {
  const { databaseName, firstPullKey, values } = parts;
  let figures: Figures = {
    ...{ pulled: 0, pushed: 0, seq: '0', left: null },
    ...{ lastPullAt: null, lastPushAt: null, lastError: null, isUnprepared: false },
  };
  let round = 0;
  const isFirstThrough = (): boolean => values.get(firstPullKey) !== null;

  return {
    figures: () => figures,
    /** Everything the server had at one time is here. */
    isFirstThrough,
    /** How often all began anew: what was asked for in an earlier round says nothing about this one. */
    round: (): number => round,
    pulled: (
      page: Pick<PullPage, 'checkpoint' | 'pending' | 'isLast'>,
      { documents, malformed }: StoredPage,
    ): void => {
      const at = parts.now();
      const odd = malformed.length === 0 ? null : `not records: ${malformed.slice(0, 5).join(', ')}`;
      if (odd !== null) {
        parts.log('warn', `${databaseName} holds documents that are no records: ${malformed.join(', ')}`);
      }
      figures = {
        ...figures,
        seq: page.checkpoint.seq,
        pulled: figures.pulled + documents,
        left: page.isLast ? 0 : page.pending,
        lastPullAt: at,
        lastError: odd,
        isUnprepared: false,
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
        lastError: null,
        isUnprepared: false,
      };
      parts.onMoved(documents);
      parts.onChange();
    },
    /** Answers whether that is news: what is tried again fails again. */
    failed: (error: unknown): boolean => {
      const reason = error instanceof Error ? error.message : String(error);
      if (figures.lastError === reason) return false;
      const isUnprepared = error instanceof CouchError && error.kind === 'missing';
      figures = { ...figures, lastError: reason, isUnprepared };
      parts.onChange();
      return true;
    },
    /** All begins anew: the database is another one. */
    restarted: (): void => {
      round += 1;
      values.remove(firstPullKey);
      figures = { ...figures, seq: '0', left: null };
    },
  };
};
