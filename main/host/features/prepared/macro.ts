/**
 * Runs a macro on a record: each act by the command of the record's own process, on a copy that only this run sees. Only if all of them went well is
 * the record written, once, with all their entries: so a record has a macro whole or not at all, and nothing is done that its runner may not do by hand.
 */
import type { CallControl } from '#contracts/define.ts';
import type { MacroPreviewRow } from '#contracts/prepared.ts';
import type { BulkResult } from '#contracts/tickets.ts';
import type { JournalEntry } from '#domain/fields/base.ts';
import { may, type PermissionTarget } from '#domain/permissions/permissions.ts';
import { preparedProcess } from '#domain/prepared/prepared.ts';
import { type MacroAct, ME } from '#domain/prepared/prepared-kinds.ts';
import { commandOf, type Process, type ProcessRecord } from '#domain/processes/process.ts';
import type { CollectionName } from '#domain/records/collections.ts';
import { sameValue } from '#domain/records/json.ts';
import type { RecordOf } from '#domain/records/registry.ts';
import { type Failure, fail, ok, type Result } from '#domain/records/result.ts';
import { wellFormed } from '#domain/records/well-formed.ts';
import { teamForMe } from '#domain/tickets/team-for-me.ts';
import type { FeatureHandlers, HostContext } from '../../context.ts';
import { nextTurn } from '../../kernel/next-turn.ts';
import { actorOf } from '../actor.ts';
import { withEffects } from '../effects/effects.ts';
import { idsIn, namesOf } from '../record-names.ts';
import { done, toReply } from '../reply.ts';
import { filler, subjectOf } from './fill.ts';
import { type Found, noteUse, usable } from './library.ts';

type Record_ = RecordOf[CollectionName];
type Stage = {
  readonly host: HostContext;
  /** The record as the acts so far left it. */
  readonly current: () => Record_;
  /** Further records that would change along. */
  readonly others: () => number;
};

/** The host, with one record that is changed on this copy only; what would follow in others is counted and not done. */
const stageFor = (context: HostContext, collection: CollectionName, stored: Record_): Stage => {
  let current = stored;
  const others = new Set<string>();
  const isIt = (other: CollectionName, id: string): boolean => other === collection && id === stored.id;
  const records: HostContext['records'] = {
    ...context.records,
    get: (async (other: CollectionName, id: string) =>
      isIt(other, id) ? current : context.records.get(other, id)) as HostContext['records']['get'],
    getMany: (async (other: CollectionName, ids: readonly string[]) =>
      (await context.records.getMany(other, ids)).map((one) =>
        isIt(other, one.id) ? current : one,
      )) as HostContext['records']['getMany'],
    change: (async (other: CollectionName, id: string, change: (record: Record_) => Result<Record_>) => {
      const before = isIt(other, id) ? current : await context.records.get(other, id);
      if (before === null) return fail('not_found', 'record.missing', { collection: other, id });
      const changed = change(before);
      if (!changed.ok) return changed;
      if (isIt(other, id)) current = wellFormed(changed.value);
      else if (changed.value !== before) others.add(id);
      return changed;
    }) as HostContext['records']['change'],
  };
  // Which work is outstanding is noted there, of the same record perhaps.
  const values = { ...context.values, set: () => {}, apply: () => {}, remove: () => {} };
  return {
    host: { ...context, records, values },
    current: () => current,
    others: () => others.size,
  };
};

type Texts = (text: string) => Result<string>;

const filledValues = (
  values: Readonly<Record<string, unknown>>,
  process: Process,
  texts: Texts,
): Result<Readonly<Record<string, unknown>>> => {
  const filled: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(values)) {
    const kind = process.fields[name]?.kind ?? 'longText';
    const isText = typeof value === 'string' && (kind === 'text' || kind === 'longText');
    const text = isText ? texts(value) : ok(value);
    if (!text.ok) return text;
    filled[name] = text.value;
  }
  return ok(filled);
};

