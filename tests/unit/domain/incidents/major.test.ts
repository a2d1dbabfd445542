/** Major incidents: proposed, decided, told of, reviewed. */
import { describe, expect, it } from 'vitest';
import type { Incident } from '#domain/fields/tickets.ts';
import { escalateToLead, escalateToTeam } from '#domain/incidents/escalation.ts';
import {
  acceptMajor,
  asGraver,
  HIGHEST,
  nextUpdateAt,
  postUpdate,
  proposeMajor,
  rejectMajor,
} from '#domain/incidents/major.ts';
import { isUpdate, turnsOf } from '#domain/journal/turns.ts';
import { takeBack } from '#domain/merge/take-back.ts';
import { INCIDENT } from '#domain/processes/incident.ts';
import { closeDuplicate } from '#domain/tickets/duplicates.ts';
import { actorWith, envOf, unwrap } from '../env.ts';
import { anIncident, contextOf } from '../fixtures.ts';
import { stepIncident, updateIncident } from '../incidents.ts';

const at = (minute: number) => new Date(Date.UTC(2026, 10, 20, 9, minute)).toISOString();
const desk = (minute = 0) => contextOf(envOf(['service-desk'], at(minute)));
const lead = (minute = 0) => {
  const env = envOf(['team-lead'], at(minute));
  return contextOf({ ...env, actor: actorWith(['team-lead'], 'lead-1') });
};
const reason = 'Everybody calls';
const plain = anIncident(envOf(), { teamId: 'team-1', assigneeId: 'person-1' });
const proposed = unwrap(proposeMajor(plain, { reason }, desk(1)));
const plan = { updateMinutes: 30, updateAudience: ' All of the plant ', informedIds: ['boss', 'boss'] };
const major = unwrap(acceptMajor(proposed, { reason: 'It is', ...plan }, lead(2)));
const solution = { closureCode: 'assistance', closureNotes: 'A new switch' };
const resolve = (incident: Incident, minute = 50) =>
  unwrap(stepIncident(incident, { to: 'resolved', ...solution }, desk(minute)));
const review = { reviewWentWell: 'Found at once', reviewToImprove: 'No spare part' };

