import type { ConfigItem } from '#domain/fields/config-items.ts';
import { INCIDENT_TEXTS, type IncidentText } from './incident-texts.ts';
import type { Lookup } from './incident-world.ts';
import { incidentAbout, type ToldIncident } from './incidents.ts';
import type { Random } from './random.ts';

const HOUR_MS = 3_600_000;

/** One tablet after the other since the weekend: what a trend looks like before anybody has seen it. */
const TREND: IncidentText = {
  title: '{device} loses the WLAN after its update',
  detail:
    'Since {since} the tablet shows "connected, no internet" in {room} until WLAN is switched off and on.',
  category: 'Network',
  subcategory: 'WLAN',
  team: 'network',
  service: 'service-network',
  ci: 'none',
  note: 'Android 15.2 was installed the night before.',
  code: 'workaround',
  solution: 'Random hardware address switched off for the company network.',
  impact: 3,
  urgency: 2,
};
const TREND_MODEL = 'Pad 11';
const TREND_COUNT = 11;
const TREND_EVERY_HOURS = 13;

/** Calls of the last days about the meeting rooms, still open, that the desk sees as one problem. */
const WAITING = INCIDENT_TEXTS.find(({ title }) => title === 'WLAN breaks off near {room}');
const WAITING_COUNT = 6;
const WAITING_EVERY_HOURS = 7;

/**
 * Incidents beside those that chance makes: a trend that the page of trends shows, and calls that wait for a problem. `first` is the number of
 * the first of them.
 */
export const plantedIncidents = (first: number, world: Lookup, random: Random): readonly ToldIncident[] => {
  const people = new Map(world.organisation.people.map((person) => [person.id, person]));
  const at = (hours: number): number => world.nowMs - Math.round(hours * HOUR_MS);
  const withUser = (item: ConfigItem) => {
    const caller = people.get(item.userId ?? '');
    return caller === undefined ? [] : [{ item, caller }];
  };
  const tablets = world.items.filter(({ model }) => model === TREND_MODEL).flatMap(withUser);
  const trend = tablets.length === 0 ? [] : Array.from({ length: TREND_COUNT }, (_none, i) => i);
  const told = trend.map((i) => {
    const who = random.pick(tablets);
    const openedMs = at(5 + (TREND_COUNT - 1 - i) * TREND_EVERY_HOURS);
    return incidentAbout(first + i, openedMs, i >= TREND_COUNT - 4, { text: TREND, ...who }, world, random);
  });
  if (WAITING === undefined) return told;
  const { shared, organisation } = world;
  return [
    ...told,
    ...Array.from({ length: WAITING_COUNT }, (_none, i) => {
      const openedMs = at(26 + (WAITING_COUNT - 1 - i) * WAITING_EVERY_HOURS);
      const occasion = {
        text: WAITING,
        caller: random.pick(organisation.people),
        item: shared.network.length === 0 ? null : random.pick(shared.network),
      };
      return incidentAbout(first + told.length + i, openedMs, true, occasion, world, random);
    }),
  ];
};
