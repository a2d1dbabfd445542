import { approvalsFor, missingApprovals, VOTE_FIELDS } from '#domain/approvals/approval-rules.ts';
import { type ApprovedProcess, approvalOf } from '#domain/approvals/approvals.ts';
import { RELEASE_FIELDS, type Release, type ReleaseWave } from '#domain/fields/releases.ts';
import { row } from '#domain/permissions/rights.ts';
import type { Role } from '#domain/records/common.ts';
import { sameValue } from '#domain/records/json.ts';
import { fail } from '#domain/records/result.ts';
import { actBetween, endingOf, GOING_ON, strayWaves, wavesOf } from '#domain/releases/waves.ts';
import { forConsoles } from './console-rules.ts';
import {
  APPROVED_ACTS,
  defineProcess,
  isEmpty,
  type ProcessFailure,
  type ProcessRecord,
  type ProcessRules,
  step,
  type Values,
} from './process.ts';
import { ticketMark, ticketMarks, ticketRules } from './ticket-rules.ts';

/** Who answers for releases. */
const MANAGE: readonly Role[] = ['change-manager', 'team-lead', 'administrator'];

const NOTE = ['note'];
const PLAN = ['rollbackPlan'];
/** Filled from the company's rules for approvals by whoever requests it. */
const ASKING = { fills: ['approvals'] };

/** Who may do what with releases. */
// biome-ignore format: a table is read by its columns
const RIGHTS = {
  //                          desk    field   lead   problem know   change admin  worker
  'releases.create':        row('none', 'none', 'all', 'none', 'none','all',  'all', 'all'),
  'releases.update':        row('none', 'none', 'all', 'none', 'none','all',  'all', 'all'),
  'releases.assign':        row('none', 'none', 'all', 'none', 'none','all',  'all', 'all'),
  'releases.step':          row('none', 'none', 'all', 'none', 'none','all',  'all', 'none'),
  'releases.go':            row('none', 'none', 'all', 'none', 'none','all',  'all', 'none'),
  'releases.deploy':        row('none', 'none', 'all', 'none', 'none','all',  'all', 'none'),
  'releases.wave':          row('none', 'none', 'all', 'none', 'none','all',  'all', 'none'),
  // Who is asked stands in the release.
  'releases.vote':          row('all',  'all',  'all', 'all',  'all', 'all',  'all', 'none'),
  'releases.addNote':       row('all',  'all',  'all', 'all',  'all', 'all',  'all', 'all'),
  'releases.addComment':    row('all',  'none', 'all', 'all',  'none','all',  'all', 'all'),
  'releases.correct':       row('all',  'all',  'all', 'all',  'all', 'all',  'all', 'all'),
  'releases.bookTime':      row('all',  'all',  'all', 'all',  'all', 'all',  'all', 'none'),
  'releases.linkConfigItem':row('none', 'none', 'all', 'none', 'none','all',  'all', 'all'),
  'releases.linkKnowledge': row('none', 'none', 'all', 'none', 'all', 'all',  'all', 'all'),
};

// biome-ignore format: a table is read by its columns
const STEPS = [
  //   name         from          to             requires roles
  step('build',     'planning',   'build',       [],      MANAGE),
  step('test',      'build',      'test',        [],      MANAGE),
  step('rework',    'test',       'build',       NOTE,    MANAGE),
  step('request',   'test',       'decision',    PLAN,    MANAGE, ASKING),
  step('rework',    'decision',   'test',        NOTE,    MANAGE),
  step('rework',    'ready',      'test',        NOTE,    MANAGE),
  // These ask more than the record tells: its changes, the calendar (domain/releases/go.ts).
  step('go',        'decision',   'ready',       [],      MANAGE, { act: 'go' }),
  step('deploy',    'ready',      'deploying',   [],      MANAGE, { act: 'deploy' }),
  step('wave',      'deploying',  'deploying',   [],      MANAGE, { act: 'wave', gives: 'rollout' }),
  step('finish',    'deploying',  'done',        [],      MANAGE),
  step('roll_back', 'deploying',  'rolled_back', NOTE,    MANAGE),
  step('roll_back', 'done',       'rolled_back', NOTE,    MANAGE),
  step('replan',    'rolled_back','planning',    NOTE,    MANAGE),
  step('close',     'done',       'closed',      [],      MANAGE, { asks: ['reviewNotes'] }),
  step('close',     'rolled_back','closed',      [],      MANAGE, { asks: ['reviewNotes'] }),
  step('cancel',    'planning',   'cancelled',   NOTE,    MANAGE),
  step('cancel',    'build',      'cancelled',   NOTE,    MANAGE),
  step('cancel',    'test',       'cancelled',   NOTE,    MANAGE),
  step('cancel',    'decision',   'cancelled',   NOTE,    MANAGE),
  step('cancel',    'ready',      'cancelled',   NOTE,    MANAGE),
];

