/** What a change will do to items and relations: prepared, applied and reverted. What it looks like beforehand is rehearsal-view.ts. */
import type { Reply } from '#contracts/define.ts';
import {
  NEW_RELATION,
  PREPARABLE,
  type PreparedRelation,
  preparedRelationId,
  preparedTable,
} from '#domain/changes/preparations.ts';
import {
  applyPreparations,
  type Decisions,
  type FindTarget,
  type Prepared,
  prepareEdits,
  revertApplied,
} from '#domain/changes/rehearsal-acts.ts';
import type { PreparedTarget } from '#domain/changes/three-ways.ts';
import type { Effect } from '#domain/fields/base.ts';
import type { Change, Preparation, PreparedCollection } from '#domain/fields/changes.ts';
import { checkSomeFields } from '#domain/fields/check.ts';
import { may } from '#domain/permissions/permissions.ts';
import { CHANGE } from '#domain/processes/change.ts';
import { fail, ok, type Result } from '#domain/records/result.ts';
import type { FeatureHandlers, HostContext } from '../../context.ts';
import { actorOf } from '../actor.ts';
import { withEffects } from '../effects/effects.ts';
import { changeByRule } from '../processes/change-by-rule.ts';
import { recordOf } from '../processes/process-handlers.ts';
import { changedReferences, checkReferences, tableReferences } from '../references.ts';
import { done, notFound, toReply } from '../reply.ts';
import { rehearsalOf } from './rehearsal-view.ts';

type Handlers = FeatureHandlers<'changes'>;
type Edit = { readonly collection: PreparedCollection; readonly targetId: string; readonly field: string };
type Put = Prepared['put'][number];

/** The records that preparations and effects are about, those that are here. */
const targetsOf = async (
  { records }: Pick<HostContext, 'records'>,
  named: readonly { readonly collection: string; readonly targetId: string }[],
): Promise<FindTarget> => {
  const idsIn = (collection: PreparedCollection): readonly string[] => [
    ...new Set(named.filter((one) => one.collection === collection).map(({ targetId }) => targetId)),
  ];
  const found = new Map<string, PreparedTarget>();
  for (const item of await records.getMany('configItems', idsIn('configItems')))
    found.set(`configItems ${item.id}`, item);
  for (const relation of await records.getMany('relations', idsIn('relations')))
    found.set(`relations ${relation.id}`, relation);
  return (collection, id) => found.get(`${collection} ${id}`);
};

const namedBy = ({
  preparations,
  effects,
}: Pick<Change, 'preparations' | 'effects'>): readonly Pick<
  Preparation | Effect,
  'collection' | 'targetId'
>[] => [...(preparations ?? []), ...effects];

const isPreparable = ({ collection, field }: Edit): boolean =>
  (PREPARABLE[collection] as readonly string[]).includes(field);

/** One field as it will be, with what it holds by now. Errors: `not_found`, `unknown_value`, `invalid`. */
const editOf = async (
  context: HostContext,
  edit: Edit & { readonly to?: unknown },
  find: FindTarget,
): Promise<Result<Put>> => {
  const { collection, targetId, field, to = null } = edit;
  const target = find(collection, targetId);
  if (target === undefined) return fail('not_found', 'record.missing', { collection, id: targetId });
  if (!isPreparable(edit)) return fail('not_editable', 'rehearsal.field', { field });
  const table = preparedTable(collection);
  const fault = checkSomeFields(table, { [field]: to });
  if (fault !== null) return fail('invalid', fault.reason, fault.details);
  const value = field === 'name' && typeof to === 'string' ? to.trim() : to;
  if (value === '' && table[field]?.nullable !== true)
    return fail('missing_fields', 'field.missing', { fields: [field] });
  const references = tableReferences(table, { [field]: value }, actorOf(context));
  const known = await checkReferences(context, changedReferences(references, target));
  if (!known.ok) return known;
  const values: Readonly<Record<string, unknown>> = { ...target };
  return ok({ collection, targetId, field, from: values[field] ?? null, to: value });
};

/** A relation that will be there. One that was is taken into use again, as it is; one that is there already is refused. */
const relationOf = async (
  { records, read }: HostContext,
  relation: PreparedRelation,
): Promise<Result<Put>> => {
  const { kind, fromId, toId } = relation;
  if (fromId === toId) return fail('invalid', 'rehearsal.itself');
  const ends = await records.getMany('configItems', [fromId, toId]);
  if (ends.length < 2) {
    const id = [fromId, toId].find((one) => !ends.some((item) => item.id === one));
    return fail('not_found', 'record.missing', { collection: 'configItems', id });
  }
  const around = await records.getMany('relations', read.relationIdsOf([fromId]));
  const same = around.filter((one) => one.kind === kind && one.fromId === fromId && one.toId === toId);
  if (same.some(({ active }) => active)) return fail('exists', 'rehearsal.there');
  const collection = 'relations' as const;
  const [known] = same;
  if (known !== undefined && known.group === relation.group && known.minUp === relation.minUp)
    return ok({ collection, targetId: known.id, field: 'active', from: false, to: true });
  const { group, minUp } = relation;
  const to = { kind, fromId, toId, group, minUp };
  return ok({ collection, targetId: preparedRelationId(to), field: NEW_RELATION, from: null, to });
};

export const prepare: Handlers['commands']['prepare'] = async (context, { id, edits, related, removed }) => {
  const find = await targetsOf(context, edits);
  const put: Put[] = [];
  for (const edit of edits) {
    const one = await editOf(context, edit, find);
    if (!one.ok) return toReply(one);
    put.push(one.value);
  }
  for (const relation of related) {
    const one = await relationOf(context, relation);
    if (!one.ok) return toReply(one);
    put.push(one.value);
  }
  return changeByRule<Change>(context, CHANGE, 'prepare', id, (change, ctx) =>
    prepareEdits(change, { put, removed }, ctx),
  );
};

type Act = typeof applyPreparations;
type Decided = readonly { readonly id: string; readonly take: 'mine' | 'theirs' }[];

/** Both ways: whoever goes it may edit items, too, since that is what is done. */
const taken = async (
  context: HostContext,
  name: 'apply' | 'revert',
  act: Act,
  { id, decided }: { readonly id: string; readonly decided: Decided },
  control: Parameters<Handlers['commands']['apply']>[2],
): Promise<Reply<Change>> => {
  const change = await recordOf(context, CHANGE, id);
  if (change === null) return notFound(id);
  const allowed = may(actorOf(context), 'configItems.update', {});
  if (!allowed.ok) return toReply(allowed);
  const find = await targetsOf(context, namedBy(change as Change));
  const decisions: Decisions = new Map(decided.map((one) => [one.id, one.take]));
  const write = (): Promise<Reply<Change>> =>
    changeByRule<Change>(context, CHANGE, name, id, (stored, ctx) => act(stored, find, decisions, ctx));
  return withEffects(context, 'tickets', id, write, control);
};

export const apply: Handlers['commands']['apply'] = (context, input, control) =>
  taken(context, 'apply', applyPreparations, input, control);
export const revert: Handlers['commands']['revert'] = (context, input, control) =>
  taken(context, 'revert', revertApplied, input, control);

export const rehearsal: Handlers['queries']['rehearsal'] = async (context, { id, all }) => {
  const change = await recordOf(context, CHANGE, id);
  if (change === null) return notFound(id);
  const find = await targetsOf(context, namedBy(change as Change));
  return done(await rehearsalOf(context, change as Change, find, all));
};
