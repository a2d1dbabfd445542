/** Models of standard changes, and changes made from them. */
import type { ChangeModelRow } from '#contracts/changes.ts';
import {
  CHANGE_MODEL,
  isModelApproved,
  MODEL_PLAN_FIELDS,
  modelPart,
  modelSum,
  type StoredModel,
  standardFault,
} from '#domain/changes/standard.ts';
import type { Change } from '#domain/fields/changes.ts';
import { append, applyChanges, entry, newRecordBase } from '#domain/journal/journal.ts';
import { may } from '#domain/permissions/permissions.ts';
import type { Values } from '#domain/processes/process.ts';
import { fail, ok, type Result } from '#domain/records/result.ts';
import type { Setting, SettingValue } from '#domain/records/settings.ts';
import type { FeatureHandlers, HostContext } from '../../context.ts';
import { actorOf } from '../actor.ts';
import { namesOf } from '../record-names.ts';
import { done, toReply } from '../reply.ts';

type Commands = FeatureHandlers<'changes'>['commands'];
type Kept = Extract<SettingValue, { key: 'change-model' }>;
type Found = { readonly id: string; readonly version: number; readonly value: Kept };

/** More than anybody finds their way in. */
const MOST_MODELS = 500;

const allIn = ({ read }: Pick<HostContext, 'read'>): readonly Found[] =>
  read
    .settingsOf('change-model')
    .flatMap(({ id, version, value }) => (value.key === 'change-model' ? [{ id, version, value }] : []));

const modelOf = (context: Pick<HostContext, 'read'>, id: string): Found | null =>
  allIn(context).find((one) => one.id === id) ?? null;

export const models: FeatureHandlers<'changes'>['queries']['models'] = async (context) => {
  const actor = actorOf(context);
  const mayApprove = may(actor, 'changes.approveModel').ok;
  const found = allIn(context);
  const rows = found
    .map(({ id, version, value: { key: _, ...value } }): ChangeModelRow => {
      const isApproved = isModelApproved(id, value);
      return {
        ...{ ...value, id, version, isApproved, sum: modelSum(id, value, value) },
        mayApprove: mayApprove && !isApproved && !value.retired && value.by !== actor.personId,
      };
    })
    .sort((one, other) => one.name.localeCompare(other.name) || (one.id < other.id ? -1 : 1));
  const named = rows.flatMap(({ by, approval, serviceIds }) => [
    ...[by, ...serviceIds],
    ...(approval === null ? [] : [approval.by]),
  ]);
  return done({ rows, names: namesOf(context, named) });
};

/** Writes what a rule makes of the model as it is stored. */
const changed = (context: HostContext, id: string, rule: (value: Kept, version: number) => Result<Kept>) =>
  context.records.change('settings', id, (before: Setting) => {
    if (before.value.key !== 'change-model') return fail('not_found', 'record.missing', { id });
    const value = rule(before.value, before.version);
    return value.ok
      ? ok(applyChanges(before, { value: value.value, version: before.version + 1 }, context.env()))
      : value;
  });

export const saveModel: Commands['saveModel'] = async (context, { id, baseVersion, ...given }) => {
  const env = context.env();
  const by = env.actor.personId;
  const model = { ...given, serviceIds: [...given.serviceIds], ciClasses: [...given.ciClasses] };
  if (id === null) {
    if (allIn(context).length >= MOST_MODELS)
      return fail('too_many', 'prepared.too_many', { max: MOST_MODELS });
    const made = CHANGE_MODEL + env.newId();
    const value: Kept = { ...model, key: 'change-model', by, approval: null, retired: false };
    const first: Setting = { ...newRecordBase(env, { id: made }), key: made, version: 1, value };
    const inserted = await context.records.insert('settings', append(first, entry(env, 'created')));
    return inserted.ok ? done({ id: made }) : toReply(inserted);
  }
  const written = await changed(context, id, (stored, version) => {
    if (version !== baseVersion) return fail('version_conflict', 'setting.overtaken', { version });
    // Who only renames it did not write what somebody agreed to.
    const isSame = modelSum(id, stored, stored) === modelSum(id, model, model);
    const { approval, retired } = stored;
    return ok({ ...model, key: 'change-model', by: isSame ? stored.by : by, approval, retired });
  });
  return written.ok ? done({ id }) : toReply(written);
};

