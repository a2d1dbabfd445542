/** What acts can't do is not done by an edit past the console either: plans of major incidents, escalations, events, orders. */
import { describe, expect, it } from 'vitest';
import { createAnnouncement } from '#domain/events/announcements.ts';
import { createPlanningEvent } from '#domain/events/planning-events.ts';
import type { Incident } from '#domain/fields/tickets.ts';
import { endEscalation, escalateToLead } from '#domain/incidents/escalation.ts';
import { acceptMajor, proposeMajor, rejectMajor } from '#domain/incidents/major.ts';
import { applyChanges } from '#domain/journal/journal.ts';
import { startOrder } from '#domain/orders/order.commands.ts';
import { changeRecord, updateRecord } from '#domain/processes/engine.ts';
import { INCIDENT } from '#domain/processes/incident.ts';
import { takeStep } from '#domain/processes/steps.ts';
import type { Role } from '#domain/records/common.ts';
import { envOf, unwrap } from '../env.ts';
import { anOrder, contextOf } from '../fixtures.ts';
import { completed } from '../orders/world.ts';
import { incident } from '../problems/world.ts';
import { json, solution, write } from './writes.ts';

const OK = { ok: true };
let second = 0;
const by = (role: Role = 'team-lead') => {
  second += 1;
  return contextOf(envOf([role], new Date(Date.UTC(2026, 10, 20, 12) + second * 1000).toISOString()));
};
const reason = 'so';

describe('a major incident at the server', () => {
  const opened = incident() as Incident;
  const proposed = unwrap(proposeMajor(opened, { reason }, by()));
  const plan = { reason, updateMinutes: 30, informedIds: ['anna'] };
  const major = unwrap(acceptMajor(proposed, plan, by()));
  const called = unwrap(escalateToLead(opened, { level: 'team_lead', toId: 'anna', reason } as never, by()));
  const solved = unwrap(takeStep(INCIDENT, opened, { to: 'resolved', ...solution }, by()));
  const put = (before: Incident, patch: object) =>
    write(
      'tickets',
      json(before),
      json(changeRecord(INCIDENT, before, { ...patch }, by(), { text: reason })),
      ['team-lead'],
    );

  it('is what the acts make of it', () => {
    expect(write('tickets', json(opened), json(major), ['team-lead'])).toEqual(OK);
    expect(put(major, { updateMinutes: 60 })).toEqual(OK);
    const rejected = unwrap(rejectMajor(major, { reason }, by()));
    expect(write('tickets', json(major), json(rejected), ['team-lead'])).toEqual(OK);
    const ended = unwrap(endEscalation(called, { reason }, by()));
    expect(write('tickets', json(opened), json(ended), ['team-lead'])).toEqual(OK);
  });

  it.each<[string, Incident, object, string]>([
    ['updates more often than a plan has them', major, { updateMinutes: 1 }, 'minutes.range'],
    ['updates in a year', major, { updateMinutes: 525_600 }, 'minutes.range'],
    ['no plan', proposed, { majorState: 'accepted' }, 'minutes.range'],
    ['a plan without being one', opened, { updateMinutes: 30 }, 'major.not_major'],
    ['a review without being one', opened, { reviewWentWell: 'All.' }, 'major.not_major'],
    ['a call once it is solved', solved, { majorState: 'proposed' }, 'record.ended'],
    ['a call for nobody', opened, { escalation: 'open' }, 'field.missing'],
    ['somebody called without a call', opened, { escalatedToId: 'anna' }, 'field.missing'],
    ['an end of a call that leaves it', called, { escalation: null }, 'field.missing'],
  ])('has not %s', (_what, before, patch, why) => {
    expect(put(before, patch)).toMatchObject({ ok: false, reason: why });
  });

  it('is refused the same by the domain', () => {
    expect(updateRecord(INCIDENT, major, { updateMinutes: 1 }, by())).toMatchObject({
      error: { reason: 'minutes.range' },
    });
    expect(updateRecord(INCIDENT, opened, { reviewWentWell: 'All.' }, by())).toMatchObject({ ok: false });
  });
});

describe('an event at the server', () => {
  const START = '2026-12-01T10:00:00.000Z';
  const END = '2026-12-01T08:00:00.000Z';
  const { env } = by();
  const frame = { title: 'Outage', startsAt: START, ciIds: ['ci-1'] };
  const announced = unwrap(
    createAnnouncement(frame, { reached: { reachedIds: [], placeIds: [] }, source: null }, env),
  );
  const window = { ...frame, endsAt: '2026-12-01T12:00:00.000Z' };
  const planned = (['lockdown', 'blackout', 'maintenance_window'] as const).map((type) =>
    unwrap(createPlanningEvent({ ...window, type }, env)),
  );
  const put = (before: unknown, after: unknown) =>
    write('events', json(before), json(after), ['administrator']);

  it.each([announced, ...planned])('ends after it begins: $type', (event) => {
    expect(put(null, event)).toEqual(OK);
    const reversed = { ok: false, reason: 'window.reversed' };
    expect(put(null, { ...event, endsAt: END })).toMatchObject(reversed);
    expect(put(event, applyChanges(event, { endsAt: END } as never, by().env))).toMatchObject(reversed);
    expect(put(event, applyChanges(event, { title: ' ' } as never, by().env))).toMatchObject({
      ok: false,
      reason: 'field.missing',
    });
    // What stood there reversed from before stops nobody who edits something else.
    const old = { ...event, endsAt: END };
    expect(put(old, applyChanges(old, { body: 'More.' } as never, by().env))).toEqual(OK);
  });
});

it('an order is not completed with work left to do', () => {
  const order = anOrder('move');
  const { order: done } = completed(order);
  expect(write('orders', json(order), json(done), ['field'])).toEqual(OK);
  const started = unwrap(startOrder(order, {}, { env: by('field').env }));
  const { env } = by('field');
  const patch = {
    state: 'closed_complete',
    active: false,
    completedAt: env.now,
    completedBy: 'person-1',
  } as const;
  const forged = applyChanges(started, patch, env, { kind: 'state' });
  expect(write('orders', json(started), json(forged), ['field'])).toMatchObject({ reason: 'tasks.open' });
});