/** What an approval names: what goes out, where and when, and the way back. Results of tests are looked at by themselves. */
const APPROVAL = {
  subject: ['description', 'changeIds', 'products', 'waves', 'rollbackPlan', 'communicationPlan'],
  lateSubject: ['costMinor'],
  // While it is deployed, too: what is edited in between waits for a word before the next wave.
  states: ['decision', 'ready', 'deploying'],
  behind: ['ready', 'deploying', 'done', 'closed'],
  texts: ['description', 'rollbackPlan', 'communicationPlan'],
};
/** The part of the process that approvals ask. */
const APPROVED: ApprovedProcess = { fields: RELEASE_FIELDS, steps: STEPS, approval: APPROVAL };

const ASKED = ['decision', 'ready', 'deploying', 'done', 'rolled_back', 'closed'];
const BEGUN = ['deploying', 'done', 'rolled_back', 'closed'];

type ReleaseRecord = ProcessRecord & Release;

/** A wave ends after it begins, and one that was begun stays in the plan. */
const checkWaves = (record: ProcessRecord | null, { waves }: Values): ProcessFailure | null => {
  if (waves === undefined) return null;
  const list = (waves ?? []) as readonly ReleaseWave[];
  const reversed = list.find(
    ({ plannedStartAt: start, plannedEndAt: end }) => start !== null && end !== null && end <= start,
  );
  if (reversed !== undefined) {
    const { plannedStartAt: start, plannedEndAt: end } = reversed;
    return fail('invalid', 'window.reversed', { field: 'waves', start, end });
  }
  const rollout = (record as ReleaseRecord | null)?.rollout ?? [];
  return rollout.every(({ id }) => list.some((wave) => wave.id === id))
    ? null
    : fail('invalid', 'release.wave_begun', { field: 'waves' });
};

/** An id may stand in a list of elements once only, or a merge would lose one of them. */
const checkIds = (patch: Values): ProcessFailure | null => {
  const double = ['products', 'checks', 'waves'].find((field) => {
    const list = (patch[field] ?? []) as readonly { readonly id: string }[];
    return new Set(list.map(({ id }) => id)).size < list.length;
  });
  return double === undefined ? null : fail('invalid', 'list.twice', { field: double });
};

/** What waves say of a state: all done before the release is, all that were begun rolled back where it was. */
const checkRollout = (release: ReleaseRecord): ProcessFailure | null => {
  const { number, state, reviewNotes } = release;
  const isOver = state === 'done' || state === 'closed';
  if (isOver && strayWaves(release).length > 0)
    return fail('invalid', 'release.wave_begun', { field: 'waves' });
  const rollout = release.rollout ?? [];
  if (state === 'rolled_back') {
    const isBack = rollout.length > 0 && rollout.every((one) => one.state === 'rolled_back');
    return isBack ? null : fail('invalid', 'release.not_rolled_back', { number, field: 'rollout' });
  }
  const ending = endingOf(release);
  // What was rolled back is learned from before it is closed.
  if (state === 'closed' && ending === 'rolled_back')
    return isEmpty(reviewNotes) ? fail('missing_fields', 'field.missing', { fields: ['reviewNotes'] }) : null;
  if (!isOver || ending === 'deployed') return null;
  const open = wavesOf(release).filter((wave) => wave.state !== 'done').length;
  return fail('missing_fields', 'release.waves_open', { number, fields: ['waves'], count: open });
};

/** What was decided is what is deployed: the release as it is now was agreed to. */
export const checkApproved = (release: ReleaseRecord): ProcessFailure | null => {
  const { status } = approvalOf(APPROVED, release);
  return status === 'approved'
    ? null
    : fail('missing_fields', `approval.${status}`, { number: release.number, fields: ['votes'] });
};

/** What the record tells of itself: approved and tested before it is ready, every wave done before it is. */
const checkState: ProcessRules['checkState'] = (record) => {
  const release = record as ReleaseRecord;
  const { number, state } = release;
  if (state === 'ready' || state === 'deploying') {
    const unapproved = checkApproved(release);
    if (unapproved !== null) return unapproved;
    const open = (release.checks ?? []).filter(({ result }) => result !== 'passed').length;
    if (open > 0)
      return fail('missing_fields', 'release.checks_open', { number, fields: ['checks'], count: open });
  }
  return checkRollout(release);
};

