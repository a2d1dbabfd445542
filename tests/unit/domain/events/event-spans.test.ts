import { describe, expect, it } from 'vitest';
import { spansOf } from '#domain/events/event-spans.ts';
import type { PlanningEvent, Weekly } from '#domain/fields/events.ts';
import { aBlackout, aWindow, weekly } from './planning-events.ts';

const between = (from: string, to: string) => ({ from: Date.parse(from), to: Date.parse(to) });
const told = (event: PlanningEvent, from: string, to: string): readonly string[] =>
  spansOf(event, between(from, to)).map(
    (span) =>
      `${new Date(span.from).toISOString().slice(0, 16)} ${new Date(span.to).toISOString().slice(0, 16)}`,
  );
const sundays = (from: string, to: string, zone: string): Weekly => weekly(['sun'], from, to, zone);

describe('when a planning event holds', () => {
  it('is from its start to its end, as far as asked for', () => {
    const event = aBlackout('b', {
      startsAt: '2026-03-01T10:00:00.000Z',
      endsAt: '2026-03-02T10:00:00.000Z',
    });
    expect(told(event, '2026-03-01T00:00Z', '2026-03-01T12:00Z')).toEqual([
      '2026-03-01T10:00 2026-03-01T12:00',
    ]);
    expect(told(event, '2026-03-02T10:00Z', '2026-03-03T12:00Z')).toEqual([]);
    expect(told({ ...event, active: false }, '2026-03-01T00:00Z', '2026-03-05T00:00Z')).toEqual([]);
  });

  it('is each week by the clock of its zone, an hour shorter where the clock goes forward', () => {
    const window = aWindow('w', { weekly: sundays('01:00', '05:00', 'Europe/Berlin') });
    expect(told(window, '2026-03-20T00:00Z', '2026-04-06T00:00Z')).toEqual([
      '2026-03-22T00:00 2026-03-22T04:00',
      '2026-03-29T00:00 2026-03-29T03:00',
      '2026-04-04T23:00 2026-04-05T03:00',
    ]);
  });

  it('begins when the clock goes on where it would begin in the hour that is skipped', () => {
    const window = aWindow('w', { weekly: sundays('02:30', '05:00', 'Europe/Berlin') });
    expect(told(window, '2026-03-29T00:00Z', '2026-03-30T00:00Z')).toEqual([
      '2026-03-29T01:00 2026-03-29T03:00',
    ]);
  });

  it('is an hour longer where the clock goes back', () => {
    const window = aWindow('w', { weekly: sundays('01:00', '05:00', 'Europe/Berlin') });
    expect(told(window, '2026-10-25T00:00Z', '2026-10-26T00:00Z')).toEqual([
      '2026-10-25T00:00 2026-10-25T04:00',
    ]);
    expect(told(window, '2026-10-24T20:00Z', '2026-10-26T00:00Z')).toEqual([
      '2026-10-24T23:00 2026-10-25T04:00',
    ]);
  });

  it('is twice within the hour that the clock repeats', () => {
    const window = aWindow('w', { weekly: sundays('02:00', '02:30', 'Europe/Berlin') });
    expect(told(window, '2026-10-24T20:00Z', '2026-10-26T00:00Z')).toEqual([
      '2026-10-25T00:00 2026-10-25T00:30',
      '2026-10-25T01:00 2026-10-25T01:30',
    ]);
  });

  it('goes by its own zone where that changes its clock on another day', () => {
    const window = aWindow('w', { weekly: sundays('01:00', '05:00', 'America/New_York') });
    expect(told(window, '2026-03-07T00:00Z', '2026-03-16T00:00Z')).toEqual([
      '2026-03-08T06:00 2026-03-08T09:00',
      '2026-03-15T05:00 2026-03-15T09:00',
    ]);
  });

  it('runs over midnight and over New Year as one', () => {
    const window = aWindow('w', { weekly: weekly(['thu'], '22:00', '02:00', 'Europe/Berlin') });
    expect(told(window, '2026-12-30T00:00Z', '2027-01-03T00:00Z')).toEqual([
      '2026-12-31T21:00 2027-01-01T01:00',
    ]);
  });

  it('is within its first and last day', () => {
    const window = aWindow('w', {
      ...{ startsAt: '2026-03-22T02:00:00.000Z', endsAt: '2026-03-29T00:00:00.000Z' },
      weekly: sundays('01:00', '05:00', 'Europe/Berlin'),
    });
    expect(told(window, '2026-03-01T00:00Z', '2026-04-30T00:00Z')).toEqual([
      '2026-03-22T02:00 2026-03-22T04:00',
    ]);
  });
});
