import { type ClashChoice, resolveClash } from '#domain/merge/resolve-clash.ts';
import { may } from '#domain/permissions/permissions.ts';
import { checkStates } from '#domain/permissions/server-states.ts';
import type { CollectionName } from '#domain/records/collections.ts';
import type { Actor } from '#domain/records/common.ts';
import type { RecordOf } from '#domain/records/registry.ts';
import { RECORD_SCHEMAS } from '#domain/records/registry.ts';
import { fail, ok, type Result } from '#domain/records/result.ts';
import type { FeatureHandlers } from '../../kernel/handlers.ts';
import { recomputeRecord } from '../../store/recompute.ts';
import { actorOf } from '../actor.ts';
import { done, toReply } from '../reply.ts';

/**
 * My state may have been a step from where the record stood then and none from where it stands now: the tables decide, the same as on the
 * server, which would refuse the record afterwards.
 */
const checkState = (
  collection: CollectionName,
  before: object,
  after: object,
  actor: Actor,
): Result<null, 'transition_not_allowed' | 'forbidden'> => {
  const verdict = checkStates({
    collection,
    before: { ...before },
    after: { ...after },
    actor: { name: actor.personId, roles: actor.roles },
    isTrusted: actor.roles.includes('worker'),
  });
  if (verdict.ok) return ok(null);
  return verdict.code === 'forbidden'
    ? fail('forbidden', verdict.message)
    : fail(
        'transition_not_allowed',
        `${verdict.message} Keep the state it has, or take it there step by step.`,
      );
};

/** An edited value may be anything; the record it makes must still be one. */
const validated = <C extends CollectionName>(collection: C, record: RecordOf[C]): Result<RecordOf[C]> => {
  const parsed = RECORD_SCHEMAS[collection].safeParse(record);
  if (parsed.success) return ok(record);
  const issue = parsed.error.issues[0];
  return fail('invalid_input', `${issue?.path.map(String).join('.') ?? ''}: ${issue?.message ?? 'invalid'}`);
};

export const conflictsHandlers: FeatureHandlers<'conflicts'> = {
  commands: {
    resolve: async (context, { collection, recordId, clashId, take, value }) => {
      const actor = actorOf(context);
      const env = context.env();
      const choice: ClashChoice = take === 'edited' ? { take, value } : { take };
      const resolved = await context.records.change(collection, recordId, (record) => {
        const target = 'assigneeId' in record && 'teamId' in record ? record : undefined;
        const allowed = may(actor, 'conflicts.resolve', target);
        if (!allowed.ok) return allowed;
        const decided = resolveClash(record, clashId, choice, env);
        if (!decided.ok) return decided;
        const allowedState = checkState(collection, record, decided.value, actor);
        if (!allowedState.ok) return allowedState;
        return validated(collection, recomputeRecord(collection, decided.value, context.settings));
      });
      return resolved.ok ? done(null) : toReply(resolved);
    },
  },
  queries: {
    list: async (context) => {
      const rows = context.read.conflicts();
      const mentioned = rows.flatMap((row) => [row.mineBy, row.theirsBy, row.mine, row.theirs, row.base]);
      return done({
        rows,
        names: context.read.names(mentioned.filter((value): value is string => typeof value === 'string')),
      });
    },
  },
};
