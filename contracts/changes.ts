import * as z from 'zod';
import type { ApprovalStatus } from '#domain/approvals/approvals.ts';
import type { Conflict } from '#domain/changes/conflicts.ts';
import type { Risk } from '#domain/changes/risk.ts';
import type { ChangeType, RiskLevel } from '#domain/fields/changes.ts';
import { CHANGE } from '#domain/processes/change.ts';
import { idSchema, instantSchema } from '#domain/records/common-schemas.ts';
import { ticketFilterSchema, ticketSortSchema } from '#domain/tickets/ticket-filter.ts';
import type { ApprovalAnswer } from './approvals.ts';
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

/** What stands beside a change on its page and in no field of it. */
export type ChangeBeside = {
  readonly approval: ApprovalAnswer;
  /** Releases that bring it, the newest first. */
  readonly releases: readonly TicketRow[];
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

export type PlannedWindow = { readonly startsAt: string; readonly endsAt: string };

/** What is in the way of a change, and in which window of the same length it no longer is; null: none within 90 days. */
export type ConflictRow = {
  readonly startsAt: string;
  /** Null: until further notice. */
  readonly endsAt: string | null;
  readonly kind: Conflict['kind'];
  /** The other change, or the first of the events. */
  readonly id: string;
  readonly collection: 'tickets' | 'events';
  /** Of a change. */
  readonly number: string | null;
  readonly title: string;
  /** The items of the other change for which it is in the way, or the item outside of its windows. */
  readonly ciNames: readonly string[];
  readonly assigneeName: string | null;
  readonly clears: PlannedWindow | null;
};

export type ChangeConflicts = {
  /** The window that was looked at; null where the change has none or is over. */
  readonly planned: PlannedWindow | null;
  readonly rows: readonly ConflictRow[];
  /** All of them; `rows` are the first. */
  readonly total: number;
  /** The earliest window in which nothing is in the way; null where none was found, or none is needed. */
  readonly nextFree: PlannedWindow | null;
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
    /** What is in the way of a change as it is planned, or as it would be in the window `at`. */
    conflicts: {
      input: z.strictObject({
        id: idSchema,
        at: z.strictObject({ startsAt: instantSchema, endsAt: instantSchema }).optional(),
      }),
      output: answer<ChangeConflicts>(),
      watches: ['tickets', 'events', 'relations', 'configItems', 'directory'],
    },
    /** Open changes that a lockdown of such a scope would stop, the earliest planned first; `total` is all of them. */
    stoppedBy: {
      input: z.strictObject({
        startsAt: instantSchema,
        /** Null: until further notice. */
        endsAt: instantSchema.nullable(),
        ciIds: z.array(idSchema).max(1_000),
        serviceIds: z.array(idSchema).max(1_000),
        placeIds: z.array(idSchema).max(1_000),
      }),
      output: answer<{ readonly rows: readonly ChangeRow[]; readonly total: number }>(),
      watches: ['tickets', 'configItems', 'directory'],
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
