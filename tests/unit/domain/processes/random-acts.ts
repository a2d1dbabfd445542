/** Random acts on a record of any process, made from its tables: edits, steps, notes, and what tickets and knowledge can beside. */
import fc from 'fast-check';
import type { ApprovedRecord } from '#domain/approvals/approvals.ts';
import { castVote } from '#domain/approvals/cast-vote.ts';
import { editableFields, type FieldSpec } from '#domain/fields/field.ts';
import type { KnowledgeEntry } from '#domain/fields/knowledge.ts';
import type { Release } from '#domain/fields/releases.ts';
import type { Ticket } from '#domain/fields/tables.ts';
import { ESCALATION_LEVELS, type Incident } from '#domain/fields/tickets.ts';
import {
  endEscalation,
  escalateToLead,
  escalateToTeam,
  takeEscalation,
} from '#domain/incidents/escalation.ts';
import { acceptMajor, HIGHEST, postUpdate, proposeMajor, rejectMajor } from '#domain/incidents/major.ts';
import { takenBackIn } from '#domain/journal/taken-back.ts';
import { rateEntry } from '#domain/knowledge/rate.ts';
import { isTakeable, takeBack } from '#domain/merge/take-back.ts';
import { type CommandName, may, type PermissionTarget } from '#domain/permissions/permissions.ts';
import { type ProcessResult, recompute, updateRecord } from '#domain/processes/engine.ts';
import {
  commandOf,
  type Process,
  type ProcessContext,
  type ProcessRecord,
} from '#domain/processes/process.ts';
import { addComment, addNote, takeStep } from '#domain/processes/steps.ts';
import { assignTicket, bookTime, linkConfigItem, linkKnowledge } from '#domain/processes/ticket-acts.ts';
import type { Role } from '#domain/records/common.ts';
import { ok } from '#domain/records/result.ts';
import { decideGo, deployRelease, moveWave } from '#domain/releases/release-acts.ts';
import { currentWave, WAVE_ACTS } from '#domain/releases/waves.ts';
import { envOf } from '../env.ts';
import { contextOf } from '../fixtures.ts';
import { inputFor, stepsOf } from './world.ts';

export type RandomAct = {
  readonly command: string;
  readonly run: (record: ProcessRecord, ctx: ProcessContext) => ProcessResult<ProcessRecord>;
};

const few = fc.constantFrom('a', 'b', 'c');

