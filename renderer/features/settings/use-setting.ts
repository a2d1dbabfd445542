import { useState } from 'react';
import type { SettingRow } from '#contracts/settings.ts';
import { sameValue } from '#domain/records/json.ts';
import { type SettingKey, type SettingValue, settingValueSchema } from '#domain/records/settings.ts';
import { checkSettingValue, DEFAULT_SETTINGS } from '#domain/settings/defaults.ts';
import { useCommand } from '#renderer/shared/host/use-command.ts';
import { errorText, text } from '#renderer/shared/i18n/i18n.ts';
import { notify } from '#renderer/shared/notify/notify.ts';

export type ValueOf<K extends SettingKey> = Extract<SettingValue, { readonly key: K }>;
/** The settings with a section of their own on the page. */
type EditableKey = keyof typeof DEFAULT_SETTINGS;

/** What keeps a setting from being saved, in the words of the rule; null when nothing does. The data host asks the same rules. */
export const problemOf = (value: SettingValue): string | null => {
  const checked = checkSettingValue(value);
  if (!checked.ok) return errorText(checked.error);
  return settingValueSchema.safeParse(value).success ? null : text('settings:incomplete');
};

/**
 * One setting being edited. Saving names the version the editing began with, so nobody's newer version is overwritten; `isOutdated`
 * says that there is one.
 */
export const useSetting = <K extends EditableKey>(key: K, settings: readonly SettingRow[]) => {
  const stored = settings.find((setting) => setting.key === key);
  const version = stored?.version ?? 0;
  const current = (stored?.value ?? DEFAULT_SETTINGS[key]) as ValueOf<K>;
  const [edit, setEdit] = useState<{ readonly value: ValueOf<K>; readonly baseVersion: number } | null>(null);
  const update = useCommand('settings.update');
  const value = edit?.value ?? current;
  const problem = problemOf(value);

  const save = async (): Promise<void> => {
    if (edit === null || problem !== null) return;
    const reply = await update.run(edit);
    if (!reply.ok) return;
    setEdit(null);
    notify('success', text('settings:saved'));
  };
  return {
    value,
    isEdited: edit !== null && !sameValue(edit.value, current),
    isOutdated: edit !== null && edit.baseVersion !== version,
    problem,
    change: (next: ValueOf<K>) => setEdit({ value: next, baseVersion: edit?.baseVersion ?? version }),
    save: () => void save(),
    discard: () => {
      setEdit(null);
      update.clear();
    },
    busy: update.busy,
    error: update.error,
  };
};
