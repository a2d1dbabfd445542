import type { Reply } from '#contracts/define.ts';
import { type CommandName, may, type PermissionTarget } from '#domain/permissions/permissions.ts';
import { type ProcessResult, refuseForeign } from '#domain/processes/engine.ts';
import {
  commandOf,
  type Process,
  type ProcessContext,
  type ProcessRecord,
} from '#domain/processes/process.ts';
import { ok } from '#domain/records/result.ts';
import type { HostContext } from '../../context.ts';
import { actorOf } from '../actor.ts';
import { changedReferences, checkReferences, type Reference } from '../references.ts';
import { toReply } from '../reply.ts';
import { processContext } from './process-context.ts';

export type Rule<R> = (record: R, ctx: ProcessContext) => ProcessResult<ProcessRecord>;

/**
 * Permission on this very record, whether what the input names is there, then the rule, then the write. The one way in which commands of a
 * process change a record that exists.
 */
export const changeByRule = async <R extends ProcessRecord>(
  context: HostContext,
  process: Process,
  act: string,
  id: string,
  rule: Rule<R>,
  references: readonly Reference[] = [],
): Promise<Reply<R>> => {
  const actor = actorOf(context);
  const command = commandOf(process, act) as CommandName;
  const { collection } = process;
  const current = references.length === 0 ? null : await context.records.get(collection, id);
  if (current !== null) {
    const foreign = refuseForeign(process, current as ProcessRecord);
    if (foreign !== null) return toReply(foreign);
    const allowed = may(actor, command, current as PermissionTarget);
    if (!allowed.ok) return toReply(allowed);
    const known = await checkReferences(context, changedReferences(references, current));
    if (!known.ok) return toReply(known);
  }
  const ctx = processContext(context);
  const changed = await context.records.change(collection, id, (stored) => {
    const record = stored as R;
    const refused = refuseForeign(process, record);
    if (refused !== null) return refused;
    const allowed = may(actor, command, stored as PermissionTarget);
    if (!allowed.ok) return allowed;
    const after = rule(record, ctx);
    // The store's record is the process's: the collection and its type were looked at above.
    return after.ok ? ok(after.value as typeof stored) : after;
  });
  return toReply(changed) as Reply<R>;
};
