import type { Blackout, Lockdown, MaintenanceWindow, Weekly } from '#domain/fields/events.ts';
import { blankBase } from '#domain/journal/journal.ts';

const common = (id: string) => ({
  ...blankBase(id, '2026-01-01T00:00:00.000Z', 'person-1'),
  ...{ title: id, body: '', startsAt: '2026-01-01T00:00:00.000Z', endsAt: null },
  ...{ ciIds: [], serviceIds: [], placeIds: [], active: true },
});

export const aBlackout = (id: string, fields: Partial<Blackout> = {}): Blackout => ({
  ...common(id),
  type: 'blackout',
  ...fields,
});

export const aLockdown = (id: string, fields: Partial<Lockdown> = {}): Lockdown => ({
  ...common(id),
  type: 'lockdown',
  ...fields,
});

export const aWindow = (id: string, fields: Partial<MaintenanceWindow> = {}): MaintenanceWindow => ({
  ...common(id),
  type: 'maintenance_window',
  weekly: null,
  ...fields,
});

export const weekly = (days: Weekly['weekdays'], from: string, to: string, zone: string): Weekly => ({
  weekdays: days,
  ...{ from, to, zone },
});
