import { expect, it } from 'vitest';
import { settingValueSchema } from '#domain/records/settings.ts';
import { DEFAULT_SETTINGS, incidentSettings } from '#domain/settings/defaults.ts';

it('options that an older console stored are taken with what is read no more, and new ones without', () => {
  const options = DEFAULT_SETTINGS['incident-options'];
  expect(settingValueSchema.parse(options)).toEqual(options);
  const older = { ...options, autoCloseAfterBusinessDays: 5 };
  expect(settingValueSchema.parse(older)).toEqual(older);
  expect(incidentSettings([older]).options.defaultImpact).toBe(options.defaultImpact);
});