/** Deploying begins with the first wave, goes on wave by wave as was approved, and what was begun stays in the plan; elsewhere nothing goes on. */
const checkAct: ProcessRules['checkAct'] = (before, after, { at, text }) => {
  const [old, release] = [before, after] as [ReleaseRecord, ReleaseRecord];
  if (!BEGUN.includes(release.state)) return null;
  if (strayWaves(release).length > strayWaves(old).length)
    return fail('invalid', 'release.wave_begun', { field: 'waves' });
  const [had, has] = [old.rollout ?? [], release.rollout ?? []];
  const isFirst = old.state !== 'deploying' && release.state === 'deploying';
  if (release.state === 'rolled_back') {
    return sameValue(
      had.map(({ id }) => id),
      has.map(({ id }) => id),
    )
      ? null
      : fail('invalid', 'release.not_rolled_back', { number: release.number, field: 'rollout' });
  }
  if (!isFirst && sameValue(had, has)) return null;
  const act = release.state === 'deploying' ? actBetween(release.waves, isFirst ? [] : had, has, at) : null;
  if (act === null) return fail('transition_not_allowed', 'release.wave_not_now', { name: release.number });
  if (act === 'stop' && isEmpty(text)) return fail('missing_fields', 'field.missing', { fields: ['note'] });
  return GOING_ON.includes(act) ? checkApproved(release) : null;
};

const sorted = (instants: readonly (string | null)[]): readonly string[] =>
  instants.filter((at) => at !== null).sort();

const derive: ProcessRules['derive'] = (process, record, context) => {
  const release = ticketRules.derive(process, record, context) as ReleaseRecord;
  const waves = release.waves ?? [];
  const starts = sorted(waves.map((wave) => wave.plannedStartAt));
  const ends = sorted(waves.map((wave) => wave.plannedEndAt));
  return {
    ...release,
    plannedStartAt: starts[0] ?? null,
    plannedEndAt: ends[ends.length - 1] ?? null,
  } as ProcessRecord;
};

const RULES: ProcessRules = {
  ...forConsoles(() => ({
    ...ticketRules,
    defaults: (input, context) => ({
      ...ticketRules.defaults(input, context),
      channel: 'self_service',
      affectedPersonId: null,
    }),
    check: (record, patch, context) =>
      ticketRules.check(record, patch, context) ?? checkIds(patch) ?? checkWaves(record, patch),
    checkStep: (record, { to }, _input, { settings }) => {
      const release = record as ReleaseRecord;
      if (to !== 'ready') return null;
      const missing = missingApprovals(settings.approvalRules, { ...release, changeType: 'release' });
      return missing.length === 0
        ? null
        : fail('missing_fields', 'approval.rules', { fields: ['approvals'], names: missing });
    },
    offers: (record, { to }) => {
      const waves = wavesOf(record as ReleaseRecord);
      return to !== 'done' || (waves.length > 0 && waves.every(({ state }) => state === 'done'));
    },
    supply: (record, { to }, _, { settings }) => {
      const rollout = (record as ReleaseRecord).rollout ?? [];
      if (to === 'rolled_back' && !isEmpty(rollout))
        return { rollout: rollout.map((wave) => ({ ...wave, state: 'rolled_back' })) };
      if (to !== 'decision') return {};
      const { costMinor } = record as ReleaseRecord;
      const approvals = approvalsFor(settings.approvalRules, { changeType: 'release', costMinor });
      return approvals.length === 0 ? {} : { approvals };
    },
    derive,
  })),
  checkState,
  checkAct,
};

/** The release: planned, built, tested, decided on, deployed in waves; rolled back where it has to be (field guide 1.7). */
export const RELEASE = defineProcess({
  type: 'release',
  collection: 'tickets',
  feature: 'releases',
  numbers: { kind: 'release', prefix: 'REL' },
  fields: RELEASE_FIELDS,
  states: {
    planning: { phase: 'open' },
    build: { phase: 'open' },
    test: { phase: 'open' },
    decision: { phase: 'open' },
    ready: { phase: 'open' },
    deploying: { phase: 'open' },
    // Work is left to do: somebody says what was learned.
    done: { phase: 'done', active: true },
    rolled_back: { phase: 'done', active: true, undone: true },
    closed: { phase: 'ended' },
    cancelled: { phase: 'ended', undone: true },
  },
  initial: ['planning'],
  steps: STEPS,
  stateFields: {
    holdReason: [],
    duplicateOfId: [],
    approvals: ASKED,
    rollout: BEGUN,
    reviewNotes: ['done', 'rolled_back', 'closed'],
  },
  needs: { decision: PLAN, ready: PLAN, deploying: PLAN },
  opening: ['state', 'impact', 'urgency', 'priority', 'teamId', 'assigneeId'],
  acts: APPROVED_ACTS,
  rights: RIGHTS,
  marks: [...ticketMarks('releases'), ticketMark('releases.vote', ...VOTE_FIELDS)],
  approval: APPROVAL,
  guarded: ['rollout', 'waves'],
  keptBy: { waves: 'rollout' },
  own: RULES,
});
