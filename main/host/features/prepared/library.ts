import type { Prepared } from '#contracts/prepared.ts';
import { append, applyChanges, entry, newRecordBase } from '#domain/journal/journal.ts';
import { contentFault } from '#domain/prepared/prepared.ts';
import { MAX_PREPARED, PREPARED, type PreparedContent } from '#domain/prepared/prepared-kinds.ts';
import { type Audience, mayPrepare, seesPrepared } from '#domain/prepared/who-may.ts';
import { fail, ok, type Result } from '#domain/records/result.ts';
import type { Setting, SettingValue } from '#domain/records/settings.ts';
import type { FeatureHandlers, HostContext } from '../../context.ts';
import type { SettingNow } from '../../read/read-model.ts';
import { userOf } from '../actor.ts';
import { done, toReply } from '../reply.ts';

type Commands = FeatureHandlers<'prepared'>['commands'];
type Kept = Extract<SettingValue, { key: 'prepared' }>;
export type Found = Omit<SettingNow, 'value'> & { readonly value: Kept };

/** More than anybody finds their way in. */
const MOST_KEPT = 2_000;

const allIn = ({ read }: Pick<HostContext, 'read'>): readonly Found[] =>
  read
    .settingsOf('prepared')
    .flatMap((found) => (found.value.key === 'prepared' ? [{ ...found, value: found.value }] : []));

/** Those that stand in somebody's lists, and those that they look after. */
const visibleIn = (context: HostContext): readonly Found[] => {
  const user = userOf(context);
  return allIn(context).filter(({ value }) => seesPrepared(user, value) || mayPrepare(user, value));
};

/** One that the signed-in person may use now. Errors: `not_found`. */
export const usable = (context: HostContext, id: string): Result<Found> => {
  const user = userOf(context);
  const found = allIn(context).find((one) => one.id === id && seesPrepared(user, one.value));
  if (found === undefined) return fail('not_found', 'record.missing', { id });
  if (found.value.retired) return fail('not_found', 'prepared.gone', { name: found.value.name });
  return ok(found);
};

const audienceKey = ({ scope, teamId, by }: Audience): string =>
  scope === 'mine' ? `mine ${by}` : `${scope} ${teamId ?? ''}`;

/** What a text module is found by, and for whom; null for what is found by no prefix. */
const prefixKey = (value: Omit<Kept, 'key'>): string | null =>
  value.content.kind === 'text' && !value.retired
    ? `${value.content.prefix.toLocaleLowerCase()} ${audienceKey(value)}`
    : null;

/** Another text module with the same prefix for the same people: nobody could tell which of them is meant. Gathered once: each is asked about in a list. */
const prefixesIn = (all: readonly Found[]) => {
  const byKey = new Map<string, Found[]>();
  for (const one of all) {
    const key = prefixKey(one.value);
    if (key === null) continue;
    const found = byKey.get(key) ?? [];
    found.push(one);
    byKey.set(key, found);
  }
  return (id: string | null, value: Omit<Kept, 'key'>): Found | undefined =>
    byKey.get(prefixKey(value) ?? '')?.find((other) => other.id !== id);
};

type Used = Readonly<Record<string, string>>;
const usedKey = (personId: string): string => `prepared.used.${personId}`;
const usedBy = ({ values }: Pick<HostContext, 'values'>, personId: string): Used =>
  JSON.parse(values.get(usedKey(personId)) ?? '{}') as Used;
/** Of more than these nobody knows which they used last. */
const MOST_USED = 100;

/** Remembers that somebody used it. */
export const noteUse = (context: HostContext, id: string): void => {
  const { personId } = userOf(context);
  const { [id]: _, ...others } = usedBy(context, personId);
  const latest = Object.entries({ [id]: context.clock.now(), ...others })
    .sort(([, one], [, other]) => (one < other ? 1 : -1))
    .slice(0, MOST_USED);
  context.values.set(usedKey(personId), JSON.stringify(Object.fromEntries(latest)));
  context.bus.touch('views');
};

const byUse = (one: Prepared, other: Prepared): number =>
  (other.usedAt ?? '').localeCompare(one.usedAt ?? '') ||
  one.name.localeCompare(other.name) ||
  one.id.localeCompare(other.id);