describe('a major incident', () => {
  it('is proposed with a reason, and is none yet', () => {
    expect(proposed.majorState).toBe('proposed');
    expect(proposed.journal.at(-1)).toMatchObject({ by: 'person-1', text: reason });
    expect(nextUpdateAt(proposed)).toBeNull();
  });

  it('is accepted with its communication plan', () => {
    expect(major).toMatchObject({
      ...{ majorState: 'accepted', updateMinutes: 30, updateAudience: 'All of the plant' },
      informedIds: ['boss'],
    });
  });

  it('gets the highest priority with it, told in the history, unless it keeps what it has', () => {
    const graver = unwrap(acceptMajor(proposed, { reason, ...plan, ...HIGHEST }, lead(2)));
    expect(proposed.priority).toBeGreaterThan(1);
    expect(graver).toMatchObject({ majorState: 'accepted', impact: 1, urgency: 1, priority: 1 });
    const told = graver.journal.at(-1)?.changes.map(({ field, to }) => [field, to]);
    expect(told).toEqual(
      expect.arrayContaining([
        ['impact', 1],
        ['urgency', 1],
        ['priority', 1],
      ]),
    );
    expect(asGraver(proposed, HIGHEST, lead(2))).toMatchObject({ priority: 1, majorState: 'proposed' });
    expect(major.priority).toBe(proposed.priority);
  });

  it.each<[string, () => unknown, string]>([
    ['proposed without a reason', () => proposeMajor(plain, { reason: ' ' }, desk()), 'substate.reason'],
    ['proposed twice', () => proposeMajor(proposed, { reason }, desk()), 'substate.no_step'],
    ['proposed once solved', () => proposeMajor(resolve(plain), { reason }, desk()), 'record.ended'],
    ['accepted unasked', () => acceptMajor(plain, { reason, ...plan }, lead()), 'substate.no_step'],
    [
      'accepted with no plan',
      () => acceptMajor(proposed, { reason, updateMinutes: 1 }, lead()),
      'minutes.range',
    ],
    ['rejected unasked', () => rejectMajor(plain, { reason }, lead()), 'substate.no_step'],
    ['told of before it is one', () => postUpdate(proposed, { text: 'Hm' }, desk()), 'major.not_major'],
    ['told of without words', () => postUpdate(major, { text: ' ' }, desk()), 'text.missing'],
    [
      'planned before it is one',
      () => updateIncident(plain, { updateMinutes: 30 }, desk()),
      'major.not_major',
    ],
    ['left without a plan', () => updateIncident(major, { updateMinutes: null }, desk()), 'minutes.range'],
    [
      'cancelled while it is one',
      () => stepIncident(major, { to: 'cancelled', note: 'Gone' }, desk()),
      'major.not_ended',
    ],
    [
      'a duplicate while it is one',
      () =>
        closeDuplicate(INCIDENT, major, { ofId: 'a' }, { ...desk(), lookup: () => ({ ...plain, id: 'a' }) }),
      'major.not_ended',
    ],
    [
      'closed without its review',
      () => stepIncident(resolve(major), { to: 'closed' }, desk(51)),
      'major.review_first',
    ],
  ])('is not %s', (_what, act, refusal) => {
    expect(act()).toMatchObject({ ok: false, error: { reason: refusal } });
  });

  it('is one no more when it is rejected after all, and may be proposed again', () => {
    const none = unwrap(rejectMajor(major, { reason: 'One room only' }, lead(3)));
    expect(nextUpdateAt(none)).toBeNull();
    expect(stepIncident(none, { to: 'cancelled', note: 'Gone' }, desk(4)).ok).toBe(true);
    expect(proposeMajor(none, { reason }, desk(4)).ok).toBe(true);
  });

  it('is closed once it was reviewed', () => {
    const solved = resolve(major);
    const half = unwrap(updateIncident(solved, { reviewWentWell: 'Found at once' }, desk(51)));
    expect(stepIncident(half, { to: 'closed' }, desk(52))).toMatchObject({
      error: { details: { fields: ['reviewToImprove'] } },
    });
    const whole = unwrap(updateIncident(solved, review, desk(51)));
    expect(unwrap(stepIncident(whole, { to: 'closed' }, desk(52))).state).toBe('closed');
  });

  it('is reviewed only when it was one, and solved', () => {
    expect(updateIncident(resolve(plain), review, desk(51))).toMatchObject({
      error: { reason: 'major.not_major' },
    });
    expect(updateIncident(major, review, desk(51))).toMatchObject({ error: { reason: 'field.phase' } });
  });

  it('goes back to proposed when its lead takes the word back', () => {
    const entryId = major.journal.at(-1)?.id ?? '';
    expect(unwrap(takeBack('tickets', major, entryId, lead(3).env)).majorState).toBe('proposed');
  });
});

describe('the next update', () => {
  const told = unwrap(postUpdate(major, { text: 'A technician is on the way' }, desk(20)));

  it.each<[string, Incident, string | null]>([
    ['of what is none', plain, null],
    ['of what was accepted', major, at(32)],
    ['after an update', told, at(50)],
    ['after another plan', unwrap(updateIncident(told, { updateMinutes: 60 }, desk(21))), at(80)],
    ['of what was solved', resolve(told), null],
    [
      'of what was taken up again',
      unwrap(stepIncident(resolve(told), { to: 'in_progress', note: 'Again' }, desk(55))),
      at(50),
    ],
  ])('%s', (_what, incident, due) => {
    expect(nextUpdateAt(incident)).toBe(due);
  });

  it('is a comment that is told from others, also in the same millisecond', () => {
    const twice = unwrap(postUpdate(told, { text: 'And another' }, desk(20)));
    expect(twice.journal.filter(isUpdate).map(({ text }) => text)).toEqual([
      'A technician is on the way',
      'And another',
    ]);
  });
});

it('the timeline tells what was decided, by whom, and what was told', () => {
  const up = unwrap(escalateToLead(major, { level: 'team_lead', toId: 'lead-1', reason }, desk(5)));
  const over = unwrap(escalateToTeam(up, { teamId: 'team-2', reason }, desk(6)));
  const told = unwrap(postUpdate(over, { text: 'Soon' }, desk(7)));
  const edited = unwrap(updateIncident(told, { title: 'All down' }, desk(8)));
  const turns = turnsOf(resolve(edited).journal);
  expect(turns.map(({ kind, to }) => [kind, to])).toEqual([
    ['opened', null],
    ['proposed', null],
    ['accepted', null],
    ['lead', 'lead-1'],
    ['team', 'team-2'],
    ['update', null],
    ['state', 'resolved'],
  ]);
});
