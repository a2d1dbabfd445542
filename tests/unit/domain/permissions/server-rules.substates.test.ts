/** Major incidents and escalations at the server: who may take which way, whatever a console writes. */
import { describe, expect, it } from 'vitest';
import type { Incident } from '#domain/fields/tickets.ts';
import { endEscalation, escalateToLead, takeEscalation } from '#domain/incidents/escalation.ts';
import { acceptMajor, postUpdate, proposeMajor, rejectMajor } from '#domain/incidents/major.ts';
import { withBringer } from '#domain/journal/brought.ts';
import { resolveClash } from '#domain/merge/resolve-clash.ts';
import { takeBack } from '#domain/merge/take-back.ts';
import { mergeRecords } from '#domain/merge/three-way.ts';
import { changeRecord, recompute } from '#domain/processes/engine.ts';
import { INCIDENT } from '#domain/processes/incident.ts';
import type { ProcessContext } from '#domain/processes/process.ts';
import { ROLES, type Role } from '#domain/records/common.ts';
import { actorWith, envOf, unwrap } from '../env.ts';
import { anIncident, contextOf } from '../fixtures.ts';
import { json, write } from './writes.ts';

let minute = 0;
/** Each act is a minute after the one before. */
const by = (role: Role, personId = 'person-1'): ProcessContext => {
  minute += 1;
  const env = envOf([role], new Date(Date.UTC(2026, 10, 21, 9, minute)).toISOString());
  return contextOf({ ...env, actor: actorWith([role], personId) });
};
const reason = 'Everybody calls';
const PLAN = { reason, updateMinutes: 30 };
const plain = anIncident(envOf(), { teamId: 'team-1', assigneeId: 'person-1' });
const proposed = unwrap(proposeMajor(plain, { reason }, by('service-desk', 'colleague')));
const accepted = unwrap(acceptMajor(proposed, PLAN, by('team-lead', 'colleague')));
const called = unwrap(
  escalateToLead(plain, { level: 'team_lead', toId: 'lead-1', reason }, by('service-desk', 'colleague')),
);
const at = (before: Incident, after: Incident, role: Role, personId?: string) =>
  write('tickets', json(before), json(after), [role], personId);

const DESK: readonly Role[] = ['service-desk', 'field', 'team-lead', 'administrator'];
const PROPOSING: readonly Role[] = [...DESK, 'problem-manager'];
const LEAD: readonly Role[] = ['team-lead', 'administrator'];

type Act = (role: Role) => Incident;
const ACTS: readonly (readonly [string, Incident, Act, readonly Role[]])[] = [
  ['proposes', plain, (role) => unwrap(proposeMajor(plain, { reason }, by(role))), PROPOSING],
  ['accepts', proposed, (role) => unwrap(acceptMajor(proposed, PLAN, by(role))), LEAD],
  ['rejects', proposed, (role) => unwrap(rejectMajor(proposed, { reason }, by(role))), LEAD],
  [
    'says it is none after all',
    accepted,
    (role) => unwrap(rejectMajor(accepted, { reason }, by(role))),
    LEAD,
  ],
  ['tells of it', accepted, (role) => unwrap(postUpdate(accepted, { text: 'Soon' }, by(role))), DESK],
  [
    'calls who leads',
    plain,
    (role) => unwrap(escalateToLead(plain, { level: 'management', toId: 'boss', reason }, by(role))),
    DESK,
  ],
  ['takes it on', called, (role) => unwrap(takeEscalation(called, { reason }, by(role))), LEAD],
  ['ends it', called, (role) => unwrap(endEscalation(called, { reason }, by(role))), LEAD],
];

describe.each(ACTS)('who %s', (_act, before, act, allowed) => {
  it.each(ROLES)('as %s', (role) => {
    const verdict = at(before, act(role), role);
    if (role === 'worker') return;
    if (allowed.includes(role)) expect(verdict).toEqual({ ok: true });
    else expect(verdict).toMatchObject({ ok: false, code: 'forbidden' });
  });
});

const forged = (before: Incident, patch: Partial<Incident>, options: object = { text: reason }): Incident =>
  changeRecord(INCIDENT, before, patch, by('service-desk'), options);