export const listed = (context: HostContext): readonly Prepared[] => {
  const user = userOf(context);
  const found = visibleIn(context);
  const used = usedBy(context, user.personId);
  const samePrefix = prefixesIn(found);
  const names = context.read.names(
    found.flatMap(({ value, updatedBy }) => [value.by, value.teamId, updatedBy]),
  );
  return found
    .map(({ id, version, updatedAt, updatedBy, value }) => {
      const { key: _, ...rest } = value;
      const fault = contentFault(value.content as PreparedContent);
      return {
        ...rest,
        ...{ id, version, updatedAt },
        teamName: rest.teamId === null ? null : (names[rest.teamId] ?? null),
        byName: names[rest.by] ?? null,
        updatedByName: names[updatedBy] ?? null,
        mayEdit: mayPrepare(user, value),
        isOffered: !value.retired && fault === null && seesPrepared(user, value),
        fault,
        sameAs: samePrefix(id, value)?.value.name ?? null,
        usedAt: used[id] ?? null,
      };
    })
    .sort(byUse);
};

const checked = (context: HostContext, id: string | null, value: Kept): Result<Kept> => {
  if (!mayPrepare(userOf(context), value)) return fail('forbidden', 'prepared.not_yours');
  if (JSON.stringify(value).length > MAX_PREPARED) return fail('too_large', 'prepared.too_large');
  const fault = contentFault(value.content as PreparedContent);
  if (fault !== null) return { ok: false, error: { code: 'invalid', ...fault } };
  const all = allIn(context);
  // Each audience for itself: nobody's own must take the place of everybody's.
  const beside = all.filter((one) => audienceKey(one.value) === audienceKey(value));
  if (id === null && beside.length >= MOST_KEPT)
    return fail('too_many', 'prepared.too_many', { max: MOST_KEPT });
  const same = prefixesIn(all)(id, value);
  if (same === undefined || value.content.kind !== 'text') return ok(value);
  return fail('taken', 'prepared.prefix_taken', { prefix: value.content.prefix, name: same.value.name });
};

const changed = async (context: HostContext, id: string, baseVersion: number | null, value: Kept) =>
  context.records.change('settings', id, (before: Setting) => {
    const stored = before.value;
    if (stored.key !== 'prepared' || !mayPrepare(userOf(context), stored))
      return fail('forbidden', 'prepared.not_yours');
    if (baseVersion !== null && before.version !== baseVersion)
      return fail('version_conflict', 'setting.overtaken', { version: before.version });
    return ok(applyChanges(before, { value, version: before.version + 1 }, context.env()));
  });

export const save: Commands['save'] = async (context, { id, baseVersion, ...given }) => {
  const env = context.env();
  const known = id === null ? null : (allIn(context).find((one) => one.id === id) ?? null);
  if (id !== null && known === null) return fail('not_found', 'record.missing', { id });
  const value: Kept = {
    ...given,
    key: 'prepared',
    teamId: given.scope === 'team' ? given.teamId : null,
    by: known?.value.by ?? userOf(context).personId,
    retired: known?.value.retired ?? false,
  };
  const good = checked(context, id, value);
  if (!good.ok) return toReply(good);
  if (known === null) {
    const made = PREPARED + env.newId();
    const first: Setting = { ...newRecordBase(env, { id: made }), key: made, version: 1, value };
    const inserted = await context.records.insert('settings', append(first, entry(env, 'created')));
    return inserted.ok ? done({ id: made }) : toReply(inserted);
  }
  const written = await changed(context, known.id, baseVersion, value);
  return written.ok ? done({ id: known.id }) : toReply(written);
};

export const retire: Commands['retire'] = async (context, { id, retired }) => {
  const known = allIn(context).find((one) => one.id === id);
  if (known === undefined) return fail('not_found', 'record.missing', { id });
  const value = { ...known.value, retired };
  // What comes back must be usable; what goes need not be.
  const good = retired ? ok(value) : checked(context, id, value);
  if (!good.ok) return toReply(good);
  const written = await changed(context, id, null, value);
  return written.ok ? done(null) : toReply(written);
};