/** What the command takes that does the act, as by hand. */
const inputOf = (
  act: MacroAct,
  record: ProcessRecord,
  process: Process,
  context: HostContext,
  texts: Texts,
): Result<object> => {
  const { id } = record;
  switch (act.act) {
    case 'update': {
      const changes = filledValues(act.values, process, texts);
      return changes.ok ? ok({ id, changes: changes.value }) : changes;
    }
    case 'step': {
      const values = filledValues(act.values, process, texts);
      return values.ok ? ok({ ...values.value, id, to: act.to }) : values;
    }
    case 'assign': {
      const { teamId, assigneeId } = record as PermissionTarget;
      const actor = actorOf(context);
      const person = act.assigneeId === ME ? actor.personId : act.assigneeId;
      const own = person === actor.personId ? teamForMe(teamId ?? null, actor) : (teamId ?? null);
      const team = act.teamId === undefined ? own : act.teamId;
      const kept = team === teamId ? (assigneeId ?? null) : null;
      return ok({ id, teamId: team, assigneeId: person === undefined ? kept : person });
    }
    case 'addNote':
    case 'addComment': {
      const text = texts(act.text);
      return text.ok ? ok({ id, text: text.value }) : text;
    }
  }
};

type Outcome = { readonly after: Record_; readonly others: number };
/** Nobody waits for a single act; what follows from one of many would be counted as they are. */
const quiet = (control: CallControl): CallControl => ({ ...control, progress: () => {} });

const atAct = (index: number, { code, reason, details }: Failure): { ok: false; error: Failure } =>
  fail(code, 'prepared.at_act', {
    place: index + 1,
    cause: details === undefined ? { reason } : { reason, details },
  });

type Job = {
  readonly macro: Found;
  readonly answers: Readonly<Record<string, string>>;
  readonly control: CallControl;
};

/** What the macro makes of the record, worked out and not written. */
const worked = async (
  context: HostContext,
  process: Process,
  stored: Record_,
  { macro, answers, control }: Job,
): Promise<Result<Outcome>> => {
  const { content, language } = macro.value;
  if (content.kind !== 'macro') return fail('invalid', 'prepared.nothing');
  const stage = stageFor(context, process.collection, stored);
  for (const [index, act] of content.acts.entries()) {
    const record = stage.current() as ProcessRecord;
    const about = {
      collection: process.collection,
      type: process.type,
      id: record.id,
      values: {},
    } as const;
    const fill = filler(stage.host, await subjectOf(stage.host, about), language, answers);
    const texts: Texts = (text) => {
      const { text: filled, left } = fill(text);
      return left.length === 0
        ? ok(filled)
        : fail('missing_fields', 'prepared.no_value', { name: left.join(', ') });
    };
    const input = inputOf(act as MacroAct, record, process, stage.host, texts);
    if (!input.ok) return atAct(index, input.error);
    const command = commandOf(process, act.act);
    const reply = await context.run(command, input.value, quiet(control), stage.host);
    if (!reply.ok) return atAct(index, reply.error);
  }
  return ok({ after: stage.current(), others: stage.others() });
};

type Asked = { readonly process: Process; readonly stored: Record_ };

/** The record, if the macro is for its kind and this person may do things with many where it is one of many. */
const allowedOn = (
  context: HostContext,
  collection: CollectionName,
  id: string,
  stored: Record_ | null,
  { macro }: Pick<Job, 'macro'>,
  isOneOfMany: boolean,
): Result<Asked> => {
  if (stored === null) return fail('not_found', 'record.missing', { id });
  const { content } = macro.value;
  const process = content.kind === 'macro' ? preparedProcess(content.type) : null;
  const { type, number } = stored as Partial<ProcessRecord>;
  if (process === null || process.collection !== collection || process.type !== type)
    return fail('invalid', 'prepared.other_type', { number: number ?? id, type: type ?? '' });
  if (isOneOfMany && collection === 'tickets') {
    const allowed = may(actorOf(context), 'tickets.bulk', stored as PermissionTarget);
    if (!allowed.ok) return allowed;
  }
  return ok({ process, stored });
};

