import * as z from 'zod';
import type { ApprovalStatus } from '#domain/approvals/approvals.ts';
import type { Risk } from '#domain/changes/risk.ts';
import type { Approval, Vote } from '#domain/fields/approvals.ts';
import type { ChangeType, RiskLevel } from '#domain/fields/changes.ts';
import { CHANGE } from '#domain/processes/change.ts';
import { ticketFilterSchema, ticketSortSchema } from '#domain/tickets/ticket-filter.ts';
import { answer, defineContract } from './define.ts';
import { processCommands } from './process.ts';
import { byId, type ConfigItemRow, type FoundPage, type TicketRow, windowInput } from './shared.ts';

/** A change in the list of changes. */
export type ChangeRow = TicketRow & {
  readonly changeType: ChangeType;
  readonly plannedStartAt: string | null;
  readonly plannedEndAt: string | null;
  readonly approval: ApprovalStatus;
  /** As it was assessed when approval was requested; null before. */
  readonly riskLevel: RiskLevel | null;
};

/** A change that waits for the word of who asks. */
export type WaitingRow = ChangeRow & {
  readonly requestedBy: string | null;
  readonly requestedByName: string | null;
};

/** What stands beside a change on its page and in no field of it. */
export type ChangeBeside = {
  readonly approval: {
    readonly status: ApprovalStatus;
    readonly each: readonly { readonly approval: Approval; readonly status: ApprovalStatus }[];
    readonly counting: readonly Vote[];
    readonly past: readonly Vote[];
    readonly requestedBy: string | null;
    /** Who asks is asked for a word on it, given or not. */
    readonly isAsked: boolean;
    /** And has said nothing about it as it is now. */
    readonly isWaitedFor: boolean;
  };
  readonly problems: readonly TicketRow[];
  /** Incidents that it caused, the first of them, open ones first. */
  readonly caused: readonly TicketRow[];
  readonly causedTotal: number;
};

/** The risk of a change as it is now. */
export type ChangeRisk = {
  readonly risk: Risk;
  /** Items and incidents that its facts name; the catalogue's services are the company's. */
  readonly items: readonly ConfigItemRow[];
  readonly incidents: readonly TicketRow[];
};

export const changesContract = defineContract({
  feature: 'changes',
  commands: { ...processCommands(CHANGE) },
  queries: {
    /** A window of the changes; `types` of the filter is given by the list. */
    page: {
      input: z.strictObject({ filter: ticketFilterSchema, sort: ticketSortSchema, ...windowInput }),
      output: answer<FoundPage<ChangeRow>>(),
      watches: ['tickets', 'directory', 'configItems'],
    },
    /** Changes that wait for the word of who asks, the earliest planned first. */
    waiting: {
      input: z.strictObject({}),
      output: answer<{ readonly rows: readonly WaitingRow[] }>(),
      watches: ['tickets', 'directory', 'configItems'],
    },
    beside: {
      input: byId,
      output: answer<ChangeBeside>(),
      watches: ['tickets', 'directory', 'configItems'],
    },
    /** Weighed anew with whatever it reaches: relations, incidents, what became of the team's changes. */
    risk: {
      input: byId,
      output: answer<ChangeRisk>(),
      watches: ['tickets', 'configItems', 'relations', 'directory', 'catalogue', 'events', 'settings'],
    },
  },
});
