import * as z from 'zod';
import { idSchema, longText, nullableId, shortText } from '#domain/records/common.ts';
import { CHANNELS, HOLD_REASONS, INCIDENT_STATES, type Ticket } from '#domain/records/ticket.ts';
import { answer, defineContract } from './define.ts';
import type { TicketRow } from './shared.ts';

const level = z.union([z.literal(1), z.literal(2), z.literal(3)]);

/** Fields of an incident that a person edits directly; state, assignment and notes have commands of their own. */
const incidentFields = {
  title: shortText.trim().min(1),
  description: longText,
  requesterId: nullableId,
  affectedPersonId: nullableId,
  channel: z.enum(CHANNELS),
  placeId: nullableId,
  category: z.string().max(80).nullable(),
  subcategory: z.string().max(80).nullable(),
  serviceId: nullableId,
  ciId: nullableId,
  impact: level,
  urgency: level,
  tags: z.array(z.string().max(60)).max(30),
};
const changes = z.strictObject(incidentFields).partial();
const note = longText.trim().min(1);

export type Suggestion = {
  readonly id: string;
  readonly title: string;
  readonly number: string;
  readonly type: 'known_error' | 'article';
  readonly workaround: string;
  /** Why it is offered, strongest first. */
  readonly because: readonly ('same_ci' | 'same_model' | 'same_category' | 'text')[];
};

export const incidentsContract = defineContract({
  feature: 'incidents',
  commands: {
    create: {
      input: z.strictObject({
        ...changes.shape,
        /** Made by the client, so that sending the same form twice makes one incident. */
        id: idSchema.optional(),
        title: incidentFields.title,
        teamId: nullableId.optional(),
        assigneeId: nullableId.optional(),
        knowledgeIds: z.array(idSchema).max(20).optional(),
      }),
      output: answer<Ticket>(),
    },
    update: { input: z.strictObject({ id: idSchema, changes }), output: answer<Ticket>() },
    assign: {
      input: z.strictObject({ id: idSchema, teamId: nullableId, assigneeId: nullableId }),
      output: answer<Ticket>(),
    },
    transition: {
      input: z.strictObject({
        id: idSchema,
        to: z.enum(INCIDENT_STATES),
        holdReason: z.enum(HOLD_REASONS).nullable().optional(),
        closureCode: z.string().max(80).nullable().optional(),
        closureNotes: longText.nullable().optional(),
        /** Public comment; mandatory when holding for the caller. */
        comment: longText.nullable().optional(),
        /** Internal reason; mandatory for cancelling, welcome with everything else. */
        note: longText.nullable().optional(),
      }),
      output: answer<Ticket>(),
    },
    addNote: { input: z.strictObject({ id: idSchema, text: note }), output: answer<Ticket>() },
    addComment: {
      input: z.strictObject({ id: idSchema, text: note, byRequester: z.boolean().default(false) }),
      output: answer<Ticket>(),
    },
    bookTime: {
      input: z.strictObject({
        id: idSchema,
        minutes: z
          .number()
          .int()
          .min(1)
          .max(24 * 60),
        text: longText.nullable(),
      }),
      output: answer<Ticket>(),
    },
    linkCi: {
      input: z.strictObject({ id: idSchema, ciId: idSchema, linked: z.boolean() }),
      output: answer<Ticket>(),
    },
    setParent: { input: z.strictObject({ id: idSchema, parentId: nullableId }), output: answer<Ticket>() },
    /** Links a known error or article; `insertWorkaround` also writes its workaround as a work note. */
    linkKnowledge: {
      input: z.strictObject({
        id: idSchema,
        knowledgeId: idSchema,
        linked: z.boolean(),
        insertWorkaround: z.boolean().default(false),
      }),
      output: answer<Ticket>(),
    },
  },
  queries: {
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
