/**
 * What is done with a change's preparations: they are written, applied and reverted. Applying and reverting look at every target first and write all effects into
 * the change at once, or none (domain/effects does the rest); what somebody else changed since is decided by name, never passed over.
 */
import { approvalOf } from '#domain/approvals/approvals.ts';
import { effectOf } from '#domain/effects/effect.ts';
import type { Effect } from '#domain/fields/base.ts';
import type { Change, Preparation, PreparedCollection } from '#domain/fields/changes.ts';
import { CHANGE_FIELDS } from '#domain/fields/changes.ts';
import type { ConfigItem } from '#domain/fields/config-items.ts';
import { append, entry } from '#domain/journal/journal.ts';
import { CHANGE } from '#domain/processes/change.ts';
import { changeRecord, type ProcessResult, refuseForeign } from '#domain/processes/engine.ts';
import type { ProcessContext, ProcessFailure, ProcessRecord } from '#domain/processes/process.ts';
import type { Id } from '#domain/records/common.ts';
import { sameValue } from '#domain/records/json.ts';
import { fail, ok } from '#domain/records/result.ts';
import {
  appliedOf,
  isMergedSet,
  PREPARED_STATES,
  type PreparedAct,
  preparationId,
  preparedActId,
  REVERTED_STATES,
  relationIn,
  revertedOf,
  unapplied,
  withCompanions,
} from './preparations.ts';
import { type Back, backOf, type PreparedTarget, type Standing, standingOf } from './three-ways.ts';

type ChangeRecord = ProcessRecord & Change;

/** The history of a change tells by these names that it was applied and reverted, and on how many records. They are no fields. */
export const APPLIED_IN_HISTORY = 'applied';
export const REVERTED_IN_HISTORY = 'reverted';

export type Prepared = {
  /** Put in, or in place of the one for the same field. */
  readonly put: readonly Omit<Preparation, 'id'>[];
  readonly removed: readonly Id[];
};

const notNow = ({ number, state }: Change): ProcessFailure =>
  fail('not_editable', 'rehearsal.not_now', { number, state });

/**
 * Prepares edits, and takes prepared ones off, while the change is planned; like an edit of the plan it asks for approval again. Errors: `not_editable` (carried out
 * already, or a standard change), `nothing_to_do` (an edit to what is there), `invalid` (too many).
 */
export const prepareEdits = (
  change: ChangeRecord,
  { put, removed }: Prepared,
  ctx: ProcessContext,
): ProcessResult<ChangeRecord> => {
  const foreign = refuseForeign(CHANGE, change);
  if (foreign !== null) return foreign;
  if (!PREPARED_STATES.includes(change.state)) return notNow(change);
  if (change.changeType === 'standard')
    return fail('not_editable', 'standard.kept', { field: 'preparations' });
  const same = put.find(({ from, to }) => sameValue(from, to));
  if (same !== undefined) return fail('nothing_to_do', 'rehearsal.same', { field: same.field });
  const given = put.map(
    (one): Preparation => ({ id: preparationId(one.collection, one.targetId, one.field), ...one }),
  );
  const gone = [...removed, ...given.map(({ id }) => id)];
  const kept = (change.preparations ?? []).filter(({ id }) => !gone.includes(id));
  const preparations = [...kept, ...given];
  const { max } = CHANGE_FIELDS.preparations;
  if (preparations.length > max) return fail('invalid', 'field.too_long', { field: 'preparations', max });
  return ok(
    changeRecord(CHANGE, change, { preparations: preparations.length === 0 ? null : preparations }, ctx),
  );
};

/** Of what somebody else changed since: `mine` does it all the same, `theirs` leaves it. By the id of the preparation. */
export type Decisions = ReadonlyMap<Id, 'mine' | 'theirs'>;
/** The record that a preparation is for, as this device has it. */
export type FindTarget = (collection: PreparedCollection, id: Id) => PreparedTarget | undefined;

const keyOf = ({ collection, targetId }: Pick<Effect, 'collection' | 'targetId'>): string =>
  `${collection} ${targetId}`;

type Draft = { readonly collection: PreparedCollection; readonly targetId: Id } & Required<
  Pick<Effect, 'set'>
> & { readonly was: Record<string, unknown> };

const withAct = (
  change: ChangeRecord,
  act: PreparedAct,
  drafts: readonly Draft[],
  ctx: ProcessContext,
): ChangeRecord => {
  const field = act === 'apply' ? APPLIED_IN_HISTORY : REVERTED_IN_HISTORY;
  const told = append(
    change,
    entry(ctx.env, 'changed', {
      changes: [{ field, from: null, to: drafts.length }],
      origin: ctx.origin,
    }),
  );
  const effects = drafts.map((draft): Effect => {
    const made = effectOf(
      change.id,
      act,
      { ...draft, act: 'set', text: null, reason: change.number },
      { ...ctx.env, now: told.updatedAt },
    );
    return { ...made, id: preparedActId(change.id, act, draft.targetId) };
  });
  return { ...told, effects: [...change.effects, ...effects] };
};

/** What stands against the act: not decided about. */
const undecided = <S extends { readonly id: Id }>(
  rows: readonly S[],
  stands: (row: S) => boolean,
  decisions: Decisions,
): readonly S[] => rows.filter((row) => stands(row) && !decisions.has(row.id));

/** Of what is set only what the target holds otherwise, and that: a relation that is there as another is edited, not made. */
const differing = (set: Readonly<Record<string, unknown>>, target: PreparedTarget) => {
  const held: Readonly<Record<string, unknown>> = { ...target };
  const fields = Object.keys(set).filter((field) => !sameValue(held[field] ?? null, set[field]));
  const of = (values: typeof held) =>
    Object.fromEntries(fields.map((field) => [field, values[field] ?? null]));
  return { set: of(set), was: of(held) };
};