export const approveModel: Commands['approveModel'] = async (context, { id, seen }) => {
  const { now, actor } = context.env();
  const written = await changed(context, id, (stored) => {
    const sum = modelSum(id, stored, stored);
    if (sum !== seen) return fail('not_editable', 'standard.model_changed', { name: stored.name });
    if (stored.by === actor.personId) return fail('forbidden', 'standard.own_model', { name: stored.name });
    return ok({ ...stored, approval: { by: actor.personId, at: now, sum } });
  });
  return written.ok ? done(null) : toReply(written);
};

export const retireModel: Commands['retireModel'] = async (context, { id, retired }) => {
  const written = await changed(context, id, (stored) => ok({ ...stored, retired }));
  return written.ok ? done(null) : toReply(written);
};

/** The first of the items that the model is not for. */
const foreignItem = ({ read }: HostContext, { ciClasses }: StoredModel, items: readonly string[]) =>
  ciClasses.length === 0
    ? undefined
    : read.cis(items).find(({ ciClass }) => !ciClasses.some((one) => one === ciClass));

const itemsOf = ({
  ciId,
  ciIds,
}: {
  readonly ciId?: string | null | undefined;
  readonly ciIds?: readonly string[] | undefined;
}) => [...(ciId == null ? [] : [ciId]), ...(ciIds ?? [])];

type Given = Values & {
  readonly ciId?: string | null | undefined;
  readonly ciIds?: readonly string[] | undefined;
  readonly serviceId?: string | null | undefined;
  readonly plannedStartAt?: string | null | undefined;
  readonly plannedEndAt?: string | null | undefined;
};

/** The values of a standard change: what was given, and over it what the model says. Errors: `not_found`, `not_editable` (not approved, not for these items). */
export const standardValues = (context: HostContext, modelId: string, given: Given): Result<Values> => {
  const found = modelOf(context, modelId);
  if (found === null) return fail('not_found', 'record.missing', { id: modelId });
  const { value: model } = found;
  const part = isModelApproved(modelId, model) && !model.retired ? modelPart(modelId, model) : null;
  if (part === null) return fail('not_editable', 'standard.not_approved', { name: model.name });
  const foreign = foreignItem(context, model, itemsOf(given));
  if (foreign !== undefined) {
    return fail('not_editable', 'standard.not_for', { name: model.name, item: foreign.name });
  }
  const { plannedStartAt: start, plannedEndAt: end, serviceId } = given;
  const [service, another] = model.serviceIds;
  return ok({
    ...given,
    ...Object.fromEntries(MODEL_PLAN_FIELDS.map((field) => [field, model[field]])),
    changeType: 'standard',
    model: part,
    serviceId: serviceId ?? (another === undefined ? (service ?? null) : null),
    plannedEndAt:
      end ?? (start == null ? null : new Date(Date.parse(start) + model.minutes * 60_000).toISOString()),
    tasks: model.tasks.map((task) => ({
      ...{ ...task, id: context.newId(), state: 'open' },
      ...{ teamId: null, assigneeId: null, note: null, doneAt: null, doneBy: null },
    })),
  });
};

/** Why a standard change is not carried out as it is: by itself, and by its model as this console knows it. Null for other changes. */
export const standardRefusal = (context: HostContext, change: Change) => {
  if (change.changeType !== 'standard') return null;
  const fault = standardFault(change);
  const { model } = change;
  if (fault !== null || model == null) return fault;
  const found = modelOf(context, model.id);
  if (found === null || !isModelApproved(model.id, found.value)) {
    return fail('not_editable', 'standard.not_approved', { name: model.name });
  }
  if (found.value.approval?.sum !== model.sum) {
    return fail('not_editable', 'standard.model_changed', { name: model.name });
  }
  const foreign = foreignItem(context, found.value, itemsOf(change));
  return foreign === undefined
    ? null
    : fail('not_editable', 'standard.not_for', { name: model.name, item: foreign.name });
};
