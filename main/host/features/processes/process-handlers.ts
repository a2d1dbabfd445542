import type { Handlers, Reply } from '#contracts/define.ts';
import type { ProcessCommands } from '#contracts/process.ts';
import type { ApprovedRecord } from '#domain/approvals/approvals.ts';
import { castVote, type VoteInput } from '#domain/approvals/cast-vote.ts';
import type { RecordFrom } from '#domain/fields/field.ts';
import type { Ticket } from '#domain/fields/tables.ts';
import { type CreateInput, createRecord, refuseForeign, updateRecord } from '#domain/processes/engine.ts';
import type { Act, Process, ProcessRecord, Values } from '#domain/processes/process.ts';
import { addComment, addNote, correctWords, type StepInput, takeStep } from '#domain/processes/steps.ts';
import { assignTicket, bookTime, linkConfigItem, linkKnowledge } from '#domain/processes/ticket-acts.ts';
import { ontoStored } from '#domain/records/list-edit.ts';
import type { RecordOf } from '#domain/records/registry.ts';
import { ok } from '#domain/records/result.ts';
import { insertOnce } from '#main/host/features/reply.ts';
import type { HostContext } from '../../context.ts';
import { actorOf } from '../actor.ts';
import { assignmentReferences, checkReferences, tableReferences } from '../references.ts';
import { notFound, toReply } from '../reply.ts';
import { changeByRule, type Rule } from './change-by-rule.ts';
import { sayDuplicate } from './duplicates.ts';
import { processContext } from './process-context.ts';

type AnyInput = Values & { readonly id: string };
type ActHandler = (context: HostContext, input: AnyInput) => Promise<Reply<unknown>>;

/**
 * Makes a record, once for one id. `finish` adds what belongs into the same write: effects that follow from it. The one way in which
 * commands of a process make a record.
 */
export const createByRule = async <R extends ProcessRecord>(
  context: HostContext,
  process: Process,
  input: Values & { readonly id: string },
  finish: Rule<R> = (record) => ok(record),
): Promise<Reply<R>> => {
  const { collection } = process;
  // The same form sent twice makes one record.
  const existing = await context.records.get(collection, input.id);
  if (existing !== null) {
    const known = existing as R;
    return toReply(refuseForeign(process, known) ?? ok(known));
  }
  const known = await checkReferences(context, tableReferences(process.fields, input, actorOf(context)));
  if (!known.ok) return toReply(known);
  const number = context.device.nextNumber(process.numbers);
  const ctx = processContext(context);
  const created = createRecord<R>(process, null, { ...input, number } as CreateInput, ctx);
  const finished = created.ok ? finish(created.value, ctx) : created;
  if (!finished.ok) return toReply(finished);
  // The store's record is the process's.
  const record = finished.value as RecordOf[typeof collection];
  return insertOnce(context, collection, record) as Promise<Reply<R>>;
};

const create =
  (process: Process): ActHandler =>
  async (context, input) =>
    createByRule(context, process, { ...input, id: input.id ?? context.newId() });

const asTicket = (record: ProcessRecord): ProcessRecord & Ticket => record as ProcessRecord & Ticket;

const linkKnowledgeAct =
  (process: Process): ActHandler =>
  async (context, { id, knowledgeId, linked, insertWorkaround }) => {
    const known = await context.records.get('knowledge', String(knowledgeId));
    if (known === null) return notFound(String(knowledgeId));
    return changeByRule(context, process, 'linkKnowledge', id, (record, ctx) => {
      const input = { knowledgeId: known.id, remove: linked !== true };
      const after = linkKnowledge(process, asTicket(record), input, ctx);
      const says = insertWorkaround === true && known.workaround.trim() !== '';
      if (!after.ok || !says) return after;
      const text = `${known.number} ${known.title}\n\n${known.workaround}`;
      return addNote(process, after.value, { text }, ctx);
    });
  };

