import type { RecordBase, WithoutHistory } from '#domain/fields/base.ts';
import { append, applyChanges, entry, newRecordBase } from '#domain/journal/journal.ts';
import { fail, ok } from '#domain/records/result.ts';
import { isOwnKey, type Setting } from '#domain/records/settings.ts';
import { checkSettingValue } from '#domain/settings/defaults.ts';
import type { FeatureHandlers } from '../../context.ts';
import { done, toReply } from '../reply.ts';

const overtaken = (version: number) => fail('version_conflict', 'setting.overtaken', { version });

const withoutHistory = <R extends RecordBase>({
  journal,
  clashes,
  openClashes,
  ...now
}: R): WithoutHistory<R> => now;

export const settingsHandlers: FeatureHandlers<'settings'> = {
  commands: {
    update: async (context, { value, baseVersion }) => {
      if (isOwnKey(value.key)) return fail('not_editable', 'setting.own', { key: value.key });
      const checked = checkSettingValue(value);
      if (!checked.ok) return toReply(checked);
      const env = context.env();
      const current = await context.records.get('settings', value.key);
      if (current === null) {
        if (baseVersion !== 0) return fail('not_found', 'setting.missing');
        const created: Setting = {
          ...newRecordBase(env, { id: value.key }),
          key: value.key,
          version: 1,
          value,
        };
        const inserted = await context.records.insert('settings', append(created, entry(env, 'created')));
        return inserted.ok ? done(inserted.value) : toReply(overtaken(1));
      }
      return toReply(
        await context.records.change('settings', value.key, (before) =>
          before.version === baseVersion
            ? ok(applyChanges(before, { value, version: before.version + 1 }, env))
            : overtaken(before.version),
        ),
      );
    },
  },
  queries: {
    all: async (context) =>
      done({
        settings: context.settings
          .all()
          .filter((setting) => !isOwnKey(setting.value.key))
          .map(({ id, key, version, value }) => ({ id, key, version, value })),
        calendars: context.settings.calendars().map(withoutHistory),
        services: context.settings.services().map(withoutHistory),
      }),
  },
};
