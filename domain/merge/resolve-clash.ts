import type { Clash, FieldChange } from '#domain/fields/base.ts';
import { actedAt, append, entry } from '#domain/journal/journal.ts';
import type { CollectionName } from '#domain/records/collections.ts';
import type { Env } from '#domain/records/common.ts';
import { isObject, sameValue } from '#domain/records/json.ts';
import type { RecordOf } from '#domain/records/registry.ts';
import { fail, ok, type Result } from '#domain/records/result.ts';
import { getPath, setPath } from './paths.ts';
import { isGroupClash } from './three-way.ts';

export type ClashChoice =
  | { readonly take: 'mine' }
  | { readonly take: 'theirs' }
  | { readonly take: 'edited'; readonly value: unknown };
export type ResolveClashCode =
  | 'clash_not_found'
  | 'clash_decided'
  | 'invalid'
  | 'target_gone'
  | 'transition_not_allowed';

/** The single paths a decision writes and their values; a group writes each of its fields. */
const writesOf = (
  clash: Clash,
  value: unknown,
  isGroup: boolean,
): readonly (readonly [string, unknown])[] | null => {
  if (!isGroup) {
    return [[clash.field, value]];
  }
  if (!isObject(value) || !isObject(clash.theirs)) {
    return null;
  }
  const members = Object.keys(clash.theirs);
  const prefix = clash.field.slice(0, clash.field.lastIndexOf('.') + 1);
  return Object.keys(value).every((name) => members.includes(name))
    ? Object.entries(value).map(([name, one]) => [`${prefix}${name}`, one] as const)
    : null;
};

/** What a completed order says about its work; its effects are in the devices. */
const DONE_WORK: readonly string[] = ['state', 'completedAt', 'completedBy', 'effects'];

/** Whether a decision would take work back that was completed: its devices stay changed, whatever the order says afterwards. */
const undoesWork = (before: object, changes: readonly FieldChange[]): boolean =>
  'effects' in before &&
  'state' in before &&
  before.state === 'closed_complete' &&
  changes.some(({ field }) => DONE_WORK.includes(field));

/**
 * Decides a clash: writes my value, theirs or an edited one into the record (all fields of a group together), marks the clash
 * and records who decided in the journal. The caller recomputes derived fields and checks the state's rules. `theirs` keeps
 * what the record has now: the server's value, or what somebody made of it since.
 * Errors: `clash_not_found`, `clash_decided`, `invalid` (an edited group that is no object of its fields), `target_gone` (the
 * task or device it is about was taken off), `transition_not_allowed` (completed work can't be taken back by a decision).
 */
export const resolveClash = <C extends CollectionName, R extends RecordOf[C]>(
  collection: C,
  record: R,
  clashId: string,
  choice: ClashChoice,
  env: Env,
): Result<R, ResolveClashCode> => {
  const clash = record.clashes.find((one) => one.id === clashId);
  if (clash === undefined) {
    return fail('clash_not_found', 'clash.missing', { clashId });
  }
  if (clash.resolvedAt !== null) {
    return fail('clash_decided', 'clash.decided', {
      clashId,
      resolvedBy: clash.resolvedBy,
      resolvedAt: clash.resolvedAt,
    });
  }
  const writes =
    choice.take === 'theirs'
      ? []
      : writesOf(
          clash,
          choice.take === 'mine' ? clash.mine : choice.value,
          isGroupClash(collection, 'type' in record ? record.type : null, clash),
        );
  if (writes === null) {
    return fail('invalid', 'clash.other_fields', { field: clash.field });
  }
  const parent = clash.field.slice(0, Math.max(0, clash.field.lastIndexOf('.')));
  if (parent !== '' && getPath(record, parent) === undefined) {
    return fail('target_gone', 'clash.target_gone', {
      field: clash.field,
    });
  }
  const written = writes.reduce((current, [path, value]) => setPath(current, path, value), record);
  const changes: FieldChange[] = writes
    .map(([field, to]) => ({ field, from: getPath(record, field) ?? null, to: to ?? null }))
    .filter(({ from, to }) => !sameValue(from, to));
  if (undoesWork(record, changes)) {
    return fail('transition_not_allowed', 'clash.work_done', { field: clash.field });
  }
  const clashes = record.clashes.map((one) =>
    one.id === clashId
      ? {
          ...one,
          resolvedAt: actedAt(record, env.now),
          resolvedBy: env.actor.personId,
          resolution: choice.take,
        }
      : one,
  );
  const decided = entry(env, 'clash_resolved', { changes, text: clash.field });
  return ok(
    append(
      { ...written, clashes, openClashes: clashes.filter((one) => one.resolvedAt === null).length },
      decided,
    ),
  );
};
