import * as z from 'zod';
import type { ApprovalStatus } from '#domain/approvals/approvals.ts';
import type { Conflict } from '#domain/changes/conflicts.ts';
import type { ChangeDraft } from '#domain/changes/from-record.ts';
import type { CauseSign } from '#domain/changes/likely-causes.ts';
import type { Risk } from '#domain/changes/risk.ts';
import type { StoredModel } from '#domain/changes/standard.ts';
import type { Change, ChangeType, RiskLevel } from '#domain/fields/changes.ts';
import { CHANGE } from '#domain/processes/change.ts';
import { idSchema, instantSchema, nullableId } from '#domain/records/common-schemas.ts';
import type { Reasoned } from '#domain/records/result.ts';
import { changeModelSchema } from '#domain/records/settings.ts';
import { ticketFilterSchema, ticketSortSchema } from '#domain/tickets/ticket-filter.ts';
import type { ApprovalAnswer } from './approvals.ts';
import { answer, defineContract } from './define.ts';
import { extendedCommand, processCommands } from './process.ts';
import {
  byId,
  type ConfigItemRow,
  type FoundPage,
  type Names,
  type TicketRow,
  windowInput,
} from './shared.ts';
import type { LinkedKnowledge } from './tickets.ts';

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
  /** Incidents that wait for what it brings. */
  readonly incidents: readonly TicketRow[];
  /** Incidents that it caused, the first of them, open ones first. */
  readonly caused: readonly TicketRow[];
  readonly causedTotal: number;
  /** Why a standard change can't be carried out as it is; null where it can, and for other changes. */
  readonly standardFault: Reasoned | null;
  /** It is over, and nobody wrote what was learned though it failed or caused incidents: it has to be reviewed again. */
  readonly lacksReview: boolean;
};

/** A change that may have caused an incident, and by what sign. */
export type LikelyCause = ChangeRow & { readonly sign: CauseSign };

/** A model of standard changes as lists show it. */
export type ChangeModelRow = StoredModel & {
  readonly id: string;
  readonly version: number;
  /** What an approval of it as it is names. */
  readonly sum: string;
  /** Somebody agreed to it as it is. */
  readonly isApproved: boolean;
  /** Who asks may agree to it. */
  readonly mayApprove: boolean;
};

/** Where a change manager begins. */
export type ChangesToday = {
  /** What waits for a word of who asks. */
  readonly waiting: readonly { readonly row: ChangeRow; readonly isOverdue: boolean }[];
  /** Changes whose window is of the day. */
  readonly today: readonly ChangeRow[];
  /** Changes of the next days with something in their way, and how much. */
  readonly conflicts: readonly { readonly row: ChangeRow; readonly total: number }[];
  /** Changes that are to be reviewed. */
  readonly toReview: readonly ChangeRow[];
};

/** The changes of a ticket: those that are to mend it, and of an incident the one that caused it, or may have. */
export type ChangesOfTicket = {
  readonly fixes: readonly ChangeRow[];
  readonly cause: ChangeRow | null;
  readonly likely: readonly LikelyCause[];
};

/** What a change may be made from. */
export const CHANGE_ORIGINS = ['tickets', 'knowledge'] as const;
const originSchema = z.strictObject({ collection: z.enum(CHANGE_ORIGINS), id: idSchema });
export type ChangeOrigin = z.infer<typeof originSchema>;

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
  commands: {
    ...processCommands(CHANGE),
    /** The known errors learn which change carries their fix, as its problems and incidents do. */
    create: extendedCommand(CHANGE, 'create', {
      knownErrorIds: z.array(idSchema).max(50).default([]),
      /** Makes a standard change: its plans and tasks are the model's, whatever else is given. */
      modelId: nullableId.default(null),
    }),
    /** Makes a model of standard changes or changes it; `baseVersion` guards against overwriting somebody's newer version, 0 for a new one. Answers its id. */
    saveModel: {
      input: z.strictObject({
        ...changeModelSchema.shape,
        id: idSchema.nullable(),
        baseVersion: z.number().int().min(0),
      }),
      output: answer<{ readonly id: string }>(),
    },
    /** Agrees to a model as it was `seen` (its sum). Errors: `forbidden` for who wrote it, `not_editable` where it is another by now. */
    approveModel: {
      input: z.strictObject({ id: idSchema, seen: z.string().max(80) }),
      output: answer<null>(),
    },
    /** Nothing new is made from it, or something is again. */
    retireModel: { input: z.strictObject({ id: idSchema, retired: z.boolean() }), output: answer<null>() },
    /** A problem or incident that it is to mend, on both sides. */
    linkTicket: {
      input: z.strictObject({ id: idSchema, ticketId: idSchema, linked: z.boolean() }),
      output: answer<Change>(),
    },
  },
  queries: {
    /** Models of standard changes, by their names. */
    models: {
      input: z.strictObject({}),
      output: answer<{ readonly rows: readonly ChangeModelRow[]; readonly names: Names }>(),
      watches: ['settings', 'directory', 'catalogue'],
    },
    /** What a change begins with that is to mend a problem, an incident or a known error. */
    draftFrom: {
      input: originSchema,
      output: answer<{
        readonly draft: ChangeDraft;
        readonly names: Names;
        readonly tickets: readonly TicketRow[];
        readonly knowledge: readonly LinkedKnowledge[];
      }>(),
      watches: [],
    },
    /** Of a problem or an incident. */
    ofTicket: {
      input: byId,
      output: answer<ChangesOfTicket>(),
      watches: ['tickets', 'directory', 'configItems', 'relations'],
    },
    /** A window of the changes; `types` of the filter is given by the list. */
    page: {
      input: z.strictObject({ filter: ticketFilterSchema, sort: ticketSortSchema, ...windowInput }),
      output: answer<FoundPage<ChangeRow>>(),
      watches: ['tickets', 'directory', 'configItems'],
    },
    /** What is on for who manages changes: of the day from `from` to `to`, and what is in each other's way within the days after. */
    today: {
      input: z.strictObject({ from: instantSchema, to: instantSchema }),
      output: answer<ChangesToday>(),
      watches: ['tickets', 'events', 'relations', 'configItems', 'directory', 'settings'],
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
