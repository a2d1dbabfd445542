import { type ClashChoice, resolveClash } from '#domain/merge/resolve-clash.ts';
import { may } from '#domain/permissions/permissions.ts';
import type { CollectionName } from '#domain/records/collections.ts';
import { FOR_ISSUES, invalidInput } from '#domain/records/issue-words.ts';
import type { RecordOf } from '#domain/records/registry.ts';
import { RECORD_SCHEMAS } from '#domain/records/registry.ts';
import { fail, ok, type Result } from '#domain/records/result.ts';
import type { FeatureHandlers } from '../../context.ts';
import { recomputeRecord } from '../../store/recompute.ts';
import { actorOf } from '../actor.ts';
import { checkWrite } from '../check-write.ts';
import { idsIn, namesOf } from '../record-names.ts';
import { done, toReply } from '../reply.ts';

/**
 * My state may have been a step from where the record stood then and none from where it stands now, and somebody with more rights may
 * have left the field here: the rules of the server decide, or it would refuse the record afterwards.
 */
const checkDecision = (
  ...write: Parameters<typeof checkWrite>
): Result<null, 'transition_not_allowed' | 'forbidden'> => {
  const verdict = checkWrite(...write);
  if (verdict.ok) return ok(null);
  const { reason, details } = verdict;
  return verdict.code === 'invalid'
    ? fail('transition_not_allowed', 'clash.state_kept', { cause: { reason, details } })
    : fail('forbidden', reason, details);
};

/** An edited value may be anything; the record it makes must still be one. */
const validated = <C extends CollectionName>(collection: C, record: RecordOf[C]): Result<RecordOf[C]> => {
  const parsed = RECORD_SCHEMAS[collection].safeParse(record, FOR_ISSUES);
  return parsed.success ? ok(record) : { ok: false, error: invalidInput(parsed.error) };
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
        const decided = resolveClash(collection, record, clashId, choice, env);
        if (!decided.ok) return decided;
        const whole = validated(
          collection,
          recomputeRecord(collection, decided.value, record, context.settings),
        );
        if (!whole.ok) return whole;
        const allowedWrite = checkDecision(collection, record, whole.value, actor, env.now);
        return allowedWrite.ok ? whole : allowedWrite;
      });
      return resolved.ok ? done(null) : toReply(resolved);
    },
  },
  queries: {
    list: async (context, window) => {
      const { total, yours, rows } = context.read.conflicts.page(window, actorOf(context));
      const mentioned = rows.flatMap((row) => [
        row.mineBy,
        row.theirsBy,
        ...[row.mine, row.theirs, row.base].flatMap(idsIn),
      ]);
      return done({ total, yours, rows, names: namesOf(context, mentioned) });
    },
  },
};
