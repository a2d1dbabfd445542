import { append, applyChanges, entry, newRecordBase } from '#domain/journal/journal.ts';
import { ok } from '#domain/records/result.ts';
import type { Setting, SettingValue } from '#domain/records/settings.ts';
import { dismissalId, dismissalValue, sameSubject } from '#domain/trends/dismissal-document.ts';
import type { TrendDismissal } from '#domain/trends/dismissals.ts';
import type { FeatureHandlers, HostContext } from '../../context.ts';
import { done, toReply } from '../reply.ts';

type Commands = FeatureHandlers<'problems'>['commands'];
type Kept = Extract<SettingValue, { key: 'trend-dismissal' }>;

const kept = ({
  read,
}: Pick<HostContext, 'read'>): readonly { readonly id: string; readonly value: Kept }[] =>
  read
    .settingsOf('trend-dismissal')
    .flatMap(({ id, value }) => (value.key === 'trend-dismissal' && !value.withdrawn ? [{ id, value }] : []));

/** What people said of trends and did not take back, on whichever console. */
export const dismissalsOf = (context: Pick<HostContext, 'read'>): readonly TrendDismissal[] =>
  kept(context).map(({ value }) => value);

const withValue = (setting: Setting, value: Kept, context: HostContext): Setting =>
  applyChanges(setting, { value, version: setting.version + 1 }, context.env());

export const dismissTrend: Commands['dismissTrend'] = async (context, { count, ...input }) => {
  const env = context.env();
  const by = env.actor.personId;
  const value = dismissalValue({ ...input, at: env.now, by, countAtDismissal: count });
  const id = dismissalId(value);
  const first: Setting = { ...newRecordBase(env, { id }), key: id, version: 1, value };
  const inserted = await context.records.insert('settings', append(first, entry(env, 'created')));
  if (inserted.ok) return done(null);
  if (inserted.error.code !== 'exists') return toReply(inserted);
  const changed = await context.records.change('settings', id, (before) =>
    ok(withValue(before, value, context)),
  );
  return changed.ok ? done(null) : toReply(changed);
};

export const restoreTrend: Commands['restoreTrend'] = async (context, subject) => {
  for (const { id, value } of kept(context)) {
    if (!sameSubject(value, subject)) continue;
    const changed = await context.records.change('settings', id, (before) =>
      ok(
        before.value.key === 'trend-dismissal' && !before.value.withdrawn
          ? withValue(before, { ...before.value, withdrawn: true }, context)
          : before,
      ),
    );
    if (!changed.ok) return toReply(changed);
  }
  return done(null);
};
