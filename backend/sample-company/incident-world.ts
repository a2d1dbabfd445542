import type { Agreement, BusinessCalendar, Service } from '#domain/fields/catalogue.ts';
import type { ConfigItem, Relation } from '#domain/fields/config-items.ts';
import type { Priority } from '#domain/fields/tickets.ts';
import { type IncidentSettings, incidentSettings } from '#domain/settings/defaults.ts';
import { selectAgreement } from '#domain/sla/sla-clock.ts';
import type { Organisation } from './organisation.ts';

/** What all incidents are made from. */
export type IncidentWorld = {
  readonly organisation: Organisation;
  readonly items: readonly ConfigItem[];
  readonly relations: readonly Relation[];
  readonly services: readonly Service[];
  readonly agreements: readonly Agreement[];
  readonly office: BusinessCalendar;
  readonly always: BusinessCalendar;
  readonly nowMs: number;
};
/** The same, arranged for looking up. */
export type Lookup = IncidentWorld & {
  readonly settings: IncidentSettings;
  readonly byUser: ReadonlyMap<string, readonly ConfigItem[]>;
  readonly shared: Readonly<Record<'printer' | 'network' | 'server' | 'service', readonly ConfigItem[]>>;
  readonly placeNames: ReadonlyMap<string, string>;
  /** The agreement by service and priority, since the choice is the same for every ticket of them. */
  readonly agreementOf: (serviceId: string, priority: Priority) => Agreement | null;
};

export const lookupOf = (world: IncidentWorld): Lookup => {
  const byUser = new Map<string, ConfigItem[]>();
  for (const item of world.items) {
    if (item.userId !== null) {
      byUser.set(item.userId, [...(byUser.get(item.userId) ?? []), item]);
    }
  }
  const ofClass = (...classes: readonly ConfigItem['ciClass'][]) =>
    world.items.filter((item) => classes.includes(item.ciClass));
  const chosen = new Map<string, Agreement | null>();
  return {
    ...world,
    settings: incidentSettings(),
    byUser,
    shared: {
      printer: ofClass('printer'),
      network: ofClass('network_device'),
      server: ofClass('server', 'storage'),
      service: ofClass('service'),
    },
    placeNames: new Map(world.organisation.places.map((place) => [place.id, place.name])),
    agreementOf: (serviceId, priority) => {
      const key = `${serviceId}/${priority}`;
      const known = chosen.get(key);
      if (known !== undefined) {
        return known;
      }
      const agreement = selectAgreement(world.agreements, { type: 'incident', serviceId, priority });
      chosen.set(key, agreement);
      return agreement;
    },
  };
};
