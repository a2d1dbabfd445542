import { describe, expect, it, vi } from 'vitest';
import type { TicketSla } from '#domain/fields/tickets.ts';
import { recomputeSla, slaOf } from '#domain/sla/sla-clock.ts';
import { setupTexts } from '#renderer/shared/i18n/i18n.ts';
import { readingOf } from '#renderer/shared/ui/sla-model.ts';
import { dueSpan, dueWords, formatWorkingTime } from '#renderer/shared/ui/sla-span.ts';
import { calendarOf, ROUND_THE_CLOCK } from '../../domain/sla/calendars.ts';
import { assigned, ticketOf } from '../../domain/sla/tickets.ts';

setupTexts();

const berlin = (wall: string): string => new Date(`${wall}:00+01:00`).toISOString();
const now = (wall: string): number => Date.parse(berlin(wall));
const calendar = (holidays: readonly string[] = []) => calendarOf({ holidays });
const ticket = (opened: string, targets: Partial<TicketSla> = {}, holidays: readonly string[] = []) => {
  const made = ticketOf({ openedAt: berlin(opened) });
  const sla = {
    ...made.sla,
    agreementId: 'agreement',
    responseMinutes: null,
    resolutionMinutes: 240,
    ...targets,
  };
  return recomputeSla({ ...made, sla }, { calendar: calendar(holidays) });
};
const answered = (given: Partial<TicketSla>): TicketSla => ({
  agreementId: 'agreement',
  calendarId: 'calendar',
  responseMinutes: 60,
  resolutionMinutes: 240,
  responseDueAt: '2026-11-20T13:00:00.000Z',
  respondedAt: '2026-11-20T12:10:00.000Z',
  responseBreached: false,
  resolutionDueAt: null,
  resolutionBreached: false,
  pausedSince: null,
  ...given,
});

// The calendar is open from 8 to 18 on weekdays in Berlin; 2026-11-20 is a Friday.
describe("a row's clock", () => {
  it('counts the open hours on a Friday evening and over the weekend', () => {
    const opened = ticket('2026-11-20T15:50');
    const friday = readingOf(opened.sla, calendar(), now('2026-11-20T17:40'));
    expect(friday).toMatchObject({
      kind: 'running',
      target: 'resolution',
    });
    expect(friday).toMatchObject({ urgency: 'fine', dueAt: new Date(now('2026-11-23T09:50')).toISOString() });
    for (const wall of ['2026-11-20T22:00', '2026-11-21T12:00', '2026-11-23T07:00'])
      expect(readingOf(opened.sla, calendar(), now(wall))).toMatchObject({
        minutes: 110,
      });
  });

  it('stands still on a holiday', () => {
    const opened = ticket('2026-11-20T15:50', {}, ['2026-11-23']);
    const reading = readingOf(opened.sla, calendar(['2026-11-23']), now('2026-11-23T12:00'));
    expect(reading).toMatchObject({
      dueAt: new Date(now('2026-11-24T09:50')).toISOString(),
    });
  });

  it('is over by open hours only', () => {
    const opened = ticket('2026-11-20T13:00');
    expect(readingOf(opened.sla, calendar(), now('2026-11-20T17:30'))).toMatchObject({
      urgency: 'late',
    });
    expect(readingOf(opened.sla, calendar(), now('2026-11-23T08:15'))).toMatchObject({
      urgency: 'late',
      minutes: 75,
    });
  });

  it('warns in the last quarter of the target', () => {
    const opened = ticket('2026-11-20T09:00');
    expect(readingOf(opened.sla, calendar(), now('2026-11-20T11:59'))).toMatchObject({ urgency: 'fine' });
    expect(readingOf(opened.sla, calendar(), now('2026-11-20T12:00'))).toMatchObject({ urgency: 'soon' });
  });

  it.each(['2026-11-20T17:40', '2026-11-21T12:00', '2026-11-23T10:30'])(
    'agrees with the account at %s',
    (wall) => {
      const opened = ticket('2026-11-20T15:50');
      const account = slaOf(opened, calendar(), opened.sla, new Date(now(wall)).toISOString()).resolution;
      const { urgency, minutes } = readingOf(opened.sla, calendar(), now(wall)) as {
        readonly urgency: string;
        readonly minutes: number;
      };
      expect(minutes).toBe(Math.abs(account.remainingMinutes ?? Number.NaN));
      expect(urgency === 'late').toBe(account.state === 'breached');
    },
  );

  it('shows the response first, then the resolution', () => {
    const opened = ticket('2026-11-20T09:00', { responseMinutes: 60 });
    expect(readingOf(opened.sla, calendar(), now('2026-11-20T09:30'))).toMatchObject({ target: 'response' });
    const journal = [assigned(berlin('2026-11-20T09:10'), null, 'person-anna')];
    const taken = recomputeSla({ ...opened, journal }, { calendar: calendar() });
    expect(readingOf(taken.sla, calendar(), now('2026-11-20T09:30'))).toMatchObject({
      target: 'resolution',
    });
  });

  it('says what a clock that does not run has come to', () => {
    const at = now('2026-11-20T15:00');
    const read = (given: Partial<TicketSla>) => readingOf(answered(given), calendar(), at);
    expect(read({ pausedSince: '2026-11-20T13:00:00.000Z' })).toEqual({ kind: 'paused', isLate: false });
    expect(read({ pausedSince: '2026-11-20T13:00:00.000Z', resolutionBreached: true })).toEqual({
      kind: 'paused',
      isLate: true,
    });
    expect(read({})).toEqual({ kind: 'met' });
    expect(read({ resolutionBreached: true })).toEqual({ kind: 'missed' });
    expect(read({ responseMinutes: null, resolutionMinutes: null })).toEqual({ kind: 'none' });
  });
});

describe('working time', () => {
  it.each([
    [130, '2 h 10 min'],
    [-35, '35 min'],
    [0, '0 min'],
    [2880, '48 h'],
    [6005, '100 h'],
  ])('%i minutes are %s, never days', (minutes, words) => {
    expect(formatWorkingTime(minutes, calendar())).toBe(words);
  });

  it('has days where the clock never stops', () => {
    expect(formatWorkingTime(2880, null)).toBe('2 d');
    const always = calendarOf({ slots: ROUND_THE_CLOCK, everyDay: true });
    expect(formatWorkingTime(2880, always)).toBe('2 d');
  });
});

describe('when a clock is due and how far that is', () => {
  const due = berlin('2026-11-23T09:50');
  it.each([
    ['2026-11-23T09:05', '45 min'],
    ['2026-11-23T09:49', '1 min'],
    ['2026-11-22T10:00', '23 h'],
    ['2026-11-21T09:51', '47 h'],
    ['2026-11-21T09:50', '2 d'],
    ['2027-04-23T10:50', '151 d'],
  ])('at %s it is %s away, in one unit, whatever the calendar', (wall, words) => {
    expect(dueSpan(due, now(wall))).toBe(words);
  });

  it('names a near moment by its weekday, a far one by its day', () => {
    vi.stubEnv('TZ', 'Europe/Berlin');
    try {
      expect(dueWords(due, false, now('2026-11-23T04:30'))).toBe('Mon 09:50 · 5 h left');
      expect(dueWords(due, true, now('2026-11-25T12:00'))).toBe('Mon 09:50 · 2 d over');
      expect(dueWords(due, true, now('2026-12-08T09:50'))).toBe('23 Nov · 15 d over');
      expect(dueWords(due, true, now('2027-04-23T10:50'))).toBe('23 Nov 2026 · 151 d over');
    } finally {
      vi.unstubAllEnvs();
    }
  });
});