describe('the desk makes no major incident of its own', () => {
  it.each<[string, Incident, Incident]>([
    ['past the proposal', plain, forged(plain, { majorState: 'accepted' })],
    ['by an edit', proposed, forged(proposed, { majorState: 'accepted' })],
    [
      'by what calls itself a merge',
      proposed,
      forged(proposed, { majorState: 'accepted' }, { kind: 'merged' }),
    ],
    [
      'by what calls itself a decision about a clash',
      proposed,
      forged(proposed, { majorState: 'accepted' }, { kind: 'clash_resolved', text: 'majorState' }),
    ],
    [
      'less major by what calls itself a decision',
      accepted,
      forged(accepted, { majorState: 'proposed' }, { kind: 'clash_resolved', text: 'majorState' }),
    ],
    [
      'by an import',
      proposed,
      forged(proposed, { majorState: 'accepted' }, { origin: 'import', text: reason }),
    ],
    ['without a word in the history', proposed, { ...proposed, majorState: 'accepted' }],
    ['by a new record', plain, plain],
  ])('%s', (how, before, after) => {
    const made = how === 'by a new record' ? { ...plain, majorState: 'accepted' } : after;
    const old = how === 'by a new record' ? null : json(before);
    expect(write('tickets', old, json(made), ['service-desk'])).toMatchObject({ ok: false });
  });

  it('by taking something back that was no such thing', () => {
    const own = unwrap(proposeMajor(plain, { reason }, by('service-desk')));
    const entryId = own.journal.at(-1)?.id ?? '';
    const odd = changeRecord(INCIDENT, own, { majorState: 'accepted' }, by('service-desk'), {
      takesBack: entryId,
    });
    expect(at(own, odd, 'service-desk')).toMatchObject({ ok: false });
  });
});

it('a way needs its reason, and goes from where it was', () => {
  expect(at(plain, forged(plain, { majorState: 'proposed' }, {}), 'service-desk')).toMatchObject({
    reason: 'substate.reason',
  });
  const odd = forged(plain, { escalation: 'taken_on' });
  expect(at(plain, odd, 'service-desk')).toMatchObject({ reason: 'substate.role' });
  const none = forged(called, { majorState: 'rejected' });
  expect(at(called, none, 'service-desk')).toMatchObject({ reason: 'substate.no_step' });
});

it('several ways arrive as one write, and whoever went one takes it back', () => {
  const up = unwrap(proposeMajor(plain, { reason }, by('team-lead')));
  const on = unwrap(acceptMajor(up, PLAN, by('team-lead')));
  expect(at(plain, on, 'team-lead')).toEqual({ ok: true });
  const ctx = by('team-lead');
  const back = recompute(
    INCIDENT,
    unwrap(takeBack('tickets', on, on.journal.at(-1)?.id ?? '', ctx.env)),
    ctx,
    on,
  );
  expect(back.majorState).toBe('proposed');
  expect(at(on, back, 'team-lead')).toEqual({ ok: true });
  // Also as one write with what it takes back.
  expect(at(plain, back, 'team-lead')).toEqual({ ok: true });
});

describe('two who lead decide apart from each other', () => {
  const yes = unwrap(acceptMajor(proposed, PLAN, by('team-lead', 'lead-1')));
  const no = unwrap(rejectMajor(proposed, { reason: 'One room' }, by('team-lead', 'lead-2')));
  const merged = (mine: Incident, theirs: Incident) => {
    const ctx = by('team-lead', 'lead-1');
    const { merged: one, clashes } = mergeRecords('tickets', proposed, mine, theirs, ctx.env);
    return { one: recompute(INCIDENT, one as Incident, ctx, theirs), clashes };
  };

  it.each<[string, Incident, Incident, string]>([
    ['the server has the rejection', yes, no, 'rejected'],
    ['the server has the acceptance', no, yes, 'accepted'],
  ])('%s: it stands, the other word waits as a clash', (_what, mine, theirs, state) => {
    const { one, clashes } = merged(mine, theirs);
    expect(one.majorState).toBe(state);
    expect(clashes).toMatchObject([{ field: 'majorState', mine: mine.majorState, theirs: state }]);
    const writer = mine === yes ? 'lead-1' : 'lead-2';
    const sent = withBringer(one, theirs, { personId: writer, deviceId: 'device-1' });
    expect(at(theirs, sent, 'team-lead', writer)).toEqual({ ok: true });
  });

  it.each<[Role, boolean]>([
    ['team-lead', true],
    ['service-desk', false],
  ])('a clash that holds the acceptance is decided for by a lead alone: %s', (role, isTaken) => {
    const { one, clashes } = merged(yes, no);
    const ctx = by(role, 'lead-1');
    const decided = resolveClash('tickets', one, clashes[0]?.id ?? '', { take: 'mine' }, ctx.env);
    const after = recompute(INCIDENT, unwrap(decided) as Incident, ctx, one);
    expect(after.majorState).toBe('accepted');
    expect(at(one, after, role, 'lead-1').ok).toBe(isTaken);
  });

  it('the same word twice is no clash', () => {
    const other = unwrap(acceptMajor(proposed, PLAN, by('team-lead', 'lead-2')));
    const { one, clashes } = merged(yes, other);
    expect(one.majorState).toBe('accepted');
    expect(clashes).toEqual([]);
  });
});
