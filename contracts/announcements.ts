import * as z from 'zod';
import type { AnnouncementInput, Outdated, Update } from '#domain/events/announcements.ts';
import type { Concern } from '#domain/events/concern.ts';
import type { WithoutHistory } from '#domain/fields/base.ts';
import { ANNOUNCEMENT_FIELDS, type Announcement } from '#domain/fields/events.ts';
import { idSchema } from '#domain/records/common-schemas.ts';
import { answer, defineContract } from './define.ts';
import { createInput, updateInput } from './inputs.ts';
import { byId, type ConfigItemRow, type Few, NAMES_FROM, type Names, type TicketRow } from './shared.ts';

/** An announcement as it is now. */
export type AnnouncementRow = WithoutHistory<Announcement> & {
  /** The latest first. */
  readonly updates: readonly Update[];
  /** How often it became news; who takes note of it sends this back. */
  readonly news: number;
};

/** Why somebody is told of it, and what it is told of. */
export type ConcerningRow = {
  /** The announcement's. */
  readonly id: string;
  readonly row: AnnouncementRow;
  readonly because: Concern;
  readonly source: TicketRow | null;
};

/** Whom it concerns, counted from what it names and reaches. */
export type AudienceView = {
  /** Down with the named items, but for what was left out. */
  readonly reachedTotal: number;
  /** Of these, left out or not, the nearest, at most {@link MOST_NAMED} of either. */
  readonly services: readonly ConfigItemRow[];
  readonly items: readonly ConfigItemRow[];
  readonly places: readonly { readonly id: string; readonly name: string | null }[];
  readonly peopleTotal: number;
  /** The look along the relations ended before there was no more. */
  readonly isCut: boolean;
};

export const MOST_NAMED = 50;
/** A list shows at most so many, of those that are over the latest. */
export const MOST_LISTED = 200;
export const ANNOUNCEMENT_LISTS = ['current', 'planned', 'past'] as const;
export type AnnouncementList = (typeof ANNOUNCEMENT_LISTS)[number];

const ids = z.array(idSchema).max(1_000);

export const announcementsContract = defineContract({
  feature: 'announcements',
  commands: {
    /** What its items reach is worked out by the host; of a change it notes the window that it was made for. */
    create: { input: createInput(ANNOUNCEMENT_FIELDS, {}), output: answer<Announcement>() },
    /** `active: false` withdraws it; `again` shows it again to those who have taken note of it. */
    update: {
      input: updateInput(ANNOUNCEMENT_FIELDS, { again: z.boolean().optional() }),
      output: answer<Announcement>(),
    },
    /** An update for those whom it concerns. */
    tell: {
      input: z.strictObject({ id: idSchema, text: z.string().trim().min(1).max(4_000) }),
      output: answer<Announcement>(),
    },
    /** Corrects one's own update for some minutes, null takes it back. `again` shows it again to those who have taken note of it. */
    correct: {
      input: z.strictObject({
        id: idSchema,
        entryId: idSchema,
        text: z.string().trim().min(1).max(4_000).nullable(),
        again: z.boolean().default(false),
      }),
      output: answer<Announcement>(),
    },
    /** Over now; one that has not begun is withdrawn. */
    end: { input: byId, output: answer<Announcement>() },
    /** Brings it in line with the change that it is told of. */
    follow: { input: byId, output: answer<Announcement>() },
    /** Takes note of it on all of one's devices, until it is news again. */
    acknowledge: {
      input: z.strictObject({ id: idSchema, news: z.number().int().min(1).max(100_000) }),
      output: answer<null>(),
    },
  },
  queries: {
    list: {
      input: z.strictObject({ list: z.enum(ANNOUNCEMENT_LISTS) }),
      output: answer<Few<AnnouncementRow> & { readonly names: Names }>(),
      watches: ['events', 'directory', 'configItems', 'catalogue'],
    },
    one: {
      input: byId,
      output: answer<{
        readonly row: AnnouncementRow;
        /** With its history, whose ids `names` names, too. */
        readonly record: Announcement;
        readonly pendingSync: boolean;
        readonly names: Names;
        readonly source: TicketRow | null;
        readonly outdated: Outdated | null;
        readonly audience: AudienceView;
      }>(),
      watches: [...NAMES_FROM, 'events', 'sync'],
    },
    /** What holds now and concerns who is signed in, the gravest first; `seen`: they took note of it. */
    current: {
      input: z.strictObject({}),
      output: answer<{
        readonly rows: readonly (ConcerningRow & { readonly seen: boolean })[];
      }>(),
      watches: ['events', 'tickets', 'notices', 'session', 'directory', 'configItems'],
    },
    /** What holds now and concerns a caller, their devices, the place or the service that is talked about. */
    concerning: {
      input: z.strictObject({
        personId: idSchema.nullable(),
        ciIds: ids.default([]),
        serviceId: idSchema.nullable().default(null),
        placeId: idSchema.nullable().default(null),
        /** The one that is open: what is told of it needs no telling there. */
        exceptTicketId: idSchema.nullable().default(null),
      }),
      output: answer<{ readonly rows: readonly ConcerningRow[] }>(),
      watches: ['events', 'tickets', 'directory', 'configItems'],
    },
    /** Of a ticket, the latest first, but for those that are over or withdrawn. */
    ofTicket: {
      input: z.strictObject({ ticketId: idSchema }),
      output: answer<{
        readonly rows: readonly {
          readonly id: string;
          readonly row: AnnouncementRow;
          readonly outdated: Outdated | null;
        }[];
      }>(),
      watches: ['events', 'tickets'],
    },
    /** Whom an announcement with this scope would concern. */
    audience: {
      input: z.strictObject({ ciIds: ids, placeIds: ids, leftOutIds: ids }),
      output: answer<AudienceView>(),
      watches: ['configItems', 'relations', 'directory'],
    },
    /** What an announcement of a ticket begins with. */
    proposal: {
      input: z.strictObject({ ticketId: idSchema }),
      output: answer<{
        readonly start: AnnouncementInput;
        readonly names: Names;
        readonly source: TicketRow;
      }>(),
      watches: [],
    },
  },
});
