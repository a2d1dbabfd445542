/** Records of every process in every state, and what a step of it is given, made from the tables alone. */
import { approvalsFor } from '#domain/approvals/approval-rules.ts';
import type { ApprovedRecord } from '#domain/approvals/approvals.ts';
import { castVote } from '#domain/approvals/cast-vote.ts';
import type { FieldSpec } from '#domain/fields/field.ts';
import type { Release, ReleaseWave } from '#domain/fields/releases.ts';
import { changeRecord, createRecord } from '#domain/processes/engine.ts';
import type { Process, ProcessRecord, Step, Values } from '#domain/processes/process.ts';
import { PROCESSES } from '#domain/processes/registry.ts';
import { applyStep, type StepInput } from '#domain/processes/steps.ts';
import { ROLES, type Role } from '#domain/records/common.ts';
import { movedWave } from '#domain/releases/waves.ts';
import { DEFAULT_SETTINGS } from '#domain/settings/defaults.ts';
import { envOf, unwrap } from '../env.ts';
import { contextOf } from '../fixtures.ts';

export const ALL_PROCESSES: readonly Process[] = Object.values(PROCESSES);
export const statesOf = (process: Process): readonly string[] => Object.keys(process.states);

/** A value that a person could give for a field. */
const valueFor = (spec: FieldSpec | undefined, name: string): unknown => {
  if (name === 'closureCode') return 'assistance';
  if (name === 'approvals')
    return approvalsFor(DEFAULT_SETTINGS['approval-rules'].rules, { changeType: 'emergency' });
  switch (spec?.kind) {
    case undefined:
    case 'text':
    case 'longText':
      return `some ${name}`;
    case 'code':
      return 'of' in spec ? spec.of.at(-1) : 'Hardware';
    case 'level':
      return spec.of[0];
    case 'date':
      return '2027-01-31';
    case 'instant':
      return name.endsWith('EndAt') ? '2026-11-20T12:00:00.000Z' : '2026-11-20T10:00:00.000Z';
    case 'flag':
      return true;
    case 'list':
      return [];
    case 'minutes':
    case 'count':
    case 'money':
    case 'number':
      return 1;
    default:
      return `a-${spec?.kind}`;
  }
};

/** Everything a step's form asks for; a step that stays in its state gives another code than the one that led there. */
export const inputFor = (process: Process, step: Step): StepInput => ({
  to: step.to,
  ...Object.fromEntries(
    [...step.requires, ...step.asks, ...step.fills].map((name) => {
      const spec = process.fields[name];
      const codes = spec?.kind === 'code' && 'of' in spec ? spec.of : [];
      return [name, step.from === step.to && codes.length > 0 ? codes[0] : valueFor(spec, name)];
    }),
  ),
});

/** Those that are taken by choosing a state. What gives a field by a command of its own has its own tests. */
export const stepsOf = (process: Process): readonly Step[] =>
  process.steps.filter((one) => !one.automatic && one.gives === null);

/** The steps from the first state to `state`, as few as there are. */
const pathTo = (process: Process, state: string): readonly Step[] => {
  const paths = new Map<string, readonly Step[]>([[process.initial[0] ?? '', []]]);
  for (const [from, path] of paths) {
    if (from === state) return path;
    for (const step of stepsOf(process).filter((one) => one.from === from)) {
      if (!paths.has(step.to)) paths.set(step.to, [...path, step]);
    }
  }
  throw new Error(`no steps lead to ${process.type} ${state}`);
};

export const asEverybody = contextOf(envOf(ROLES));
export const as = (role: Role) => contextOf(envOf([role]));

/** A new record of the process, assigned to the team of whoever acts in tests. */
export const aRecord = (process: Process, more: object = {}): ProcessRecord =>
  unwrap(
    createRecord<ProcessRecord>(
      process,
      null,
      {
        number: 'NUM-7QK-0001',
        title: 'A title',
        ...('teamId' in process.fields ? { teamId: 'team-1' } : {}),
        // Of all kinds of change the one that may go every way.
        ...('changeType' in process.fields ? { changeType: 'emergency' } : {}),
        ...('waves' in process.fields ? { waves: [WAVE] } : {}),
        ...more,
      },
      asEverybody,
    ),
  );

/** Somebody who is asked for approvals, and never asked for one. */
const asApprover = (now?: string) => {
  const env = envOf(['change-manager'], now);
  return contextOf({ ...env, actor: { ...env.actor, personId: 'approver-1' } });
};

/** `record` approved where it waits for that. */
export const approved = (process: Process, record: ProcessRecord): ProcessRecord => {
  const isAsked = process.approval?.states.includes(record.state) === true;
  return isAsked
    ? unwrap(castVote(process, record as ApprovedRecord, { decision: 'approve' }, asApprover()))
    : record;
};

type Deployed = Partial<Pick<Release, 'waves' | 'rollout'>>;
const now = asEverybody.env.now;
/** A wave to deploy, for what is deployed in waves. */
const WAVE: ReleaseWave = {
  ...{ id: 'wave-1', name: 'Everybody', placeIds: [], stopCondition: '', maxIncidents: null },
  ...{ plannedStartAt: '2026-11-20T10:00:00.000Z', plannedEndAt: '2026-11-20T12:00:00.000Z' },
};

/** What comes with a step beside its form: a deployment begins with its first wave, what is rolled back is so in all of them. */
const takenWith = (process: Process, record: ProcessRecord, step: Step): Values => {
  if (!('rollout' in process.fields)) return {};
  const { waves = null } = record as Deployed;
  if (step.act === 'deploy') return { rollout: movedWave({ waves, rollout: [] }, WAVE.id, 'start', now) };
  return (
    process.own.supply?.(record, step, { to: step.to }, { ...asEverybody, actor: asEverybody.env.actor }) ??
    {}
  );
};

/** The step as its form and its command take it. */
export const stepped = (
  process: Process,
  record: ProcessRecord,
  step: Step,
  ctx = asEverybody,
): ProcessRecord =>
  applyStep(process, record, step, inputFor(process, step), ctx, {}, takenWith(process, record, step));

/** What is being deployed has come through its wave, so that every step from there may be taken. */
const deployed = (process: Process, record: ProcessRecord): ProcessRecord => {
  const rollout = movedWave(record as Deployed, WAVE.id, 'finish', now);
  return rollout === null
    ? record
    : changeRecord(process, record, { rollout }, asEverybody, { kind: 'state' });
};

/** A record that went through the steps of the table to `state`. */
export const recordIn = (process: Process, state: string): ProcessRecord =>
  pathTo(process, state).reduce(
    (record, step) => deployed(process, approved(process, stepped(process, record, step))),
    aRecord(process),
  );

/** `record` with these fields as if nobody had ever filled them in. */
export const without = (
  process: Process,
  record: ProcessRecord,
  names: readonly string[],
): ProcessRecord => ({
  ...record,
  ...Object.fromEntries(
    names.flatMap((name) => {
      const spec = process.fields[name];
      if (spec === undefined) return [];
      return [[name, spec.nullable === true ? null : spec.kind === 'list' ? [] : '']];
    }),
  ),
});
