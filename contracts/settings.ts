import * as z from 'zod';
import type { WithoutHistory } from '#domain/fields/base.ts';
import type { BusinessCalendar, Service } from '#domain/fields/catalogue.ts';
import { type Setting, settingValueSchema } from '#domain/records/settings.ts';
import { answer, defineContract } from './define.ts';

/** A setting as it holds now. */
export type SettingRow = Pick<Setting, 'id' | 'key' | 'version' | 'value'>;

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
    /** Values and versions, not how they came to be: asked for by every page. */
    all: {
      input: z.strictObject({}),
      output: answer<{
        readonly settings: readonly SettingRow[];
        readonly calendars: readonly BusinessCalendar[];
        readonly services: readonly WithoutHistory<Service>[];
      }>(),
      watches: ['settings', 'catalogue'],
    },
  },
});
