import type { Blackout, MaintenanceWindow } from '#domain/fields/events.ts';
import { baseOf } from './base.ts';

const DAY_MS = 86_400_000;

/** When the company lets its services be worked on, and when not. */
export const planningOf = (at: string, nowMs: number): readonly (MaintenanceWindow | Blackout)[] => {
  const day = (days: number): string =>
    `${new Date(nowMs + days * DAY_MS).toISOString().slice(0, 10)}T00:00:00.000Z`;
  const common = { startsAt: at, endsAt: null, ciIds: [], serviceIds: [], placeIds: [], active: true };
  return [
    {
      ...{ ...baseOf('maintenance-window-mail', at), ...common, type: 'maintenance_window' },
      title: 'Mail: Sunday night',
      body: 'Restarts and updates. The hotline is told on Friday.',
      serviceIds: ['service-mail'],
      weekly: { weekdays: ['sun'], from: '20:00', to: '24:00', zone: 'Europe/Berlin' },
    },
    {
      ...{ ...baseOf('maintenance-window-erp', at), ...common, type: 'maintenance_window' },
      title: 'ERP Fathom: Tuesday and Thursday night',
      body: 'After the nightly run of dispatch.',
      serviceIds: ['service-erp'],
      weekly: { weekdays: ['tue', 'thu'], from: '22:00', to: '02:00', zone: 'Europe/Berlin' },
    },
    {
      ...{ ...baseOf('blackout-stocktaking', at), ...common, type: 'blackout' },
      title: 'Stocktaking',
      body: 'Nothing is changed while the stock is counted.',
      startsAt: day(12),
      endsAt: day(14),
    },
  ];
};