const applyDraft = (
  preparations: readonly Standing[],
  target: PreparedTarget | undefined,
  now: string,
): Draft | null => {
  const [first] = preparations;
  if (first === undefined) return null;
  const { collection, targetId } = first;
  const relation = relationIn(first);
  if (relation !== null) {
    const set = { ...relation, active: true };
    const isOther = first.status === 'stale' && target !== undefined;
    return { collection, targetId, ...(isOther ? differing(set, target) : { set, was: {} }) };
  }
  if (target === undefined) return null;
  const set = Object.fromEntries(preparations.map(({ field, to }) => [field, to]));
  const was = Object.fromEntries(
    preparations.map(({ field, from, now: held }) => [field, isMergedSet(collection, field) ? from : held]),
  );
  const along =
    collection === 'configItems' ? withCompanions(target as ConfigItem, set, now) : { set: {}, was: {} };
  return { collection, targetId, set: { ...set, ...along.set }, was: { ...was, ...along.was } };
};

const byTarget = <S extends Pick<Effect, 'collection' | 'targetId'>>(rows: readonly S[]): readonly S[][] => {
  const groups = new Map<string, S[]>();
  for (const row of rows) groups.set(keyOf(row), [...(groups.get(keyOf(row)) ?? []), row]);
  return [...groups.values()];
};

/** How each stands whose target was not applied yet. */
export const standings = (change: Change, find: FindTarget): readonly Standing[] =>
  unapplied(change).map((one) => standingOf(one, find(one.collection, one.targetId)));

/**
 * Applies what was prepared, all of it or nothing: an effect for each target. Errors: `not_editable` (not being carried out; something is another than when it was
 * prepared and nobody decided: `rehearsal.stale`), `missing_fields` (not approved as it is), `not_found` (a target is not on this device), `nothing_to_do`.
 */
export const applyPreparations = (
  change: ChangeRecord,
  find: FindTarget,
  decisions: Decisions,
  ctx: ProcessContext,
): ProcessResult<ChangeRecord> => {
  const foreign = refuseForeign(CHANGE, change);
  if (foreign !== null) return foreign;
  const { number, state } = change;
  if (state !== 'implement') return notNow(change);
  const { status } = approvalOf(CHANGE, change);
  if (status !== 'approved')
    return fail('missing_fields', `approval.${status}`, { number, fields: ['votes'] });
  const rows = standings(change, find);
  const open = undecided(rows, (row) => row.status === 'stale', decisions);
  if (open.length > 0)
    return fail('not_editable', 'rehearsal.stale', {
      number,
      count: open.length,
      ids: open.map(({ id }) => id),
    });
  const isTaken = ({ id, status: stands }: Standing): boolean =>
    stands !== 'done' && decisions.get(id) !== 'theirs';
  const taken = rows.filter(isTaken);
  const missing = taken.filter((row) => row.status === 'missing');
  if (missing.length > 0) return fail('not_found', 'rehearsal.not_here', { number, count: missing.length });
  const drafts = byTarget(taken).flatMap((group) => {
    const [first] = group;
    const target = first === undefined ? undefined : find(first.collection, first.targetId);
    return applyDraft(group, target, ctx.env.now) ?? [];
  });
  return drafts.length === 0
    ? fail('nothing_to_do', 'rehearsal.nothing', { number })
    : ok(withAct(change, 'apply', drafts, ctx));
};

/** What was applied and not reverted, field by field: how each stands against what it was and what it became. */
export const backs = (change: Change, find: FindTarget): readonly Back[] => {
  const reverted = new Set(revertedOf(change).map(keyOf));
  return appliedOf(change)
    .filter((effect) => !reverted.has(keyOf(effect)))
    .flatMap((effect) => backOf(effect, find(effect.collection as PreparedCollection, effect.targetId)));
};

/**
 * Takes back what was applied, the whole batch or nothing, by three versions of each field: before, applied, now. Errors: `not_editable` (past its review; somebody
 * changed something since and nobody decided: `rehearsal.changed_since`), `nothing_to_do` (nothing was applied, or all of it is taken back).
 */
export const revertApplied = (
  change: ChangeRecord,
  find: FindTarget,
  decisions: Decisions,
  ctx: ProcessContext,
): ProcessResult<ChangeRecord> => {
  const foreign = refuseForeign(CHANGE, change);
  if (foreign !== null) return foreign;
  const { number } = change;
  if (!REVERTED_STATES.includes(change.state)) return notNow(change);
  const rows = backs(change, find);
  const open = undecided(rows, ({ status }) => status === 'changed', decisions);
  if (open.length > 0)
    return fail('not_editable', 'rehearsal.changed_since', {
      ...{ number, count: open.length },
      ids: open.map(({ id }) => id),
    });
  const taken = rows.filter(({ id }) => decisions.get(id) !== 'theirs');
  const left = new Set(rows.filter((row) => !taken.includes(row)).map(keyOf));
  const drafts = byTarget(taken).map((group): Draft => {
    const [first] = group as [Back];
    const { collection, targetId } = first;
    const set = Object.assign({}, ...group.map((one) => one.set));
    const was = Object.assign({}, ...group.map((one) => one.was));
    // What somebody edited since stays theirs, for imports as well.
    if (left.has(keyOf(first))) for (const values of [set, was]) delete values.lockedFields;
    return { collection, targetId, set, was };
  });
  return drafts.length === 0
    ? fail('nothing_to_do', 'rehearsal.nothing', { number })
    : ok(withAct(change, 'revert', drafts, ctx));
};
