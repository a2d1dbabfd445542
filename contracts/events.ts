import * as z from 'zod';
import type { CalendarStamp } from '#domain/events/icalendar.ts';
import type { WithoutHistory } from '#domain/fields/base.ts';
import {
  type Blackout,
  type Lockdown,
  MAINTENANCE_WINDOW_FIELDS,
  type MaintenanceWindow,
  type PlanningEvent,
} from '#domain/fields/events.ts';
import { idSchema, instantSchema } from '#domain/records/common-schemas.ts';
import { answer, defineContract, type ReplyError } from './define.ts';
import { createInput, updateInput } from './inputs.ts';
import { byId, type Names } from './shared.ts';

/** A maintenance window, blackout or lockdown as it is now. */
export type PlanningRow =
  | WithoutHistory<MaintenanceWindow>
  | WithoutHistory<Blackout>
  | WithoutHistory<Lockdown>;

export const CALENDAR_KINDS = [
  'change',
  'release',
  'maintenance_window',
  'blackout',
  'lockdown',
  'announcement',
  'cab_meeting',
  'order',
] as const;
export type CalendarKind = (typeof CALENDAR_KINDS)[number];

/** Something with a time span; a window of each week stands there once for each time it holds. */
export type CalendarRow = {
  readonly kind: CalendarKind;
  readonly id: string;
  /** Of a change, a release's wave or an order. */
  readonly number: string | null;
  /** Of a release's wave, of which a release has several. */
  readonly waveId?: string;
  readonly title: string;
  readonly startsAt: string;
  /** Null: until further notice. */
  readonly endsAt: string | null;
  /** Of a change, a wave's release or an order. */
  readonly state: string | null;
  readonly teamId: string | null;
  readonly teamName: string | null;
  /** Where it was asked for (`forFile`), else null: it changes with every note. */
  readonly stamp: CalendarStamp | null;
};

/** The calendar file that this device keeps up to date; a window is told the folder's own name only. */
export type CalendarFile = {
  /** Null: it keeps none. */
  readonly folder: string | null;
  readonly name: string;
  readonly writtenAt: string | null;
  readonly error: ReplyError | null;
};

/** The calendar shows at most so many of a kind in one answer, the earliest. */
export const MOST_IN_CALENDAR = 1_000;

const ids = z.array(idSchema).max(1_000);

export const eventsContract = defineContract({
  feature: 'events',
  commands: {
    /** Blackouts ask the right `blackouts.update`, too, lockdowns `lockdowns.update`. */
    create: {
      input: createInput(MAINTENANCE_WINDOW_FIELDS, {
        type: z.enum(['maintenance_window', 'blackout', 'lockdown']),
      }),
      output: answer<PlanningEvent>(),
    },
    /** `active: false` withdraws it. */
    update: { input: updateInput(MAINTENANCE_WINDOW_FIELDS), output: answer<PlanningEvent>() },
    /** Keeps a calendar file up to date in a folder that somebody chose (its word from `chooseFolder`), on this device; null: no more. */
    keepFile: {
      input: z.strictObject({ folderId: z.string().min(1).max(80).nullable() }),
      output: answer<CalendarFile>(),
    },
  },
  queries: {
    /** Maintenance windows, blackouts and lockdowns, the latest to begin first; `over`: also those that are over or withdrawn. */
    list: {
      input: z.strictObject({ over: z.boolean().default(false) }),
      output: answer<{ readonly rows: readonly PlanningRow[]; readonly names: Names }>(),
      watches: ['events', 'directory', 'configItems', 'catalogue'],
    },
    /** What these are called, for a form in which they were chosen a moment ago. */
    names: {
      input: z.strictObject({ ciIds: ids, placeIds: ids, teamIds: ids }),
      output: answer<{ readonly names: Names }>(),
      watches: ['directory', 'configItems'],
    },
    /** A maintenance window or blackout by its id. */
    one: {
      input: byId,
      output: answer<{ readonly row: PlanningRow; readonly names: Names }>(),
      watches: ['events', 'directory', 'configItems', 'catalogue'],
    },
    /**
     * What lies between two instants, by its start. `teamIds`: changes and orders of these teams only. `capped`: the kinds of which there is
     * more than {@link MOST_IN_CALENDAR}.
     */
    calendar: {
      input: z.strictObject({
        from: instantSchema,
        to: instantSchema,
        teamIds: z.array(idSchema).max(100).default([]),
        /** Also what nothing comes of, and how often each was changed. */
        forFile: z.boolean().default(false),
      }),
      output: answer<{ readonly rows: readonly CalendarRow[]; readonly capped: readonly CalendarKind[] }>(),
      watches: ['tickets', 'events', 'orders', 'directory'],
    },
    file: { input: z.strictObject({}), output: answer<CalendarFile>(), watches: ['calendarFile'] },
  },
});
