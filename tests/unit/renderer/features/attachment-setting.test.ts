import { expect, it } from 'vitest';
import { settingValueSchema } from '#domain/records/settings.ts';
import { ATTACHMENTS_SHAPE } from '#renderer/features/settings/setting-form.ts';

const value = { key: 'attachment-options' as const, maxMegabytes: 25, blockedEndings: ['exe', 'js'] };
const form = ATTACHMENTS_SHAPE.formOf(value);

it('the endings that are not taken are a line of words, however they are written', () => {
  expect(form).toEqual({ key: 'attachment-options', max: '25', blocked: 'exe js' });
  expect(ATTACHMENTS_SHAPE.valueOf(form)).toEqual(value);
  const typed = { ...form, blocked: ' .EXE, *.js;  exe\nps1 ' };
  expect(ATTACHMENTS_SHAPE.valueOf(typed).blockedEndings).toEqual(['exe', 'js', 'ps1']);
});

it.each(['', '0', '2.5', '61', 'many'])('%j megabytes are no size that is saved', (max) => {
  expect(settingValueSchema.safeParse(ATTACHMENTS_SHAPE.valueOf({ ...form, max })).success).toBe(false);
});
