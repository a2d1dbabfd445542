import type { ListedView } from '#contracts/drafts.ts';
import { append, applyChanges, entry, newRecordBase } from '#domain/journal/journal.ts';
import { idSchema } from '#domain/records/common-schemas.ts';
import { fail, ok } from '#domain/records/result.ts';
import type { Setting, SettingValue } from '#domain/records/settings.ts';
import { viewSchema } from '#domain/views/saved-view.ts';
import {
  MAX_SHARED_VIEW,
  mayEditShared,
  mayShareWith,
  seesShared,
  sharedViewId,
} from '#domain/views/shared-view.ts';
import type { FeatureHandlers, HostContext } from '../../context.ts';
import { userOf } from '../actor.ts';
import { done, toReply } from '../reply.ts';

type Commands = FeatureHandlers<'views'>['commands'];
type Kept = Extract<SettingValue, { key: 'shared-view' }>;

/** More than a team finds its way in. */
const MOST_OF_TEAM = 50;

type Found = { readonly id: string; readonly value: Kept };

/** Also those that were withdrawn: they stay somebody's. */
const allIn = ({ read }: Pick<HostContext, 'read'>): readonly Found[] =>
  read
    .settingsOf('shared-view')
    .flatMap(({ id, value }) => (value.key === 'shared-view' ? [{ id, value }] : []));
const keptIn = (context: Pick<HostContext, 'read'>): readonly Found[] =>
  allIn(context).filter(({ value }) => !value.withdrawn);

/** The views that were shared with one's teams. One that only a newer version can read is left out. */
export const listedShared = (context: HostContext): readonly ListedView[] => {
  const user = userOf(context);
  const found = keptIn(context).filter(({ value }) => seesShared(user, value));
  const names = new Map(
    found.length === 0 ? [] : context.read.teams().map(({ id, name }) => [id, name] as const),
  );
  return found.flatMap(({ id, value: { view, teamId, by } }): readonly ListedView[] => {
    const parsed = viewSchema.safeParse({ ...view, id });
    const teamName = names.get(teamId) ?? '';
    return parsed.success
      ? [{ ...parsed.data, shared: { teamId, teamName, by, mayEdit: mayEditShared(user, by) } }]
      : [];
  });
};

const changed = (setting: Setting, value: Kept, context: HostContext): Setting =>
  applyChanges(setting, { value, version: setting.version + 1 }, context.env());

export const share: Commands['share'] = async (context, { view, teamId }) => {
  const env = context.env();
  const user = userOf(context);
  const wanted = sharedViewId(view.id);
  // A record's id is no longer than a view's is.
  const id = idSchema.safeParse(wanted).success ? wanted : sharedViewId(env.newId());
  const shared = { ...view, id };
  const known = allIn(context).find((one) => one.id === id)?.value ?? null;
  const by = known?.by ?? user.personId;
  if (!mayEditShared(user, by)) return fail('forbidden', 'views.not_yours');
  if (JSON.stringify(shared).length > MAX_SHARED_VIEW) return fail('too_large', 'views.too_large');
  if (known?.teamId !== teamId && !mayShareWith(user, teamId))
    return fail('forbidden', 'views.not_your_team');
  const ofTeam = keptIn(context).filter((one) => one.value.teamId === teamId && one.id !== id);
  if (ofTeam.length >= MOST_OF_TEAM) return fail('too_many_views', 'views.too_many', { max: MOST_OF_TEAM });
  const value: Kept = { key: 'shared-view', view: shared, teamId, by, withdrawn: false };
  const first: Setting = { ...newRecordBase(env, { id }), key: id, version: 1, value };
  const inserted = await context.records.insert('settings', append(first, entry(env, 'created')));
  if (!inserted.ok && inserted.error.code !== 'exists') return toReply(inserted);
  if (!inserted.ok) {
    const again = await context.records.change('settings', id, (before) =>
      ok(changed(before, value, context)),
    );
    if (!again.ok) return toReply(again);
  }
  // It is the team's from now on, and would else stand in the list twice.
  context.views.remove(user.personId, view.id);
  context.bus.touch('views');
  return done(shared);
};

export const unshare: Commands['unshare'] = async (context, { id }) => {
  const user = userOf(context);
  const known = keptIn(context).find((one) => one.id === id)?.value ?? null;
  if (known === null) return fail('not_found', 'record.missing');
  if (!mayEditShared(user, known.by)) return fail('forbidden', 'views.not_yours');
  const own = { ...known.view, id: context.env().newId() };
  const saved = context.views.save(user.personId, own);
  if (!saved.ok) return saved;
  const withdrawn = await context.records.change('settings', id, (before) =>
    ok(changed(before, { ...known, withdrawn: true }, context)),
  );
  if (!withdrawn.ok) return toReply(withdrawn);
  context.bus.touch('views');
  return done(own);
};