/** Runs it on one record and writes what came of it, unless somebody else was faster. */
const runOne = async (
  context: HostContext,
  { process, stored }: Asked,
  job: Job,
): Promise<Result<unknown>> => {
  const outcome = await worked(context, process, stored, job);
  if (!outcome.ok) return outcome;
  const { after } = outcome.value;
  if (after === stored) return ok(null);
  const { collection } = process;
  const { number } = stored as ProcessRecord;
  const write = async () =>
    toReply(
      await context.records.change(collection, stored.id, (now) =>
        sameValue(now, stored)
          ? ok(after as typeof now)
          : fail('version_conflict', 'prepared.changed', { number }),
      ),
    );
  const reply =
    collection === 'tickets'
      ? // What follows from it in other records follows now that it is written.
        await withEffects(context, 'tickets', stored.id, write as never, quiet(job.control))
      : await write();
  return reply.ok ? ok(reply.data) : { ok: false, error: reply.error };
};

type Handlers_ = FeatureHandlers<'prepared'>;

export const run: Handlers_['commands']['run'] = async (context, input, control) => {
  const { id, collection, answers } = input;
  const macro = usable(context, id);
  if (!macro.ok) return toReply(macro);
  const ids = [...new Set(input.ids)];
  const job = { macro: macro.value, answers, control };
  const results: BulkResult[] = [];
  for (const one of ids) {
    if (control.signal.aborted) break;
    const stored = await context.records.get(collection, one);
    const asked = allowedOn(context, collection, one, stored, job, ids.length > 1);
    const outcome = asked.ok ? await runOne(context, asked.value, job) : asked;
    const { number = one } = (stored ?? {}) as Partial<ProcessRecord>;
    results.push({ id: one, number, ok: outcome.ok, error: outcome.ok ? null : outcome.error });
    control.progress(results.length, ids.length, number);
    await nextTurn();
  }
  noteUse(context, id);
  return done({ results });
};

const newEntries = (before: Record_, after: Record_): readonly JournalEntry[] => {
  const known = new Set(before.journal.map(({ id }) => id));
  return after.journal.filter(({ id }) => !known.has(id));
};

const saidIn = (entries: readonly JournalEntry[]): MacroPreviewRow['said'] =>
  entries.flatMap(({ kind, text }) =>
    text === null ? [] : [{ kind: kind === 'comment' ? ('comment' as const) : ('note' as const), text }],
  );

const NOBODY_WAITS: CallControl = { signal: { aborted: false }, progress: () => {} };

/** What is refused has its number, too. */
const previewRow = async (
  context: HostContext,
  asked: Result<Asked>,
  stored: Record_ | null,
  id: string,
  job: Job,
) => {
  const outcome = asked.ok ? await worked(context, asked.value.process, asked.value.stored, job) : asked;
  const { number, title, type, state } = (stored ?? {}) as Partial<ProcessRecord>;
  const { teamId = null, assigneeId = null } = (stored ?? {}) as PermissionTarget;
  const entries = outcome.ok && stored !== null ? newEntries(stored, outcome.value.after) : [];
  return {
    ...{ id, number: number ?? id, title: title ?? '', type: type ?? '', state: state ?? '' },
    ...{ teamId, assigneeId },
    changes: entries.flatMap(({ changes }) => changes),
    said: saidIn(entries),
    others: outcome.ok ? outcome.value.others : 0,
    error: outcome.ok ? null : outcome.error,
  };
};

export const preview: Handlers_['queries']['preview'] = async (context, input) => {
  const macro = usable(context, input.id);
  if (!macro.ok) return toReply(macro);
  const ids = [...new Set(input.ids)];
  const job = { macro: macro.value, answers: input.answers, control: NOBODY_WAITS };
  const rows: MacroPreviewRow[] = [];
  for (const id of ids) {
    const stored = await context.records.get(input.collection, id);
    const asked = allowedOn(context, input.collection, id, stored, job, ids.length > 1);
    rows.push(await previewRow(context, asked, stored, id, job));
    if (rows.length % 20 === 0) await nextTurn();
  }
  const mentioned = rows.flatMap(({ changes, teamId, assigneeId }) => [
    ...changes.flatMap(({ from, to }) => [...idsIn(from), ...idsIn(to)]),
    ...idsIn([teamId, assigneeId].filter((one) => one !== null)),
  ]);
  return done({ rows, names: namesOf(context, mentioned) });
};
