import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JournalEntry } from '#domain/fields/base.ts';
import type { Agreement } from '#domain/fields/catalogue.ts';
import { type Incident, NEVER_DUE } from '#domain/fields/tickets.ts';
import { blankBase } from '#domain/journal/journal.ts';
import { workingMsBetween } from '#domain/sla/calendar.ts';
import { recomputeSla, selectAgreement, slaOf } from '#domain/sla/sla-clock.ts';
import { slaClock } from '#domain/sla/visible-clock.ts';
import { calendarOf } from './calendars.ts';
import { assigned, at, entry, moved, ticketOf } from './tickets.ts';

const calendar = calendarOf({});
const targets = { responseMinutes: 60, resolutionMinutes: 240 };
const NEXT = '2026-11-19';

const agreementOf = (fields: Partial<Agreement> & { readonly id: string }): Agreement => ({
  ...blankBase(fields.id, at('00:00'), 'person-anna'),
  type: 'agreement',
  kind: 'SLA',
  name: fields.id,
  description: '',
  calendarId: 'calendar-test',
  ticketTypes: ['incident'],
  serviceIds: [],
  targets: [
    { priority: 1, responseMinutes: 15, resolutionMinutes: 120 },
    { priority: 3, responseMinutes: 60, resolutionMinutes: 240 },
  ],
  isDefault: false,
  active: true,
  ...fields,
});
const standard = agreementOf({ id: 'standard' });

