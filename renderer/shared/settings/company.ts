import { useSyncExternalStore } from 'react';
import type { QueryOutput } from '#contracts/registry.ts';
import { type IncidentSettings, incidentSettings } from '#domain/settings/defaults.ts';
import { host } from '#renderer/shared/host/host.ts';
import { keptParts } from '#renderer/shared/host/kept-parts.ts';

type Answer = QueryOutput<'settings.all'>;

/** What the company has set: matrix, categories, closure codes, options, its services and business hours. */
export type Company = {
  /** False until the store has answered; until then the settings are those a new company begins with. */
  readonly isKnown: boolean;
  readonly settings: IncidentSettings;
  readonly services: Answer['services'];
  readonly calendars: ReadonlyMap<string, Answer['calendars'][number]>;
};

const UNKNOWN: Company = {
  isKnown: false,
  settings: incidentSettings(),
  services: [],
  calendars: new Map(),
};

const companyOf = ({ settings, services, calendars }: Answer): Company => ({
  isKnown: true,
  settings: incidentSettings(settings.map(({ value }) => value)),
  services,
  calendars: new Map(calendars.map((calendar) => [calendar.id, calendar])),
});

let company = UNKNOWN;
let last: Answer | undefined;
let stop: (() => void) | undefined;
const listeners = new Set<() => void>();

const listen = (): (() => void) =>
  host.live(
    'settings.all',
    {},
    {
      data: (given) => {
        const answer = keptParts(last, given);
        // Asked again by the first page that needs it after others did not: nothing is rendered for the same.
        if (answer === last) return;
        last = answer;
        company = companyOf(answer);
        for (const listener of listeners) listener();
      },
      // What was known stays; the page that shows the settings says what went wrong.
      failed: () => undefined,
    },
  );

/** Clocks come and go with the rows of a list; what they ask is not asked anew for each. */
const LINGER_MS = 30_000;
let leaving: ReturnType<typeof setTimeout> | undefined;

// One subscription for every form and clock on the screen.
const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  clearTimeout(leaving);
  stop ??= listen();
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    leaving = setTimeout(() => {
      stop?.();
      stop = undefined;
    }, LINGER_MS);
  };
};

export const useCompany = (): Company => useSyncExternalStore(subscribe, () => company);

/**
 * The business hours with this id; null for round the clock, also when the calendar is not on this device, as in the data host. Undefined
 * until the calendars are known: a clock must not show hours that it takes back a moment later.
 */
export const useCalendar = (id: string | null): Answer['calendars'][number] | null | undefined => {
  const { isKnown, calendars } = useCompany();
  if (id === null) return null;
  return isKnown ? (calendars.get(id) ?? null) : undefined;
};
