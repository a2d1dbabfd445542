import * as z from 'zod';
import type { BusinessCalendar, Service } from '#domain/fields/catalogue.ts';
import type { Announcement } from '#domain/fields/events.ts';
import { type Setting, settingValueSchema } from '#domain/records/settings.ts';
import { answer, defineContract } from './define.ts';

export const settingsContract = defineContract({
  feature: 'settings',
  commands: {
    /** Validated before it is activated; `baseVersion` guards against overwriting somebody's newer version. */
    update: {
      input: z.strictObject({ value: settingValueSchema, baseVersion: z.number().int().min(0) }),
      output: answer<Setting>(),
    },
  },
  queries: {
    all: {
      input: z.strictObject({}),
      output: answer<{
        readonly settings: readonly Setting[];
        readonly calendars: readonly BusinessCalendar[];
        readonly services: readonly Service[];
      }>(),
      watches: ['settings', 'catalogue'],
    },
    announcements: {
      input: z.strictObject({}),
      output: answer<{ readonly rows: readonly Announcement[] }>(),
      watches: ['events'],
    },
  },
});