/** How each act is done; the process tells which of them it has. */
const ACT_HANDLERS: Readonly<Record<Act, (process: Process) => ActHandler>> = {
  create,
  update:
    (process) =>
    async (context, { id, changes, seen = {} }) => {
      const values = changes as Values;
      const references = tableReferences(process.fields, values, actorOf(context));
      const rule: Rule<ProcessRecord> = (record, ctx) =>
        updateRecord(process, record, ontoStored(process.fields, record, values, seen as Values), ctx);
      return changeByRule(context, process, 'update', id, rule, references);
    },
  assign:
    (process) =>
    async (context, { id, ...input }) =>
      changeByRule(
        context,
        process,
        'assign',
        id,
        (record, ctx) => assignTicket(process, asTicket(record), input, ctx),
        assignmentReferences(input, actorOf(context)),
      ),
  step:
    (process) =>
    async (context, { id, ...input }) =>
      changeByRule(
        context,
        process,
        'step',
        id,
        (record, ctx) => takeStep(process, record, input as StepInput, ctx),
        tableReferences(process.fields, input, actorOf(context)),
      ),
  addNote:
    (process) =>
    async (context, { id, text }) =>
      changeByRule(context, process, 'addNote', id, (record, ctx) =>
        addNote(process, record, { text: String(text) }, ctx),
      ),
  addComment:
    (process) =>
    async (context, { id, text, byRequester }) =>
      changeByRule(context, process, 'addComment', id, (record, ctx) =>
        addComment(process, record, { text: String(text), byRequester: byRequester === true }, ctx),
      ),
  correct:
    (process) =>
    async (context, { id, entryId, text }) =>
      changeByRule(context, process, 'correct', id, (record, ctx) =>
        correctWords(
          process,
          record,
          { entryId: String(entryId), text: text === null ? null : String(text) },
          ctx,
        ),
      ),
  bookTime:
    (process) =>
    async (context, { id, minutes, text }) =>
      changeByRule(context, process, 'bookTime', id, (record, ctx) =>
        bookTime(process, asTicket(record), { minutes: Number(minutes), text: text as string | null }, ctx),
      ),
  linkConfigItem:
    (process) =>
    async (context, { id, ciId, linked }) =>
      changeByRule(
        context,
        process,
        'linkConfigItem',
        id,
        (record, ctx) =>
          linkConfigItem(
            process,
            asTicket(record),
            { ciId: String(ciId), as: 'further', remove: linked !== true },
            ctx,
          ),
        linked === true ? [{ field: 'ciId', id: String(ciId), kind: 'ci' }] : [],
      ),
  linkKnowledge: linkKnowledgeAct,
  closeDuplicate:
    (process) =>
    async (context, { id, ofId, note }) =>
      sayDuplicate(context, process, {
        id,
        ofId: String(ofId),
        note: typeof note === 'string' ? note : null,
      }),
  vote:
    (process) =>
    async (context, { id, ...input }) =>
      changeByRule<ApprovedRecord>(context, process, 'vote', id, (record, ctx) =>
        castVote(process, record, input as Values & VoteInput, ctx),
      ),
};

type ProcessHandlers<P extends Process> = Handlers<
  { readonly feature: string; readonly commands: ProcessCommands<P>; readonly queries: Record<never, never> },
  HostContext
>['commands'];

/** The handlers of a process's acts, for the contract that `processCommands` made. */
export const processHandlers = <const P extends Process>(process: P): ProcessHandlers<P> =>
  // Each act's input was parsed by the schema that its handler reads.
  Object.fromEntries(
    process.acts.map((act) => [act, ACT_HANDLERS[act](process)]),
  ) as unknown as ProcessHandlers<P>;

/** The record of a process by its id, for handlers that look before they act. Null where it is not here or of another type. */
export const recordOf = async <P extends Process>(
  context: Pick<HostContext, 'records'>,
  process: P,
  id: string,
): Promise<RecordFrom<P['fields']> | null> => {
  const found = (await context.records.get(process.collection, id)) as ProcessRecord | null;
  return found !== null && found.type === process.type ? (found as RecordFrom<P['fields']>) : null;
};
