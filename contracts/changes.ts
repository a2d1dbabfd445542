import * as z from 'zod';
import type { ApprovalStatus } from '#domain/approvals/approvals.ts';
import type { Conflict } from '#domain/changes/conflicts.ts';
import type { ChangeDraft } from '#domain/changes/from-record.ts';
import type { CauseSign } from '#domain/changes/likely-causes.ts';
import type { PreparedClash, ReachedDifference, RedundancyDifference } from '#domain/changes/rehearsal.ts';
import type { Risk } from '#domain/changes/risk.ts';
import type { StoredModel } from '#domain/changes/standard.ts';
import type { Back, Standing } from '#domain/changes/three-ways.ts';
import {
  type Change,
  type ChangeType,
  PREPARED_COLLECTIONS,
  type RiskLevel,
} from '#domain/fields/changes.ts';
import { RELATION_KINDS, type RelationKind } from '#domain/fields/config-items.ts';
import { CHANGE } from '#domain/processes/change.ts';
import { idSchema, instantSchema, nullableId } from '#domain/records/common-schemas.ts';
import type { Reasoned } from '#domain/records/result.ts';
import { changeModelSchema } from '#domain/records/settings.ts';
import { ticketFilterSchema, ticketSortSchema } from '#domain/tickets/ticket-filter.ts';
import { APPROVALS_FROM, type ApprovalAnswer, type WaitingRow } from './approvals.ts';
import { answer, defineContract } from './define.ts';
import { extendedCommand, processCommands } from './process.ts';
import {
  byId,
  type ConfigItemRow,
  type FoundPage,
  NAMES_FROM,
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
  /** What waits for a word of who asks, releases and what a colleague who is away is asked for, too; first what waits for too long. */
  readonly waiting: readonly WaitingRow[];
  /** Changes whose window is of the day. */
  readonly today: readonly ChangeRow[];
  /** Changes of the next days with something in their way, and how much. */
  readonly conflicts: readonly { readonly row: ChangeRow; readonly total: number }[];
  /** So many of those that follow were not looked at for conflicts. */
  readonly unlooked: number;
  /** Changes that are to be reviewed. */
  readonly toReview: readonly ChangeRow[];
  /** How many more each of these lists has. */
  readonly more: { readonly today: number; readonly toReview: number };
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

/** What a rehearsal says of what is prepared, and of what was done of it. */
export type PreparedTargetName = {
  readonly id: string;
  /** An item's name, or what a relation joins. */
  readonly name: string;
  readonly relation: { readonly kind: RelationKind; readonly from: string; readonly to: string } | null;
};

export type RehearsalClash = Pick<PreparedClash, 'changeId' | 'kind' | 'preparation' | 'other'> & {
  readonly number: string;
  readonly title: string;
};

/** An agreement of what is touched or reached. */
export type ExposedAgreement = {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  /** Items that have it, and items that the preparations give it or take it from. */
  readonly items: number;
  readonly given: number;
  readonly taken: number;
  /** Of its hours those in the planned window; null where there is none. */
  readonly minutes: number | null;
};

/** Lists of a rehearsal of which only the first entries are shown until all are asked for. */
export type RehearsedList = 'reached' | 'down' | 'redundancy' | 'incidents' | 'clashes';

export type ChangeRehearsal = {
  /** Not applied so far. */
  readonly rows: readonly Standing[];
  /** Applied and not reverted. */
  readonly backs: readonly Back[];
  /** Records on which something was applied, and of those the ones on which it was reverted. */
  readonly applied: number;
  readonly reverted: number;
  readonly targets: readonly PreparedTargetName[];
  /** Words for people, teams, places and agreements that values name. */
  readonly names: Names;
  /** What will be reached and is not, or the other way round. Of these lists the first entries, and how many there are beyond them. */
  readonly reached: readonly (ReachedDifference & { readonly name: string })[];
  readonly more: Readonly<Record<RehearsedList, number>>;
  /** Reached as it is and as it will be. */
  readonly reachedSame: number;
  readonly cut: boolean;
  readonly down: readonly { readonly id: string; readonly name: string }[];
  readonly redundancy: readonly (RedundancyDifference & { readonly name: string })[];
  readonly agreements: readonly ExposedAgreement[];
  readonly incidents: readonly TicketRow[];
  readonly clashes: readonly RehearsalClash[];
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
  /** In that window it has to be approved again: it is approved as it is planned. */
  readonly asksAgain: boolean;
};

const decidedSchema = z
  .array(z.strictObject({ id: idSchema, take: z.enum(['mine', 'theirs']) }))
  .max(400)
  .default([]);

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
    /**
     * Prepares edits of items and relations, takes them off (`removed`: ids of preparations). The host notes what each field holds by now; prepared again, an edit starts
     * from there. `related` are relations that will be there.
     */
    prepare: {
      input: z.strictObject({
        id: idSchema,
        edits: z
          .array(
            z.strictObject({
              collection: z.enum(PREPARED_COLLECTIONS),
              targetId: idSchema,
              field: z.string().min(1).max(80),
              to: z.unknown(),
            }),
          )
          .max(200)
          .default([]),
        related: z
          .array(
            z.strictObject({
              kind: z.enum(RELATION_KINDS),
              fromId: idSchema,
              toId: idSchema,
              group: z.string().min(1).max(80).nullable().default(null),
              minUp: z.number().int().min(1).max(1_000).nullable().default(null),
            }),
          )
          .max(200)
          .default([]),
        removed: z.array(idSchema).max(200).default([]),
      }),
      output: answer<Change>(),
    },
    /** Applies all that is prepared, or nothing. `decided`: of what somebody else changed since, whether it is done all the same (`mine`) or left. */
    apply: { input: z.strictObject({ id: idSchema, decided: decidedSchema }), output: answer<Change>() },
    /** Takes back all that was applied, or nothing; `decided` as for `apply`. */
    revert: { input: z.strictObject({ id: idSchema, decided: decidedSchema }), output: answer<Change>() },
  },
  queries: {
    /** The CMDB as the change will leave it, and what is in the way; nothing is written. `all`: its lists to their ends. */
    rehearsal: {
      input: z.strictObject({ id: idSchema, all: z.boolean().default(false) }),
      output: answer<ChangeRehearsal>(),
      watches: ['tickets', 'configItems', 'relations', 'directory', 'catalogue'],
    },
    /** Models of standard changes, by their names. */
    models: {
      input: z.strictObject({}),
      output: answer<{ readonly rows: readonly ChangeModelRow[]; readonly names: Names }>(),
      watches: NAMES_FROM,
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
      watches: [...APPROVALS_FROM, 'events', 'relations'],
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
      watches: APPROVALS_FROM,
    },
    /** Weighed anew with whatever it reaches: relations, incidents, what became of the team's changes. */
    risk: {
      input: byId,
      output: answer<ChangeRisk>(),
      watches: ['tickets', 'configItems', 'relations', 'directory', 'catalogue', 'events', 'settings'],
    },
  },
});
