import * as z from 'zod';
import type { Reply, ReplyError } from './define.ts';

const callId = z.number().int().positive();
const callName = z.string().min(3).max(80);

/** How much one window may ask for at a time: what it follows, and calls that have no answer yet. More than any page comes near to. */
export const MAX_FOLLOWED = 1_000;
export const MAX_CALLS = 1_000;

/** What a window may send to the data host. Anything else is answered with `malformed_message` or ignored. */
export const clientMessageSchema = z.discriminatedUnion('t', [
  z.strictObject({ t: z.literal('call'), id: callId, name: callName, input: z.unknown() }),
  z.strictObject({ t: z.literal('subscribe'), id: callId, name: callName, input: z.unknown() }),
  z.strictObject({ t: z.literal('unsubscribe'), id: callId }),
  z.strictObject({ t: z.literal('cancel'), id: callId }),
]);
export type ClientMessage = z.infer<typeof clientMessageSchema>;

/**
 * Change of a subscribed answer. `rows`: the answer has `rows` with an `id` of its own each; `order` lists the ids as they stand now, `changed`
 * brings rows that are new or differ, `rest` the other fields of the answer. `replace`: the whole new answer.
 */
export type Patch =
  | {
      readonly kind: 'rows';
      readonly order: readonly string[];
      readonly changed: readonly { readonly id: string }[];
      readonly rest: Readonly<Record<string, unknown>>;
    }
  | { readonly kind: 'replace'; readonly data: unknown };

/** What the data host sends to a window. */
export type HostMessage =
  | { readonly t: 'reply'; readonly id: number; readonly reply: Reply<unknown> }
  | { readonly t: 'snapshot'; readonly id: number; readonly data: unknown }
  | { readonly t: 'patch'; readonly id: number; readonly patch: Patch }
  | { readonly t: 'failed'; readonly id: number; readonly error: ReplyError }
  | {
      readonly t: 'progress';
      readonly id: number;
      readonly done: number;
      readonly total: number | null;
      readonly text: string;
    };
