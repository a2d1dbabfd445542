import * as z from 'zod';
import { NOTICE_KINDS, type NoticeChoices, type NoticeKind } from '#domain/notices/notices.ts';
import { idSchema } from '#domain/records/common-schemas.ts';
import { answer, defineContract } from './define.ts';
import { type Names, windowInput } from './shared.ts';

/** Something that somebody is told of, once. */
export type Notice = {
  readonly id: string;
  readonly kind: NoticeKind;
  readonly ticketId: string;
  readonly number: string;
  readonly title: string;
  /** The ticket's type, for its page. */
  readonly type: string;
  readonly at: string;
  /** Null for what time brings: due, breached. */
  readonly by: string | null;
  /** The first words of a note or comment. */
  readonly text: string | null;
  readonly readAt: string | null;
};

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

/** An entry's, or what came due with the ticket and its time: longer than a record's. */
const noticeId = z.string().min(1).max(200);

/** What one person is told of on this device, and how. */
export const noticesContract = defineContract({
  feature: 'notices',
  commands: {
    /** Marks as read; `ids` left out: all. */
    read: {
      input: z.strictObject({ ids: z.array(noticeId).max(1_000).optional() }),
      output: answer<null>(),
    },
    /** Only what is given is chosen anew, so two quick choices don't take each other back. Kinds are for all of one's devices, the rest for this one. */
    choose: {
      input: z.strictObject({
        kind: z.strictObject({ name: z.enum(NOTICE_KINDS), muted: z.boolean() }).optional(),
        native: z.boolean().optional(),
        quietFrom: timeOfDay.nullable().optional(),
        quietTo: timeOfDay.nullable().optional(),
      }),
      output: answer<NoticeChoices>(),
    },
    /** Begins or ends watching a ticket, on all of one's devices. */
    watch: {
      input: z.strictObject({ ticketId: idSchema, on: z.boolean() }),
      output: answer<null>(),
    },
  },
  queries: {
    /** The newest first. */
    list: {
      input: z.strictObject({ ...windowInput, unreadOnly: z.boolean().default(false) }),
      output: answer<{
        readonly total: number;
        readonly unread: number;
        readonly rows: readonly Notice[];
        readonly names: Names;
      }>(),
      watches: ['notices', 'session', 'directory'],
    },
    choices: {
      input: z.strictObject({}),
      output: answer<NoticeChoices>(),
      watches: ['notices', 'session'],
    },
    watching: {
      input: z.strictObject({ ticketId: idSchema }),
      output: answer<{ readonly on: boolean }>(),
      watches: ['notices', 'session'],
    },
  },
});
