import { describe, expect, it } from 'vitest';
import type { TicketSla } from '#domain/fields/tickets.ts';
import { recomputeSla, slaOf } from '#domain/sla/sla-clock.ts';
import { setupTexts } from '#renderer/shared/i18n/i18n.ts';
import { readingOf } from '#renderer/shared/ui/sla-model.ts';
import { formatWorkingTime, spanOf } from '#renderer/shared/ui/sla-span.ts';
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
      span: { kind: 'workingHours', count: 2 },
    });
    expect(friday).toMatchObject({ urgency: 'fine', dueAt: new Date(now('2026-11-23T09:50')).toISOString() });
    for (const wall of ['2026-11-20T22:00', '2026-11-21T12:00', '2026-11-23T07:00'])
      expect(readingOf(opened.sla, calendar(), now(wall))).toMatchObject({
        span: { kind: 'workingHours', count: 1 },
        minutes: 110,
      });
  });

  it('stands still on a holiday', () => {
    const opened = ticket('2026-11-20T15:50', {}, ['2026-11-23']);
    const reading = readingOf(opened.sla, calendar(['2026-11-23']), now('2026-11-23T12:00'));
    expect(reading).toMatchObject({
      span: { kind: 'workingHours', count: 1 },
      dueAt: new Date(now('2026-11-24T09:50')).toISOString(),
    });
  });

  it('is over by open hours only', () => {
    const opened = ticket('2026-11-20T13:00');
    expect(readingOf(opened.sla, calendar(), now('2026-11-20T17:30'))).toMatchObject({
      urgency: 'late',
      span: { kind: 'clock', text: '30 min' },
    });
    expect(readingOf(opened.sla, calendar(), now('2026-11-23T08:15'))).toMatchObject({
      urgency: 'late',
      span: { kind: 'workingHours', count: 1 },
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

describe('what is left or over', () => {
  const due = berlin('2026-11-23T09:50');
  const span = (minutes: number, wall: string, by = calendar() as Parameters<typeof spanOf>[1]) =>
    spanOf(minutes, by, now(wall), due);

  it('needs no name while working time and the clock on the wall agree', () => {
    expect(span(50, '2026-11-23T09:00')).toEqual({ kind: 'clock', text: '50 min' });
    expect(span(-130, '2026-11-23T12:00')).toEqual({ kind: 'clock', text: '2 h 10 min' });
  });

  it('says that it is working time where closed hours lie between, and never promises more than there is', () => {
    expect(span(59, '2026-11-20T17:00')).toEqual({ kind: 'workingMinutes', count: 59 });
    expect(span(119, '2026-11-20T17:00')).toEqual({ kind: 'workingHours', count: 1 });
    // Ten hours a day.
    expect(span(-1_199, '2026-11-25T09:50')).toEqual({ kind: 'workingHours', count: 19 });
    expect(span(-1_200, '2026-11-25T09:50')).toEqual({ kind: 'workingDays', count: 2 });
    expect(span(-6_420, '2026-12-08T09:50')).toEqual({ kind: 'workingDays', count: 10 });
  });

  it('is in days of 24 hours where the clock never stops', () => {
    const always = calendarOf({ slots: ROUND_THE_CLOCK, everyDay: true });
    for (const by of [null, always]) {
      expect(span(-17 * 1_440 - 30, '2026-12-10T10:20', by)).toEqual({ kind: 'days', count: 17 });
      expect(span(2 * 1_440 + 240, '2026-11-21T05:50', by)).toEqual({ kind: 'clock', text: '2 d 4 h' });
    }
  });
});
