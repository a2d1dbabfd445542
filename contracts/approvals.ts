import * as z from 'zod';
import type { ApprovalStatus } from '#domain/approvals/approvals.ts';
import type { Word } from '#domain/approvals/delegates.ts';
import type { Approval, Delegate } from '#domain/fields/approvals.ts';
import type { RiskLevel } from '#domain/fields/changes.ts';
import type { CollectionName } from '#domain/records/collections.ts';
import { answer, defineContract, MOST_COUNTS } from './define.ts';
import type { Counts, TicketRow } from './shared.ts';

/** How the approval of a record stands, for whoever asks. */
export type ApprovalAnswer = {
  readonly status: ApprovalStatus;
  readonly each: readonly { readonly approval: Approval; readonly status: ApprovalStatus }[];
  readonly counting: readonly Word[];
  readonly past: readonly Word[];
  readonly requestedBy: string | null;
  readonly requestedAt: string | null;
  /** It has waited longer than the company's rules say, and still does. */
  readonly isOverdue: boolean;
  /** Who asks is asked for a word on it, given or not. */
  readonly isAsked: boolean;
  /** What a vote on it names. */
  readonly subject: string;
  /** And has said nothing about it as it is now. */
  readonly isWaitedFor: boolean;
  /** For whom who asks may decide as their delegate, and has not. */
  readonly delegateFor: readonly string[];
  /** Who decides for whom, now and to come. */
  readonly delegates: readonly Delegate[];
  /** Delegates who are away themselves: nobody decides for those who named them. */
  readonly delegatesAway: readonly string[];
  /** Who is away, asked, and has a delegate that who asks may name here. */
  readonly namable: readonly { readonly id: string; readonly name: string }[];
};

/** A record that waits for the word of who asks. */
export type WaitingRow = TicketRow & {
  /** Of a delegate: for whom they decide; null: for themselves. */
  readonly forId: string | null;
  readonly forName: string | null;
  /** Its process's: the command to vote by is `<feature>.vote`. */
  readonly feature: string;
  /** What kind of its type it is, as a field says; null where its type has no kinds. */
  readonly kind: { readonly field: string; readonly value: string } | null;
  readonly plannedStartAt: string | null;
  readonly plannedEndAt: string | null;
  readonly riskLevel: RiskLevel | null;
  readonly hasOutage: boolean;
  /** Titles of the lockdowns from which it is to be excepted by a word of those who lock down, and is not yet. */
  readonly exceptions: readonly string[];
  /** How many edits of items and relations are approved with it. */
  readonly prepared: number;
  /** What it is expected to cost, in hundredths. */
  readonly costMinor: number | null;
  /** What is decided about: its process's texts, empty ones, too. */
  readonly texts: readonly { readonly field: string; readonly text: string }[];
  /** What a vote on it names. */
  readonly subject: string;
  readonly requestedBy: string | null;
  readonly requestedByName: string | null;
  readonly requestedAt: string | null;
  /** It has waited longer than the company's rules say. */
  readonly isOverdue: boolean;
};

/** What an answer about approvals has to watch: how long one may wait is a setting, counted by a calendar. */
export const APPROVALS_FROM = [
  'tickets',
  'directory',
  'configItems',
  'settings',
  'catalogue',
] as const satisfies readonly CollectionName[];

export const approvalsContract = defineContract({
  feature: 'approvals',
  commands: {},
  queries: {
    /** What waits for the word of who asks, the earliest planned first. */
    waiting: {
      input: z.strictObject({}),
      output: answer<{ readonly rows: readonly WaitingRow[] }>(),
      watches: APPROVALS_FROM,
    },
    /** How many words are waited for, once for each of `filters`: there is one such list a person. */
    counts: {
      input: z.strictObject({ filters: z.array(z.strictObject({})).max(MOST_COUNTS) }),
      output: answer<Counts>(),
      watches: APPROVALS_FROM,
    },
  },
});
