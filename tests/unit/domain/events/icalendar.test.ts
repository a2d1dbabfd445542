import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type CalendarEntry, icalendarOf } from '#domain/events/icalendar.ts';

const entry = (more: Partial<CalendarEntry> = {}): CalendarEntry => ({
  ...{ uid: 'change-1@deskhand', summary: 'Swap', startsAt: '2026-12-01T08:30:00.000Z' },
  ...{ endsAt: '2026-12-01T09:00:00.000Z', category: 'Change', isBusy: true },
  ...{ changedAt: '2026-11-30T10:00:00.000Z', sequence: 2, status: 'confirmed' },
  ...more,
});
/** As a reader joins the lines again (RFC 5545, 3.1), and reads a text (3.3.11). */
const unfolded = (text: string): readonly string[] => text.replaceAll('\r\n ', '').split('\r\n');
const summaryIn = (text: string): string =>
  (unfolded(text).find((line) => line.startsWith('SUMMARY:')) ?? '')
    .slice('SUMMARY:'.length)
    .replace(/\\(.)/g, (_all, char: string) => (char === 'n' ? '\n' : char));

it('a calendar file has what stands in the calendar, in UTC', () => {
  expect(icalendarOf([entry(), entry({ endsAt: null, isBusy: false })]).split('\r\n')).toEqual([
    ...['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Deskhand//Calendar//EN', 'CALSCALE:GREGORIAN'],
    ...[
      'BEGIN:VEVENT',
      'UID:change-1@deskhand',
      'DTSTAMP:20261130T100000Z',
      'SEQUENCE:2',
      'DTSTART:20261201T083000Z',
    ],
    ...[
      'DTEND:20261201T090000Z',
      'SUMMARY:Swap',
      'CATEGORIES:Change',
      'STATUS:CONFIRMED',
      'TRANSP:OPAQUE',
      'END:VEVENT',
    ],
    ...[
      'BEGIN:VEVENT',
      'UID:change-1@deskhand',
      'DTSTAMP:20261130T100000Z',
      'SEQUENCE:2',
      'DTSTART:20261201T083000Z',
    ],
    ...['SUMMARY:Swap', 'CATEGORIES:Change', 'STATUS:CONFIRMED', 'TRANSP:TRANSPARENT', 'END:VEVENT'],
    ...['END:VCALENDAR', ''],
  ]);
});

it('a text cannot end its line or begin another property', () => {
  const text = icalendarOf([entry({ summary: 'a;b,c\\d\r\nEND:VCALENDAR\u0007' })]);
  expect(unfolded(text)).toContain('SUMMARY:a\\;b\\,c\\\\d\\nEND:VCALENDAR');
});

it('whatever is written is read again, and no line has more than 75 octets', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (typed) => {
      // biome-ignore lint/suspicious/noControlCharactersInRegex: what no calendar file may hold
      const summary = typed.replace(/[\u0000-\u001f\u007f]/g, ' ');
      const text = icalendarOf([entry({ summary })]);
      expect(summaryIn(text)).toBe(summary);
      for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    }),
  );
});

it('what nothing comes of is struck out, and keeps nobody busy', () => {
  const lines = unfolded(icalendarOf([entry({ status: 'cancelled' })]));
  expect(lines).toContain('STATUS:CANCELLED');
  expect(lines).toContain('TRANSP:TRANSPARENT');
});

it('what nobody has agreed to yet is tentative, and keeps whoever plans by it busy', () => {
  const lines = unfolded(icalendarOf([entry({ status: 'tentative' })]));
  expect(lines).toContain('STATUS:TENTATIVE');
  expect(lines).toContain('TRANSP:OPAQUE');
});

it('an end that is told is later than the start, whatever a merge made of a window', () => {
  const instant = fc
    .integer({ min: 0, max: 4_000_000_000 })
    .map((seconds) => new Date(seconds * 1_000 + (seconds % 1_000)).toISOString());
  fc.assert(
    fc.property(instant, instant, (startsAt, endsAt) => {
      const lines = unfolded(icalendarOf([entry({ startsAt, endsAt })]));
      const [start = '', end] = ['DTSTART:', 'DTEND:'].map((name) =>
        lines.find((line) => line.startsWith(name))?.slice(name.length),
      );
      expect(end === undefined || end > start).toBe(true);
      if (Date.parse(endsAt) - Date.parse(startsAt) >= 1_000) expect(end).toBeDefined();
    }),
    { examples: [['2026-12-01T10:00:00.000Z', '2026-12-01T09:00:00.000Z']] },
  );
});
