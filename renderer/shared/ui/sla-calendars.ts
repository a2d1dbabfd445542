import { useSyncExternalStore } from 'react';
import type { BusinessCalendar } from '#domain/fields/catalogue.ts';
import { host } from '#renderer/shared/host/host.ts';

type Calendars = ReadonlyMap<string, BusinessCalendar>;

let known: Calendars | null = null;
let stop: (() => void) | undefined;
const listeners = new Set<() => void>();

const listen = (): (() => void) =>
  host.live(
    'settings.all',
    {},
    {
      data: ({ calendars }) => {
        known = new Map(calendars.map((calendar) => [calendar.id, calendar]));
        for (const listener of listeners) listener();
      },
      // What was known stays; the page that shows the settings says what went wrong.
      failed: () => undefined,
    },
  );

// One subscription for every clock on the screen.
const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  stop ??= listen();
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    stop?.();
    stop = undefined;
  };
};

/**
 * The business hours with this id; null for round the clock, also when the calendar is not on this device, as in the data host. Undefined
 * until the calendars are known: a clock must not show hours that it takes back a moment later.
 */
export const useCalendar = (id: string | null): BusinessCalendar | null | undefined => {
  const calendars = useSyncExternalStore(subscribe, () => known);
  if (id === null) return null;
  return calendars === null ? undefined : (calendars.get(id) ?? null);
};
