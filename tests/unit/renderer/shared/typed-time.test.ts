/** Days and hours are typed and shown as they are written where somebody is. */
import { describe, expect, test } from 'vitest';
import {
  partUnder,
  patternOf,
  readTyped,
  stepped,
  writtenTimeOf,
} from '#renderer/shared/format/typed-time.ts';

const NOW = new Date('2026-12-01T12:00').getTime();
const LETTERS = { year: 'J', month: 'M', day: 'T', hour: 'h', minute: 'm' };
const INSTANT = '2030-01-08T20:05';

describe('what is written', () => {
  test.each([
    ['de-DE', '08.01.2030 20:05', 'TT.MM.JJJJ hh:mm'],
    ['de-US', '08.01.2030 20:05', 'TT.MM.JJJJ hh:mm'],
    ['sv-SE', '2030-01-08 20:05', 'JJJJ-MM-TT hh:mm'],
    ['en-GB', '08/01/2030 20:05', 'TT/MM/JJJJ hh:mm'],
    ['en-US', '01/08/2030 08:05 PM', 'MM/TT/JJJJ hh:mm AM'],
  ])('in %s', (locale, written, pattern) => {
    expect(writtenTimeOf(INSTANT, 'instant', locale)).toBe(written);
    expect(patternOf('instant', locale, LETTERS)).toBe(pattern);
    // What is shown can be typed.
    expect(readTyped(written, 'instant', locale, NOW)).toBe(INSTANT);
    const day = writtenTimeOf('2030-01-08', 'day', locale);
    expect(readTyped(day, 'day', locale, NOW)).toBe('2030-01-08');
    expect(readTyped(writtenTimeOf('00:30', 'time', locale), 'time', locale, NOW)).toBe('00:30');
    // So can what machines write.
    expect(readTyped(INSTANT, 'instant', locale, NOW)).toBe(INSTANT);
  });

  test('what is no time stays as it was typed', () => {
    expect(writtenTimeOf('8. Jan', 'instant', 'de-DE')).toBe('8. Jan');
  });
});

describe('what is typed', () => {
  test.each([
    ['de-DE', '8.1.30 20:05', INSTANT],
    ['de-DE', '08.01.2030, 20.05 Uhr', INSTANT],
    ['de-DE', '8. 1. 2030 2005', INSTANT],
    // The year is left out: the nearest one.
    ['de-DE', '7.1. 8:00', '2027-01-07T08:00'],
    ['de-DE', '30.11. 8:00', '2026-11-30T08:00'],
    ['sv-SE', '30-01-08 20:05', INSTANT],
    ['sv-SE', '8/1/2030 20:05', INSTANT],
    ['en-GB', '8/1/2030 8:05pm', INSTANT],
    ['en-US', '1/8/2030 8:05 p.m.', INSTANT],
    ['en-US', '1/8/2030 12:05 am', '2030-01-08T00:05'],
    ['en-GB', '29/2/2028 1:00', '2028-02-29T01:00'],
  ])('in %s: %s', (locale, typed, read) => {
    expect(readTyped(typed, 'instant', locale, NOW)).toBe(read);
  });

  test.each([
    '',
    '8.1.2030',
    '8.1.2030 25:00',
    '31.2.2030 8:00',
    '8.13.2030 8:00',
    '8.1.2030 8',
    'morgen',
    '20:05',
  ])('no instant: %s', (typed) => {
    expect(readTyped(typed, 'instant', 'de-DE', NOW)).toBe(null);
  });
});

describe('arrows', () => {
  test('change the part that the caret is in', () => {
    expect(partUnder('08.01.2030 20:05', 4)).toBe(1);
    expect(stepped(INSTANT, 'instant', 'de-DE', 0, 1)).toBe('2030-01-09T20:05');
    expect(stepped(INSTANT, 'instant', 'sv-SE', 0, 1)).toBe('2031-01-08T20:05');
    expect(stepped(INSTANT, 'instant', 'de-DE', 3, -1)).toBe('2030-01-08T19:05');
    expect(stepped('2026-12-31', 'day', 'de-DE', 0, 1)).toBe('2027-01-01');
    expect(stepped('23:59', 'time', 'de-DE', 1, 1)).toBe('00:00');
  });
});
