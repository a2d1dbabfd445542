import type { ActOutcome, ActSummary, ActTarget } from '#contracts/acts.ts';
import type { CallControl, Reply } from '#contracts/define.ts';
import type { BulkResult } from '#contracts/tickets.ts';
import { takeBack } from '#domain/merge/take-back.ts';
import { commandOf } from '#domain/processes/process.ts';
import { processIn } from '#domain/processes/registry.ts';
import type { CollectionName } from '#domain/records/collections.ts';
import type { RecordOf } from '#domain/records/registry.ts';
import { fail, ok, type Result } from '#domain/records/result.ts';
import type { FeatureHandlers, HostContext } from '../../context.ts';
import type { Act, ActEntry } from '../../kernel/act-log.ts';
import { nextTurn } from '../../kernel/next-turn.ts';
import { recomputeRecord } from '../../store/recompute.ts';
import { actorOf } from '../actor.ts';
import { checkWrite } from '../check-write.ts';
import { done, toReply } from '../reply.ts';

/** Takes one entry back; the id of the entry that says so. */
const takeEntryBack = async (
  context: HostContext,
  { collection, id, entryId }: ActTarget,
): Promise<Result<string>> => {
  const actor = actorOf(context);
  const changed = await context.records.change<CollectionName>(
    collection,
    id,
    (record: RecordOf[CollectionName]) => {
      const env = context.env();
      const back = takeBack(collection, record, entryId, env);
      if (!back.ok) return back;
      const after = recomputeRecord(collection, back.value, record, context.settings);
      const verdict = checkWrite(collection, record, after, actor, after.updatedAt);
      if (verdict.ok) return ok(after);
      const { reason, details } = verdict;
      return fail('forbidden', reason, details);
    },
  );
  return changed.ok ? ok(changed.value.journal.at(-1)?.id ?? '') : changed;
};

/** Withdraws the words of an act, or says them again, as their writer would. */
const moveWords = async (
  context: HostContext,
  { collection, id, entryId, words = '' }: ActEntry,
  to: 'undo' | 'redo',
  control: CallControl,
): Promise<Result<string>> => {
  const record = await context.records.get(collection, id);
  const process = processIn(collection, (record as { readonly type?: unknown } | null)?.type);
  if (record === null || process === null) return fail('not_found', 'record.missing');
  const text = to === 'redo' ? null : words;
  const reply = await context.run(commandOf(process, 'correct'), { id, entryId, text }, control);
  return reply.ok ? ok(entryId) : { ok: false, error: reply.error };
};

/** The last act first, so that what was changed twice goes back twice. */
const moveAct = async (
  context: HostContext,
  { command, by, entries }: Act,
  to: 'undo' | 'redo',
  control: CallControl,
): Promise<ActOutcome> => {
  const results: BulkResult[] = [];
  const moved: ActEntry[] = [];
  for (const entry of [...entries].reverse()) {
    // What is left of an act that was stopped can still be taken back from the histories.
    if (control.signal.aborted) break;
    const taken =
      entry.words === undefined
        ? await takeEntryBack(context, entry)
        : await moveWords(context, entry, to, control);
    if (taken.ok) moved.push({ ...entry, entryId: taken.value });
    const { id, label } = entry;
    results.push({ id, number: label, ok: taken.ok, error: taken.ok ? null : taken.error });
    control.progress(results.length, entries.length, label);
    if (entries.length > 1) await nextTurn();
  }
  context.acts.put(to, { command, by, entries: moved });
  return { command, results };
};

const move =
  (from: 'undo' | 'redo', to: 'undo' | 'redo') =>
  async (
    context: HostContext,
    { command }: { readonly command?: string | undefined },
    control: CallControl,
  ): Promise<Reply<ActOutcome>> => {
    const { personId } = actorOf(context);
    const isOther = command !== undefined && context.acts.last(from, personId)?.command !== command;
    if (isOther) return fail('nothing_to_do', 'act.none');
    const act = context.acts.take(from, personId);
    if (act === null) return fail('nothing_to_do', from === 'undo' ? 'act.none' : 'act.none_again');
    return done(await moveAct(context, act, to, control));
  };

const summaryOf = (act: Act | null): ActSummary | null => {
  if (act === null) return null;
  const ids = new Set(act.entries.map(({ id }) => id));
  return { command: act.command, label: act.entries[0]?.label ?? '', count: ids.size };
};

export const actsHandlers: FeatureHandlers<'acts'> = {
  commands: {
    takeBack: async (context, target) => {
      const taken = await takeEntryBack(context, target);
      if (!taken.ok) return toReply(taken);
      context.acts.movedBack(target.entryId, taken.value);
      const record = await context.records.get(target.collection, target.id);
      const { number, name } = { ...record } as { readonly number?: string; readonly name?: string };
      return done({ label: number ?? name ?? target.id });
    },
    undo: move('undo', 'redo'),
    redo: move('redo', 'undo'),
  },
  queries: {
    next: async (context) => {
      const { personId } = actorOf(context);
      return done({
        undo: summaryOf(context.acts.last('undo', personId)),
        redo: summaryOf(context.acts.last('redo', personId)),
      });
    },
  },
};
