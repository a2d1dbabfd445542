import { useMemo, useState } from 'react';
import type { ReplyError } from '#contracts/define.ts';
import type { SettingRow } from '#contracts/settings.ts';
import { useDraft, useFieldEdit } from '#renderer/shared/drafts/use-draft.ts';
import { host } from '#renderer/shared/host/host.ts';
import { text } from '#renderer/shared/i18n/i18n.ts';
import { notify } from '#renderer/shared/notify/notify.ts';
import { useSessionUser } from '#renderer/shared/session/session.ts';
import {
  defaultOf,
  type EditableKey,
  isBuiltLike,
  problemOf,
  type SettingShape,
  type ValueOf,
} from './setting-form.ts';

/** What the section's buttons need. */
export type SettingEdit = {
  readonly isEdited: boolean;
  /** Somebody saved a newer version since the edit began. */
  readonly isOutdated: boolean;
  /** The newer version is shown, to be compared; the edit waits. */
  readonly showsNewer: boolean;
  /** Why it can't be saved yet. */
  readonly problem: string | null;
  readonly busy: boolean;
  readonly error: ReplyError | undefined;
  readonly save: () => void;
  readonly discard: () => void;
  readonly showNewer: () => void;
  /** Goes on with the edit, on top of the newer version. */
  readonly keepMine: () => void;
};

export type SettingForm<F> = SettingEdit & { readonly value: F; readonly change: (form: F) => void };

type SettingOptions<K extends EditableKey, F> = {
  readonly key: K;
  readonly settings: readonly SettingRow[];
  readonly mayEdit: boolean;
  /** What a list of drafts shows. Not how the setting is, but which. */
  readonly title: string;
  readonly shape: SettingShape<ValueOf<K>, F>;
};

/**
 * One setting being edited. What is typed is a draft, so it is there after a restart, and whoever else signs in here sees none of it.
 * Nobody's newer version is overwritten unseen: it has to be looked at before the edit can be saved over it.
 */
export const useSetting = <K extends EditableKey, F>(options: SettingOptions<K, F>): SettingForm<F> => {
  const { key, settings, mayEdit, shape } = options;
  const { personId } = useSessionUser();
  const { ref } = useDraft(personId, `setting:${key}`, text('settings:draft', { title: options.title }));
  const stored = settings.find((setting) => setting.key === key);
  const version = stored?.version ?? 0;
  const known = stored?.value;
  const current = useMemo(() => shape.formOf((known ?? defaultOf(key)) as ValueOf<K>), [known, key, shape]);
  const sample = useMemo(() => shape.formOf(defaultOf(key)), [key, shape]);
  const field = useFieldEdit(
    ref,
    'value',
    current,
    (value): value is F => isBuiltLike(value, sample),
    (form) => host.command('settings.update', { value: shape.valueOf(form), baseVersion: version }),
  );
  const [wantsNewer, setWantsNewer] = useState(false);
  const isEdited = mayEdit && field.dirty;
  const isOutdated = isEdited && field.changedUnderneath;
  const showsNewer = isOutdated && wantsNewer;
  const problem = isOutdated ? text('settings:outdated') : problemOf(shape.valueOf(field.value));

  const save = async (): Promise<void> => {
    if (problem === null && (await field.commit())) notify('success', text('settings:saved'));
  };
  return {
    value: mayEdit && !showsNewer ? field.value : current,
    change: field.set,
    isEdited,
    isOutdated,
    showsNewer,
    problem,
    busy: field.busy,
    error: field.error,
    save: () => void save(),
    discard: () => {
      setWantsNewer(false);
      field.drop();
    },
    showNewer: () => setWantsNewer(true),
    keepMine: () => {
      setWantsNewer(false);
      field.keep();
    },
  };
};
