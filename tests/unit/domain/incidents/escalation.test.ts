/** The two escalations: what each changes, what it refuses, and what the history tells of it. */
import { describe, expect, it } from 'vitest';
import type { Incident } from '#domain/fields/tickets.ts';
import {
  endEscalation,
  escalateToLead,
  escalateToTeam,
  escalationEntry,
  takeEscalation,
} from '#domain/incidents/escalation.ts';
import { isFunctional } from '#domain/journal/turns.ts';
import { takeBack } from '#domain/merge/take-back.ts';
import { actorWith, envOf, unwrap } from '../env.ts';
import { anIncident, contextOf } from '../fixtures.ts';
import { assignIncident, stepIncident } from '../incidents.ts';

const desk = contextOf(envOf(['service-desk']));
const lead = contextOf({ ...envOf(['team-lead']), actor: actorWith(['team-lead'], 'lead-1') });
const mine = anIncident(envOf(), { teamId: 'team-1', assigneeId: 'person-1' });
const reason = 'The whole plant';
const called = unwrap(escalateToLead(mine, { level: 'team_lead', toId: 'lead-1', reason }, desk));
const last = ({ journal }: Incident) => journal.at(-1);

describe('a functional escalation', () => {
  const given = unwrap(escalateToTeam(mine, { teamId: 'team-2', reason }, desk));

  it('gives the incident to another team, counts as a reassignment and says from whom it came', () => {
    expect(given).toMatchObject({
      ...{ teamId: 'team-2', assigneeId: null, escalatedFromTeamId: 'team-1' },
      reassignmentCount: 1,
    });
    expect(last(given)).toMatchObject({ kind: 'assigned', text: reason });
    expect(isFunctional(last(given) ?? { kind: 'changed', changes: [] })).toBe(true);
  });

  it('is told from an assignment, which ends it', () => {
    const back = unwrap(assignIncident(given, { teamId: 'team-1' }, desk));
    expect(back.escalatedFromTeamId).toBeNull();
    expect(isFunctional(last(back) ?? { kind: 'changed', changes: [] })).toBe(false);
    // The second time the same way is an escalation again.
    const again = unwrap(escalateToTeam(back, { teamId: 'team-2', reason }, desk));
    expect(isFunctional(last(again) ?? { kind: 'changed', changes: [] })).toBe(true);
    expect(again.reassignmentCount).toBe(3);
  });

  it('to another person of the team stays one', () => {
    expect(unwrap(assignIncident(given, { assigneeId: 'person-2' }, desk)).escalatedFromTeamId).toBe(
      'team-1',
    );
  });

  it.each([
    ['without a reason', { teamId: 'team-2', reason: '  ' }, 'substate.reason'],
    ['to the same team', { teamId: 'team-1', reason }, 'escalation.same_team'],
  ])('is refused %s', (_what, input, refusal) => {
    expect(escalateToTeam(mine, input, desk)).toMatchObject({ error: { reason: refusal } });
  });

  it('is refused once it ended', () => {
    const ended = unwrap(stepIncident(mine, { to: 'cancelled', note: 'Gone' }, desk));
    expect(escalateToTeam(ended, { teamId: 'team-2', reason }, desk)).toMatchObject({
      error: { reason: 'record.ended' },
    });
  });

  it('is taken back as a whole', () => {
    const entryId = last(given)?.id ?? '';
    expect(unwrap(takeBack('tickets', given, entryId, desk.env))).toMatchObject({
      ...{ teamId: 'team-1', assigneeId: 'person-1', escalatedFromTeamId: null },
    });
  });
});

describe('a hierarchic escalation', () => {
  it('stands on the incident, which stays whose it is, with who called, when and why', () => {
    expect(called).toMatchObject({
      ...{ escalation: 'open', escalationLevel: 'team_lead', escalatedToId: 'lead-1' },
      ...{ teamId: 'team-1', assigneeId: 'person-1', reassignmentCount: 0 },
    });
    expect(escalationEntry(called)).toMatchObject({ by: 'person-1', text: reason });
  });

  it('is taken on by who leads, and ended', () => {
    const taken = unwrap(takeEscalation(called, { reason: 'I call the provider' }, lead));
    expect(taken).toMatchObject({ escalation: 'taken_on', escalatedToId: 'lead-1' });
    expect(escalationEntry(taken)).toMatchObject({ by: 'lead-1', text: 'I call the provider' });
    const ended = unwrap(endEscalation(taken, { reason: 'They come' }, lead));
    expect(ended).toMatchObject({ escalation: null, escalationLevel: null, escalatedToId: null });
    expect(escalationEntry(ended)).toBeUndefined();
  });

  it.each([
    ['from an open one', called],
    ['from one that was taken on', unwrap(takeEscalation(called, { reason }, lead))],
  ])('goes to a higher level only, %s', (_what, standing) => {
    const same = escalateToLead(standing, { level: 'team_lead', toId: 'lead-2', reason }, desk);
    expect(same).toMatchObject({ error: { reason: 'escalation.not_higher' } });
    const higher = unwrap(
      escalateToLead(standing, { level: 'management', toId: 'boss', reason: 'Still down' }, desk),
    );
    expect(higher).toMatchObject({
      escalation: 'open',
      escalationLevel: 'management',
      escalatedToId: 'boss',
    });
    expect(escalationEntry(higher)?.text).toBe('Still down');
  });

  it('can be called for again once it ended', () => {
    const ended = unwrap(endEscalation(called, { reason }, lead));
    expect(escalateToLead(ended, { level: 'team_lead', toId: 'lead-1', reason }, desk).ok).toBe(true);
  });

  it.each([
    ['nobody called', mine, 'substate.no_step'],
    ['it has no reason', called, 'substate.reason'],
  ])('is not ended where %s', (_what, incident, refusal) => {
    const input = { reason: refusal === 'substate.reason' ? '' : reason };
    expect(endEscalation(incident, input, lead)).toMatchObject({ error: { reason: refusal } });
  });
});