/** Values of a field that a person could give, emptied ones among them. */
const valuesOf = (spec: FieldSpec, name: string): fc.Arbitrary<unknown> => {
  const nullable = (values: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
    spec.nullable === true ? fc.oneof(values, fc.constant(null)) : values;
  if (name === 'closureCode') return fc.constantFrom('assistance', 'other', null);
  if (name === 'category') return fc.constantFrom('Hardware', 'Network', null);
  if (name === 'subcategory') return fc.constantFrom('Notebook', null);
  switch (spec.kind) {
    case 'text':
    case 'longText':
      return nullable(
        (spec.kind === 'text' ? (spec.min ?? 0) : 0) > 0 ? few : fc.oneof(few, fc.constant('')),
      );
    case 'code':
      return nullable('of' in spec ? fc.constantFrom(...spec.of) : few);
    case 'level':
      return fc.constantFrom(...spec.of);
    case 'date':
      return nullable(fc.constantFrom('2027-01-31', '2027-02-28'));
    case 'instant':
      return nullable(fc.constantFrom('2026-11-20T10:00:00.000Z', '2026-11-21T10:00:00.000Z'));
    case 'list':
      return fc.uniqueArray(elementOf(spec.of), { maxLength: 3, selector: (one) => idOf(one) });
    case 'flag':
      return fc.boolean();
    case 'minutes':
    case 'count':
    case 'money':
    case 'number':
      return nullable(fc.integer({ min: 1, max: 3 }));
    default:
      return nullable(few);
  }
};
const idOf = (value: unknown): unknown => (value as { id?: unknown }).id ?? value;
const elementOf = (spec: FieldSpec): fc.Arbitrary<unknown> =>
  spec.kind === 'object'
    ? fc.record(
        Object.fromEntries(Object.entries(spec.fields).map(([name, one]) => [name, valuesOf(one, name)])),
      )
    : valuesOf(spec, '');

const edits = (process: Process): fc.Arbitrary<RandomAct> =>
  fc.constantFrom(...editableFields(process.fields)).chain((field) =>
    valuesOf(process.fields[field] as FieldSpec, field).map((value) => ({
      command: commandOf(process, 'update'),
      run: (record, ctx) => updateRecord(process, record, { [field]: value }, ctx),
    })),
  );

/** A step of the table, with all its form asks for or only what the record has already. */
const steps = (process: Process): fc.Arbitrary<RandomAct> =>
  fc.tuple(fc.constantFrom(...stepsOf(process)), fc.boolean()).map(([step, isFull]) => ({
    command: commandOf(process, 'step'),
    run: (record, ctx) => {
      const input = inputFor(process, step);
      return takeStep(process, record, isFull ? input : { to: step.to, note: 'a note' }, ctx);
    },
  }));

const asTicket = (record: ProcessRecord): ProcessRecord & Ticket => record as ProcessRecord & Ticket;
const OTHERS: Readonly<Record<string, (process: Process) => fc.Arbitrary<RandomAct['run']>>> = {
  addNote: (process) =>
    few.map((text) => (record, ctx) => addNote(process, record, { text, minutes: 3 }, ctx)),
  addComment: (process) =>
    few.map((text) => (record, ctx) => addComment(process, record, { text, byRequester: true }, ctx)),
  bookTime: (process) =>
    few.map((text) => (record, ctx) => bookTime(process, asTicket(record), { minutes: 5, text }, ctx)),
  assign: (process) =>
    fc.tuple(few, fc.option(few)).map(
      ([teamId, assigneeId]) =>
        (record, ctx) =>
          assignTicket(process, asTicket(record), { teamId, assigneeId }, ctx),
    ),
  linkConfigItem: (process) =>
    fc.tuple(few, fc.constantFrom('main' as const, 'further' as const), fc.boolean()).map(
      ([ciId, as, remove]) =>
        (record, ctx) =>
          linkConfigItem(process, asTicket(record), { ciId, as, remove }, ctx),
    ),
  linkKnowledge: (process) =>
    fc.tuple(few, fc.boolean()).map(
      ([knowledgeId, remove]) =>
        (record, ctx) =>
          linkKnowledge(process, asTicket(record), { knowledgeId, remove }, ctx),
    ),
  vote: (process) =>
    fc
      .constantFrom('approve' as const, 'reject' as const)
      .map(
        (decision) => (record, ctx) =>
          castVote(process, record as ApprovedRecord, { decision, reason: 'so' }, ctx),
      ),
  rate: (process) =>
    fc
      .boolean()
      .map(
        (helpful) => (record, ctx) =>
          rateEntry(process, record as ProcessRecord & KnowledgeEntry, { helpful, text: 'so' }, ctx),
      ),
};

type OfIncident = (incident: Incident, ctx: ProcessContext) => ProcessResult<Incident>;
const ofIncident =
  (rule: OfIncident): RandomAct['run'] =>
  (record, ctx) =>
    rule(record as unknown as Incident, ctx) as ProcessResult<ProcessRecord>;
const reason = 'so';
/** Escalations and the way of a major incident. */
const OF_INCIDENTS: typeof OTHERS = {
  escalateToTeam: () =>
    few.map((teamId) => ofIncident((one, ctx) => escalateToTeam(one, { teamId, reason }, ctx))),
  escalateToLead: () =>
    fc
      .tuple(fc.constantFrom(...ESCALATION_LEVELS), few)
      .map(([level, toId]) => ofIncident((one, ctx) => escalateToLead(one, { level, toId, reason }, ctx))),
  takeEscalation: () => fc.constant(ofIncident((one, ctx) => takeEscalation(one, { reason }, ctx))),
  endEscalation: () => fc.constant(ofIncident((one, ctx) => endEscalation(one, { reason }, ctx))),
  proposeMajor: () => fc.constant(ofIncident((one, ctx) => proposeMajor(one, { reason }, ctx))),
  acceptMajor: () =>
    fc
      .constantFrom({ updateMinutes: 15 }, { updateMinutes: 30, ...HIGHEST })
      .map((plan) =>
        ofIncident((one, ctx) => acceptMajor(one, { reason, ...plan, informedIds: ['a'] }, ctx)),
      ),
  rejectMajor: () => fc.constant(ofIncident((one, ctx) => rejectMajor(one, { reason }, ctx))),
  postUpdate: () => fc.constant(ofIncident((one, ctx) => postUpdate(one, { text: 'so it is' }, ctx))),
};

type Deployed = ProcessRecord & Release;
type OfRelease = (release: Deployed, ctx: ProcessContext) => ProcessResult<Deployed>;
const ofRelease =
  (rule: OfRelease): RandomAct['run'] =>
  (record, ctx) =>
    rule(record as Deployed, ctx) as ProcessResult<ProcessRecord>;
/** The decision and the waves of a release, whose conditions beyond itself are met. */
const OF_RELEASES: typeof OTHERS = {
  go: () => fc.constant(ofRelease((one, ctx) => decideGo(one, [], {}, ctx))),
  deploy: () => fc.constant(ofRelease((one, ctx) => deployRelease(one, [], {}, ctx))),
  wave: () =>
    fc
      .constantFrom(...WAVE_ACTS, ...WAVE_ACTS)
      .map((act) =>
        ofRelease((one, ctx) =>
          moveWave(one, { waveId: currentWave(one)?.id ?? 'none', act, note: 'so' }, ctx),
        ),
      ),
};

/** The entry of this person's last act that stands, or that they took back. */
export const lastActBy = (record: ProcessRecord, personId: string): string | undefined => {
  const out = takenBackIn(record.journal);
  return record.journal.filter((one) => one.by === personId && isTakeable(one) && !out.has(one.id)).at(-1)
    ?.id;
};

/** Takes an act back, with what is derived; taking that back does it again. */
export const takeBackIn = (
  process: Process,
  record: ProcessRecord,
  entryId: string,
  ctx: ProcessContext,
): ReturnType<typeof takeBack<ProcessRecord>> => {
  const after = takeBack(process.collection, record, entryId, ctx.env);
  return after.ok ? ok(recompute(process, after.value, ctx, record)) : after;
};

const takesBack = (process: Process): fc.Arbitrary<RandomAct> =>
  fc.constant({
    command: commandOf(process, 'update'),
    run: (record, ctx) => {
      const entryId = lastActBy(record, ctx.env.actor.personId);
      const after = entryId === undefined ? ok(record) : takeBackIn(process, record, entryId, ctx);
      return after as ProcessResult<ProcessRecord>;
    },
  });

export const actsOf = (process: Process): fc.Arbitrary<RandomAct> => {
  const others = Object.entries({ ...OTHERS, ...OF_INCIDENTS, ...OF_RELEASES })
    .map(([act, runs]) => [commandOf(process, act), runs] as const)
    .filter(([command]) => Object.keys(process.rights).includes(command))
    .map(([command, runs]) => runs(process).map((run): RandomAct => ({ command, run })));
  return fc.oneof(
    { weight: 4, arbitrary: edits(process) },
    { weight: 6, arbitrary: steps(process) },
    { weight: 3, arbitrary: takesBack(process) },
    ...others,
  );
};

let second = 0;
/** One person on one device; each act is a second after the last one anywhere. */
export const personOn = (device: string, role: Role): (() => ProcessContext) => {
  return () => {
    second += 1;
    const env = envOf([role], new Date(Date.UTC(2026, 10, 20, 9) + second * 1_000).toISOString());
    const actor = { ...env.actor, personId: `person-${device}`, deviceId: device };
    return contextOf({ ...env, actor });
  };
};

/** `record` after the acts that this person may do and the rules let through. */
export const walked = (
  record: ProcessRecord,
  acts: readonly RandomAct[],
  next: () => ProcessContext,
): ProcessRecord =>
  acts.reduce((now, { command, run }) => {
    const ctx = next();
    if (!may(ctx.env.actor, command as CommandName, now as PermissionTarget).ok) return now;
    const result = run(now, ctx);
    return result.ok ? result.value : now;
  }, record);
