import * as z from 'zod';
import { CHANGE_TIES } from '#domain/changes/links.ts';
import { RUN_FIELDS } from '#domain/diagnosis/run.ts';
import { recordShape } from '#domain/fields/schema.ts';
import { ESCALATION_LEVELS, IMPACTS, type Incident, URGENCIES } from '#domain/fields/tickets.ts';
import { HOLD_SIGNS, type HoldAccount } from '#domain/incidents/holds.ts';
import { MAJOR_VIEWS } from '#domain/incidents/major-views.ts';
import { INCIDENT } from '#domain/processes/incident.ts';
import { UPDATE_MINUTES } from '#domain/processes/incident-major.ts';
import { idSchema, nullableId } from '#domain/records/common-schemas.ts';
import { answer, defineContract } from './define.ts';
import { extendedCommand, processCommands } from './process.ts';
import { byId, type ConfigItemRow, type FoundPage, type TicketRow, windowInput } from './shared.ts';

export type Suggestion = {
  readonly id: string;
  readonly title: string;
  readonly number: string;
  readonly type: 'known_error' | 'article';
  readonly workaround: string;
  /** Offered for closing a ticket that it is linked to. */
  readonly closureCode: string | null;
  /** Why it is offered, strongest first. */
  readonly because: readonly ('same_ci' | 'same_model' | 'same_category' | 'text')[];
};

/** An incident that was put on hold, in the list of those whose waiting is worth a look. */
export type HeldRow = TicketRow & Pick<HoldAccount, 'times' | 'minutes' | 'signs' | 'byReason'>;

/** What a diagnosis script was answered, with what was asked. */
const run = z.strictObject(recordShape(RUN_FIELDS));

/** How far back the list of held incidents looks at what is solved, at most. Days. */
const MOST_HELD_DAYS = 92;

const reason = z.string().trim().min(1).max(2_000);
const because = z.strictObject({ id: idSchema, reason });

/** A major incident, or one that may become it, in the list of them. */
export type MajorRow = TicketRow & {
  /** Null: none is due. */
  readonly nextUpdateAt: string | null;
  /** Why it was proposed, accepted or rejected, by whom and when. */
  readonly said: { readonly at: string; readonly byName: string | null; readonly text: string | null } | null;
  readonly children: number;
  /** The review stands. */
  readonly isReviewed: boolean;
};

/** What a major incident touches, its children with it, and by the CMDB. */
export type Affected = {
  readonly services: readonly { readonly id: string; readonly name: string; readonly isNamed: boolean }[];
  /** Named items first, then what depends on them. */
  readonly items: readonly (ConfigItemRow & { readonly isNamed: boolean })[];
  readonly itemsTotal: number;
  readonly places: readonly { readonly id: string; readonly name: string }[];
};

/** Left out, it stays as it is. */
const graver = { impact: z.literal(IMPACTS).optional(), urgency: z.literal(URGENCIES).optional() };

export const incidentsContract = defineContract({
  feature: 'incidents',
  commands: {
    ...processCommands(INCIDENT),
    /** What was asked while the caller was on the phone is noted with it. */
    create: extendedCommand(INCIDENT, 'create', { diagnoses: z.array(run).max(10).default([]) }),
    /** Notes what a diagnosis script was answered. Errors: `not_found` (no such script or version here), `invalid` (the script says something else). */
    diagnose: { input: z.strictObject({ id: idSchema, run }), output: answer<Incident>() },
    setParent: { input: z.strictObject({ id: idSchema, parentId: nullableId }), output: answer<Incident>() },
    linkProblem: {
      input: z.strictObject({ id: idSchema, problemId: nullableId }),
      output: answer<Incident>(),
    },
    /** The change that mends it (`fix`) or that brought it about (`cause`), on both sides; null takes it off. */
    linkChange: {
      input: z.strictObject({ id: idSchema, as: z.enum(CHANGE_TIES), changeId: nullableId }),
      output: answer<Incident>(),
    },
    /** To another team, which knows more. */
    escalateToTeam: {
      input: z.strictObject({ id: idSchema, teamId: idSchema, assigneeId: nullableId.optional(), reason }),
      output: answer<Incident>(),
    },
    /** To somebody who leads; it stays whose it is. */
    escalateToLead: {
      input: z.strictObject({ id: idSchema, level: z.enum(ESCALATION_LEVELS), toId: idSchema, reason }),
      output: answer<Incident>(),
    },
    takeEscalation: { input: because, output: answer<Incident>() },
    endEscalation: { input: because, output: answer<Incident>() },
    proposeMajor: { input: because, output: answer<Incident>() },
    acceptMajor: {
      input: z.strictObject({
        id: idSchema,
        reason,
        updateMinutes: z.number().int().min(UPDATE_MINUTES.min).max(UPDATE_MINUTES.max),
        updateAudience: z.string().max(2_000).nullable().optional(),
        informedIds: z.array(idSchema).max(200).optional(),
        ...graver,
      }),
      output: answer<Incident>(),
    },
    rejectMajor: { input: because, output: answer<Incident>() },
    /** Words to the audience of a major incident. */
    postUpdate: {
      input: z.strictObject({ id: idSchema, text: z.string().trim().min(1).max(20_000) }),
      output: answer<Incident>(),
    },
  },
  queries: {
    majors: {
      input: z.strictObject({ view: z.enum(MAJOR_VIEWS), ...windowInput }),
      output: answer<FoundPage<MajorRow>>(),
      watches: ['tickets', 'directory', 'configItems'],
    },
    /** Which priority it would have and when it would be due, were it accepted as this grave. */
    asGraver: {
      input: z.strictObject({ id: idSchema, ...graver }),
      output: answer<Pick<Incident, 'priority' | 'dueAt'>>(),
      watches: ['tickets', 'catalogue', 'settings'],
    },
    /** How often and how long an incident waited, and for what. */
    holds: { input: byId, output: answer<HoldAccount>(), watches: ['tickets', 'catalogue'] },
    /**
     * Incidents with one of the signs, the longest held first: those that are open, and those solved in the last `days`. Whole histories are read
     * for it, so it is asked when it is opened and not at each change. `isCut`: there are more than are looked at.
     */
    held: {
      input: z.strictObject({
        days: z.number().int().min(1).max(MOST_HELD_DAYS),
        longMinutes: z.number().int().min(1).max(10_000_000),
        times: z.number().int().min(1).max(1_000),
        nearMinutes: z.number().int().min(1).max(100_000),
        signs: z.array(z.enum(HOLD_SIGNS)).max(HOLD_SIGNS.length),
      }),
      output: answer<{
        readonly rows: readonly HeldRow[];
        /** So many more have one of the signs. */
        readonly more: number;
        readonly looked: number;
        readonly isCut: boolean;
      }>(),
      watches: [],
    },
    affected: {
      input: byId,
      output: answer<Affected>(),
      watches: ['tickets', 'configItems', 'relations', 'catalogue', 'directory'],
    },
    /** Known errors and similar tickets for what is being typed; ranked by shared CI, then category, then text. */
    suggest: {
      input: z.strictObject({
        text: z.string().max(2_000),
        ciId: nullableId,
        category: z.string().max(80).nullable(),
        requesterId: nullableId,
        exceptId: nullableId,
      }),
      output: answer<{ readonly knowledge: readonly Suggestion[]; readonly similar: readonly TicketRow[] }>(),
      watches: [],
    },
  },
});