describe('the two clocks', () => {
  it('a new ticket runs both and is due first for its response', () => {
    const report = slaOf(ticketOf(), calendar, targets, at('16:30'));
    expect(report.response).toMatchObject({ state: 'running', remainingMinutes: 30, dueAt: at('17:00') });
    expect(report.resolution).toMatchObject({
      state: 'running',
      elapsedMinutes: 30,
      dueAt: at('10:00', NEXT),
    });
  });

  it.each<[string, readonly JournalEntry[], Partial<Incident>]>([
    ['given to a person', [assigned(at('16:20'), null, 'person-ben')], { assigneeId: 'person-ben' }],
    ['resolved on the phone', [moved(at('16:20'), 'new', 'resolved')], { state: 'resolved' }],
  ])('response ends when the ticket is %s', (_, journal, fields) => {
    const report = slaOf(ticketOf({ journal: [...journal], ...fields }), calendar, targets, at('18:00'));
    expect(report.response).toMatchObject({ state: 'met', elapsedMinutes: 20, dueAt: null });
  });

  it('nobody has answered a ticket that is in progress and nobody has', () => {
    const started = ticketOf({ journal: [moved(at('16:20'), 'new', 'in_progress')], state: 'in_progress' });
    const report = slaOf(started, calendar, targets, at('16:30'));
    expect(report.response).toMatchObject({ state: 'running', dueAt: at('17:00') });
  });

  it('a ticket opened with an assignee is answered at once; taking the person off later changes nothing', () => {
    const opened = ticketOf({ assigneeId: 'person-ben' });
    expect(slaOf(opened, calendar, targets, at('17:30')).response).toMatchObject({
      elapsedMinutes: 0,
      state: 'met',
    });
    const released = ticketOf({ journal: [assigned(at('17:15'), 'person-ben', null)] });
    expect(slaOf(released, calendar, targets, at('17:30')).response.elapsedMinutes).toBe(0);
  });

  it('a hand-over to a team alone does not answer, and a late answer stays breached', () => {
    const journal = [
      entry(at('16:10'), 'assigned', { teamId: [null, 'team-net'] }),
      assigned(at('17:30'), null, 'person-ben'),
    ];
    const ticket = ticketOf({ journal, assigneeId: 'person-ben' });
    expect(slaOf(ticket, calendar, targets, at('17:40')).response.state).toBe('breached');
    expect(recomputeSla(ticket, { agreement: standard, calendar }).sla).toMatchObject({
      respondedAt: at('17:30'),
      responseBreached: true,
    });
  });

  it('pauses on hold and says why: counted, awaiting caller, counted', () => {
    const journal = [
      moved(at('16:10'), 'new', 'in_progress'),
      moved(at('17:00'), 'in_progress', 'on_hold', 'awaiting_caller'),
      moved(at('09:00', NEXT), 'on_hold', 'in_progress'),
    ];
    const report = slaOf(ticketOf({ journal, state: 'in_progress' }), calendar, targets, at('10:00', NEXT));
    expect(report.resolution).toMatchObject({
      state: 'running',
      elapsedMinutes: 120,
      remainingMinutes: 120,
      dueAt: at('12:00', NEXT),
    });
    expect(report.explanation.map(({ counted, minutes, why }) => [counted, minutes, why])).toEqual([
      [true, 10, 'new'],
      [true, 50, 'in_progress'],
      [false, 120, 'awaiting_caller'],
      [true, 60, 'in_progress'],
    ]);
  });

  it('nothing is due while on hold, and the waiting ticket shows as paused', () => {
    const journal = [moved(at('17:00'), 'new', 'on_hold', 'awaiting_vendor')];
    const ticket = recomputeSla(ticketOf({ journal, state: 'on_hold', holdReason: 'awaiting_vendor' }), {
      agreement: standard,
      calendar,
    });
    expect(ticket.dueAt).toBe(NEVER_DUE);
    expect(ticket.sla).toMatchObject({ resolutionDueAt: null, pausedSince: at('17:00') });
    expect(slaClock(ticket.sla, calendar, at('12:00', NEXT)).tone).toBe('paused');
    expect(slaOf(ticket, calendar, targets, at('12:00', NEXT)).resolution).toMatchObject({
      state: 'paused',
      remainingMinutes: 180,
    });
  });

  it('goes on where it stood when a resolved ticket is reopened', () => {
    const journal = [
      moved(at('16:10'), 'new', 'in_progress'),
      moved(at('17:00'), 'in_progress', 'resolved'),
      moved(at('11:00', NEXT), 'resolved', 'in_progress'),
    ];
    const ticket = recomputeSla(ticketOf({ journal, state: 'in_progress' }), {
      agreement: standard,
      calendar,
    });
    expect(ticket.dueAt).toBe(at('14:00', NEXT));
    expect(ticket.sla.resolutionBreached).toBe(false);
  });

  it('a resolved ticket is met or breached for good and due never', () => {
    const closing = [
      moved(at('16:10'), 'new', 'in_progress'),
      moved(at('11:00', NEXT), 'in_progress', 'resolved'),
    ];
    const late = recomputeSla(ticketOf({ journal: closing, state: 'resolved' }), {
      agreement: standard,
      calendar,
    });
    expect(late.sla.resolutionBreached).toBe(true);
    expect(late.dueAt).toBe(NEVER_DUE);
    expect(slaClock(late.sla, calendar, at('12:00', NEXT)).tone).toBe('breached');
    const quick = recomputeSla(
      ticketOf({ journal: [moved(at('16:10'), 'new', 'resolved')], state: 'resolved' }),
      { agreement: standard, calendar },
    );
    expect(slaClock(quick.sla, calendar, at('12:00', NEXT)).tone).toBe('met');
  });

  it('a cancelled ticket owes nothing', () => {
    const cancelled = recomputeSla(
      ticketOf({ journal: [moved(at('16:10'), 'new', 'cancelled')], state: 'cancelled', active: false }),
      { agreement: standard, calendar },
    );
    expect(cancelled.dueAt).toBe(NEVER_DUE);
    expect(slaClock(cancelled.sla, calendar, at('12:00', NEXT)).tone).toBe('none');
    expect(slaOf(cancelled, calendar, targets, at('12:00', NEXT)).resolution.state).toBe('none');
  });

  it('without an agreement nothing is due; without a calendar the clock runs round the clock', () => {
    const none = recomputeSla(ticketOf(), { agreement: null, calendar: null });
    expect(none.dueAt).toBe(NEVER_DUE);
    expect(slaClock(none.sla, null, at('12:00', NEXT)).tone).toBe('none');
    expect(recomputeSla(ticketOf(), { agreement: standard, calendar: null }).sla.resolutionDueAt).toBe(
      at('20:00'),
    );
  });

  it('takes new targets with a new priority, keeps the old ones when the agreement is not attached anew', () => {
    const low = recomputeSla(ticketOf(), { agreement: standard, calendar });
    const high = recomputeSla({ ...low, priority: 1 }, { agreement: standard, calendar });
    expect(high.sla).toMatchObject({
      responseMinutes: 15,
      resolutionMinutes: 120,
      resolutionDueAt: at('18:00'),
    });
    expect(recomputeSla(high, { calendar }).sla).toEqual(high.sla);
  });

  it('reads a ticket that came without a journal from its fields', () => {
    const ticket = ticketOf({
      state: 'closed',
      active: false,
      resolvedAt: at('17:00'),
      closedAt: at('12:00', NEXT),
    });
    expect(slaOf(ticket, calendar, targets, at('12:00', NEXT)).resolution).toMatchObject({
      state: 'met',
      elapsedMinutes: 60,
    });
  });
});

describe('the visible clock', () => {
  it.each([
    ['16:10', 'response', 'ok', 50],
    ['16:45', 'response', 'warning', 15],
    ['17:00', 'response', 'warning', 0],
    ['17:30', 'response', 'breached', -30],
  ] as const)('at %s shows %s %s with %i minutes left', (clock, target, tone, remainingMinutes) => {
    const { sla } = recomputeSla(ticketOf(), { agreement: standard, calendar });
    expect(slaClock(sla, calendar, at(clock))).toMatchObject({ target, tone, remainingMinutes });
  });
});

