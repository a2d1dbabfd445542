import type { RxCollection } from 'rxdb';
import type { Agreement, CalendarEntry, CatalogueEntry, Service } from '#domain/fields/catalogue.ts';
import type { Ticket } from '#domain/fields/tables.ts';
import { isBesideSettings } from '#domain/records/beside-settings.ts';
import { whyUnreadable } from '#domain/records/readable.ts';
import type { Setting } from '#domain/records/settings.ts';
import { type IncidentSettings, incidentSettings } from '#domain/settings/defaults.ts';
import { recomputeSla, selectAgreement } from '#domain/sla/sla-clock.ts';
import type { DeskhandDatabase } from './open-database.ts';

/**
 * The company's rules as values: settings, agreements and calendars are few and asked for at every command, so they are kept in memory
 * and read again whenever their collections change.
 */
export type CompanySettings = {
  readonly incident: () => IncidentSettings;
  readonly all: () => readonly Setting[];
  readonly agreements: () => readonly Agreement[];
  readonly calendars: () => readonly CalendarEntry[];
  readonly services: () => readonly Service[];
  readonly calendar: (id: string | null) => CalendarEntry | null;
  /** The ticket with its targets and due instants computed from its journal. */
  readonly withSla: (ticket: Ticket) => Ticket;
  readonly dispose: () => void;
};

type Values = {
  readonly settings: readonly Setting[];
  readonly catalogue: readonly CatalogueEntry[];
  readonly incident: IncidentSettings;
  readonly calendarById: ReadonlyMap<string, CalendarEntry>;
};

/** All records of a collection. A store may hold some that can't be read: the host would not start with them. */
const readable = async <R>(
  database: DeskhandDatabase,
  collection: 'settings' | 'catalogue',
): Promise<readonly R[]> => {
  // RxDB types documents by their collection, which is a variable here.
  const found = await (database.collections[collection] as RxCollection).find().exec();
  return found
    .map((document) => document.toMutableJSON())
    .filter((record) => !isBesideSettings(record.id) && whyUnreadable(collection, record) === null);
};

const load = async (database: DeskhandDatabase): Promise<Values> => {
  const settings = await readable<Setting>(database, 'settings');
  const catalogue = await readable<CatalogueEntry>(database, 'catalogue');
  return {
    settings,
    catalogue,
    incident: incidentSettings(settings.map((setting) => setting.value)),
    calendarById: new Map(
      catalogue.flatMap((entry) => (entry.type === 'calendar' ? [[entry.id, entry] as const] : [])),
    ),
  };
};

const isType =
  <T extends CatalogueEntry['type']>(type: T) =>
  (entry: CatalogueEntry): entry is Extract<CatalogueEntry, { type: T }> =>
    entry.type === type;

export const openCompanySettings = async (
  database: DeskhandDatabase,
  log: (level: 'warn', message: string, error: unknown) => void,
): Promise<CompanySettings> => {
  let values = await load(database);
  let reload: Promise<void> | null = null;
  let again = false;
  const refresh = (): void => {
    if (reload !== null) {
      again = true;
      return;
    }
    reload = load(database)
      .then((next) => {
        values = next;
      })
      // The database may be closed in the middle of it; what is known stays.
      .catch((error: unknown) => log('warn', 'the settings were not read again', error))
      .then(() => {
        reload = null;
        if (again) refreshAgain();
      });
  };
  const refreshAgain = (): void => {
    again = false;
    refresh();
  };
  const subscriptions = [
    database.collections.settings.eventBulks$.subscribe(({ events }) => {
      if (!events.every(({ documentId }) => isBesideSettings(documentId))) refresh();
    }),
    database.collections.catalogue.eventBulks$.subscribe(refresh),
  ];

  const agreements = (): Agreement[] => values.catalogue.filter(isType('agreement'));
  const calendar = (id: string | null): CalendarEntry | null =>
    id === null ? null : (values.calendarById.get(id) ?? null);

  return {
    incident: () => values.incident,
    all: () => values.settings,
    agreements,
    calendars: () => [...values.calendarById.values()],
    services: () => values.catalogue.filter(isType('service')),
    calendar,
    withSla: (ticket) => {
      // What was promised stays what it was: a later edit of the agreement reaches open tickets only.
      if (!ticket.active && ticket.sla.agreementId !== null) {
        return recomputeSla(ticket, { calendar: calendar(ticket.sla.calendarId) });
      }
      const agreement = selectAgreement(agreements(), ticket);
      return recomputeSla(ticket, { agreement, calendar: calendar(agreement?.calendarId ?? null) });
    },
    dispose: () => {
      for (const subscription of subscriptions) subscription.unsubscribe();
    },
  };
};
