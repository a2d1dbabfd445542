import { describe, expect, it } from 'vitest';
import type { CalendarRow } from '#contracts/events.ts';
import {
  isMovable,
  movedByKey,
  movedTo,
  shownRange,
  stepBy,
} from '#renderer/features/changes/calendar/calendar-model.ts';
import {
  createInputOf,
  lackOf,
  newWindow,
  updateInputOf,
  windowStart,
} from '#renderer/features/changes/windows/window-model.ts';
import { aBlackout, aWindow, weekly } from '../../domain/events/planning-events.ts';

const local = (year: number, month: number, day: number, hour = 0): Date =>
  new Date(year, month - 1, day, hour);
const window = (from: Date, hours: number) => ({
  startsAt: from.toISOString(),
  endsAt: new Date(from.getTime() + hours * 3_600_000).toISOString(),
});

describe('the calendar', () => {
  it('shows whole weeks of a month, and the week of a day', () => {
    expect(shownRange('month', local(2026, 12, 15), 1)).toEqual({
      from: local(2026, 11, 30).toISOString(),
      to: local(2027, 1, 11).toISOString(),
    });
    expect(shownRange('week', local(2026, 12, 13), 1)).toEqual({
      from: local(2026, 12, 7).toISOString(),
      to: local(2026, 12, 14).toISOString(),
    });
  });

  it('goes on from the last day of a long month to the next one', () => {
    expect(stepBy('month', local(2026, 1, 31), 1)).toEqual(local(2026, 2, 1));
    expect(stepBy('week', local(2026, 12, 30, 9), 1)).toEqual(local(2027, 1, 6));
  });

  it('is moved in by keys: by days and quarters of an hour, as long as before', () => {
    const at = window(local(2026, 6, 10, 9), 2);
    expect(movedByKey('ArrowRight', at)).toEqual(window(local(2026, 6, 11, 9), 2));
    expect(movedByKey('ArrowUp', at)?.startsAt).toBe(
      new Date(local(2026, 6, 10, 9).getTime() - 15 * 60_000).toISOString(),
    );
    expect(movedByKey('x', at)).toBeNull();
  });

  it('moves a change by the pointer as long as before, whatever the clock does that night', () => {
    for (const night of [local(2026, 3, 28, 22), local(2026, 10, 24, 22), local(2026, 6, 10, 22)]) {
      expect(movedTo(window(local(2026, 5, 1, 22), 8), night)).toEqual(window(night, 8));
    }
    expect(movedTo({ startsAt: NOW, endsAt: null }, local(2026, 6, 10))).toBeNull();
  });

  it('moves changes that nobody has begun, and nothing else', () => {
    const row = { kind: 'change', state: 'scheduled' } as CalendarRow;
    expect(isMovable(row)).toBe(true);
    expect(isMovable({ ...row, state: 'implement' })).toBe(false);
    expect(isMovable({ ...row, kind: 'order', state: 'new' })).toBe(false);
  });
});

const NOW = '2026-11-30T20:00:00.000Z';

describe('the form of a maintenance window', () => {
  const row = aWindow('w', {
    ...{ title: 'Nights', ciIds: ['ci-1'], weekly: weekly(['sun', 'mon'], '22:00', '02:00', 'Europe/Oslo') },
  });
  const edited = { id: 'w', type: 'maintenance_window', row } as const;

  it('begins with what it says, and sends what was changed, with the lists as they were', () => {
    const form = windowStart(edited, 'Europe/Berlin', NOW);
    expect(updateInputOf(row, form, { ...form, ciIds: ['ci-1', 'ci-2'] })).toEqual({
      id: 'w',
      changes: { ciIds: ['ci-1', 'ci-2'] },
      seen: { ciIds: ['ci-1'], serviceIds: [], placeIds: [] },
    });
    expect(updateInputOf(row, form, { ...form, from: '23:00' }).changes).toEqual({
      weekly: weekly(['mon', 'sun'], '23:00', '02:00', 'Europe/Oslo'),
    });
    expect(updateInputOf(row, form, { ...form, repeats: false }).changes).toEqual({ weekly: null });
  });

  it('begins a lockdown now: whoever stops changes means from now on', () => {
    const start = windowStart({ id: 'l', type: 'lockdown', row: null }, 'Europe/Berlin', NOW);
    expect(start).toMatchObject({ startsAt: NOW, endsAt: null, repeats: false });
  });

  it('begins a new one in the zone of who makes it; a blackout has no week', () => {
    const start = windowStart({ id: 'b', type: 'blackout', row: null }, 'Europe/Berlin', NOW);
    expect(start).toMatchObject({ zone: 'Europe/Berlin', repeats: false });
    expect([lackOf(start), lackOf({ ...start, title: 'x' })]).toEqual(['title', 'start']);
    const filled = { ...start, title: ' Freeze ', startsAt: '2026-12-01T00:00:00.000Z' };
    expect(lackOf(filled)).toBeNull();
    const input = createInputOf('b', newWindow('blackout'), filled);
    expect(input).toMatchObject({ id: 'b', type: 'blackout', title: 'Freeze' });
    expect(Object.keys(input)).not.toContain('weekly');
    expect(updateInputOf(aBlackout('b'), start, filled).changes).not.toHaveProperty('weekly');
  });
});