describe('choosing the agreement', () => {
  const gold = agreementOf({ id: 'gold', serviceIds: ['service-erp'] });
  const silver = agreementOf({
    id: 'silver',
    serviceIds: ['service-erp'],
    targets: [{ priority: 3, responseMinutes: 60, resolutionMinutes: 480 }],
  });
  const fallback = agreementOf({
    id: 'fallback',
    isDefault: true,
    targets: [{ priority: 3, responseMinutes: 5, resolutionMinutes: 10 }],
  });

  it('takes the shortest of those that match, the default only when none does', () => {
    const all = [fallback, silver, gold];
    expect(selectAgreement(all, ticketOf({ serviceId: 'service-erp' }))?.id).toBe('gold');
    expect(selectAgreement(all, ticketOf({ serviceId: null }))?.id).toBe('fallback');
    expect(selectAgreement(all, { ...ticketOf(), type: 'problem' })).toBeNull();
    expect(
      selectAgreement(
        [
          { ...gold, active: false },
          { ...gold, id: 'ola', kind: 'OLA' },
        ],
        ticketOf(),
      ),
    ).toBeNull();
  });
});

const MINUTES = 60_000;
const arbHistory = fc
  .array(
    fc.record({
      gapMinutes: fc.integer({ min: 0, max: 3_000 }),
      state: fc.constantFrom<Incident['state']>('in_progress', 'on_hold', 'resolved', 'in_progress', 'new'),
      person: fc.constantFrom(null, 'person-ben', 'person-cleo'),
    }),
    { maxLength: 12 },
  )
  .map((steps) => {
    const journal: JournalEntry[] = [];
    let when = Date.parse(at('16:00'));
    let state: Incident['state'] = 'new';
    let person: string | null = null;
    for (const step of steps) {
      when += step.gapMinutes * MINUTES;
      journal.push(moved(new Date(when).toISOString(), state, step.state));
      journal.push(assigned(new Date(when).toISOString(), person, step.person));
      state = step.state;
      person = step.person;
    }
    return { ticket: ticketOf({ journal, state, assigneeId: person }), endMs: when };
  });

describe('properties of the clock', () => {
  it('gives the same answer for a journal united in any order', () => {
    fc.assert(
      fc.property(
        arbHistory.chain(({ ticket, endMs }) =>
          fc.record({
            ticket: fc.constant(ticket),
            endMs: fc.constant(endMs),
            shuffled: fc.shuffledSubarray(ticket.journal, { minLength: ticket.journal.length }),
          }),
        ),
        ({ ticket, endMs, shuffled }) => {
          const now = new Date(endMs + 90 * MINUTES).toISOString();
          const other = { ...ticket, journal: shuffled };
          expect(slaOf(other, calendar, targets, now)).toEqual(slaOf(ticket, calendar, targets, now));
          expect(recomputeSla(other, { agreement: standard, calendar }).sla).toEqual(
            recomputeSla(ticket, { agreement: standard, calendar }).sla,
          );
        },
      ),
    );
  });

  it('the account adds up to the figure, and the stored due instant to what is left', () => {
    fc.assert(
      fc.property(arbHistory, fc.integer({ min: 0, max: 5_000 }), ({ ticket, endMs }, later) => {
        const nowMs = endMs + later * MINUTES;
        const report = slaOf(ticket, calendar, targets, new Date(nowMs).toISOString());
        const counted = report.explanation
          .filter((span) => span.counted)
          .reduce((sum, span) => sum + span.minutes, 0);
        expect(counted).toBeCloseTo(report.resolution.elapsedMinutes, 6);
        const remaining = report.resolution.remainingMinutes ?? 0;
        const { dueAt } = report.resolution;
        if (dueAt !== null && remaining >= 0) {
          expect(workingMsBetween(calendar, nowMs, Date.parse(dueAt))).toBe(remaining * MINUTES);
        }
      }),
    );
  });

  it('time on hold never counts: stretching a pause leaves the elapsed time alone', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20_000 }), fc.integer({ min: 1, max: 400 }), (pause, work) => {
        const start = Date.parse(at('16:00'));
        const hold = start + work * MINUTES;
        const resume = hold + pause * MINUTES;
        const journal = [
          moved(new Date(hold).toISOString(), 'new', 'on_hold'),
          moved(new Date(resume).toISOString(), 'on_hold', 'in_progress'),
        ];
        const ticket = ticketOf({ journal, state: 'in_progress' });
        const report = slaOf(ticket, calendar, targets, new Date(resume).toISOString());
        expect(report.resolution.elapsedMinutes * MINUTES).toBe(workingMsBetween(calendar, start, hold));
      }),
    );
  });
});
