import * as z from 'zod';
import type { ApprovalStatus } from '#domain/approvals/approvals.ts';
import type { AgendaItem } from '#domain/fields/events.ts';
import {
  CAB_MEETING_FIELDS,
  type CabMeeting,
  ITEM_NOTE_MAX,
  MEETING_DECISIONS,
} from '#domain/fields/events.ts';
import type { AgendaSource } from '#domain/meetings/agenda.ts';
import { idSchema } from '#domain/records/common-schemas.ts';
import type { WaitingRow } from './approvals.ts';
import { answer, defineContract } from './define.ts';
import { createInput, updateInput } from './inputs.ts';
import { byId, NAMES_FROM, type Names } from './shared.ts';

export type MeetingRow = Pick<
  CabMeeting,
  'id' | 'title' | 'startsAt' | 'endsAt' | 'active' | 'stage' | 'venue' | 'chairId'
> & { readonly decided: number; readonly items: number };

/** What is on the agenda, at a glance, and what was decided. */
export type AgendaRow = Omit<WaitingRow, 'forId' | 'forName'> & {
  readonly source: AgendaSource;
  readonly item: AgendaItem | null;
  readonly status: ApprovalStatus;
  /** Of a change with a window. */
  readonly conflicts: number;
  /** Whether a decision of who asks, in this meeting, is a vote: the record asks them, and they did not ask for it. */
  readonly mayDecide: boolean;
};

const ids = z.array(idSchema).max(500);
const said = {
  text: z.string().max(CAB_MEETING_FIELDS.remarks.max).optional(),
  presentIds: z.array(idSchema).max(CAB_MEETING_FIELDS.presentIds.max).optional(),
};

export const meetingsContract = defineContract({
  feature: 'meetings',
  commands: {
    create: { input: createInput(CAB_MEETING_FIELDS, {}), output: answer<CabMeeting>() },
    /** `active: false` calls it off. */
    update: { input: updateInput(CAB_MEETING_FIELDS), output: answer<CabMeeting>() },
    /** Puts on the agenda, in this order, and takes off. */
    arrange: {
      input: z.strictObject({ id: idSchema, ticketIds: ids, offIds: ids.default([]) }),
      output: answer<CabMeeting>(),
    },
    /** Begins it with the agenda as it is by then; a closed one goes on. */
    begin: {
      input: z.strictObject({ id: idSchema, presentIds: z.array(idSchema).max(100) }),
      output: answer<CabMeeting>(),
    },
    /** Approved and rejected are votes in the record itself, by who decides, with the meeting and who is there; `seen` as of any vote. */
    decide: {
      input: z.strictObject({
        id: idSchema,
        ticketId: idSchema,
        decision: z.enum(MEETING_DECISIONS),
        reason: z.string().max(2_000).nullable().default(null),
        seen: z.string().max(80).optional(),
      }),
      output: answer<CabMeeting>(),
    },
    /**
     * What was said about one item, or (`ticketId` null) in general, and who is there; `seen` is what that was when it was written. Of those who are there, only what was
     * changed is; words that somebody else changed since are refused (`conflict`).
     */
    note: {
      input: z
        .strictObject({
          id: idSchema,
          ticketId: idSchema.nullable(),
          ...said,
          seen: z.strictObject(said).optional(),
        })
        .refine(({ ticketId, text }) => ticketId === null || (text ?? '').length <= ITEM_NOTE_MAX),
      output: answer<CabMeeting>(),
    },
    close: { input: byId, output: answer<CabMeeting>() },
  },
  queries: {
    /** Those to come first, then those that were, the latest first. */
    list: {
      input: z.strictObject({}),
      output: answer<{ readonly rows: readonly MeetingRow[]; readonly names: Names }>(),
      watches: ['events', 'directory'],
    },
    one: {
      input: byId,
      output: answer<{
        readonly meeting: CabMeeting;
        readonly names: Names;
        readonly rows: readonly AgendaRow[];
        /** On the agenda, and not on this device. */
        readonly missing: readonly string[];
        /** Whether who asks decides and notes in it. */
        readonly mayLead: boolean;
        readonly nextId: string | null;
      }>(),
      watches: [...NAMES_FROM, 'events', 'relations', 'session'],
    },
  },
});
