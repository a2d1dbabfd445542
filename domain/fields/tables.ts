import type { CollectionName } from '#domain/records/collections.ts';
import { AGREEMENT_FIELDS, CALENDAR_FIELDS, PRODUCT_FIELDS, SERVICE_FIELDS } from './catalogue.ts';
import { CHANGE_FIELDS } from './changes.ts';
import { CONFIG_ITEM_FIELDS, INVENTORY_FIELDS, RELATION_FIELDS } from './config-items.ts';
import { PERSON_FIELDS, PLACE_FIELDS, TEAM_FIELDS } from './directory.ts';
import {
  ANNOUNCEMENT_FIELDS,
  BLACKOUT_FIELDS,
  CAB_MEETING_FIELDS,
  LOCKDOWN_FIELDS,
  MAINTENANCE_WINDOW_FIELDS,
} from './events.ts';
import type { FieldTable, RecordFrom } from './field.ts';
import { ARTICLE_FIELDS, KNOWN_ERROR_FIELDS } from './knowledge.ts';
import { OUTAGE_FIELDS } from './ledger.ts';
import { CONTRACT_FIELDS, POOL_FIELDS, SEAT_FIELDS } from './licences.ts';
import { ORDER_FIELDS } from './orders.ts';
import { ATTACHMENT_FIELDS, SETTING_FIELDS } from './others.ts';
import { RELEASE_FIELDS } from './releases.ts';
import { INCIDENT_FIELDS, PROBLEM_FIELDS, type TICKET_TYPES } from './tickets.ts';

/** The table of every record type, by collection. A collection whose records are all of one kind has it under its own name. */
export const FIELD_TABLES = {
  tickets: {
    incident: INCIDENT_FIELDS,
    problem: PROBLEM_FIELDS,
    change: CHANGE_FIELDS,
    release: RELEASE_FIELDS,
  },
  orders: { orders: ORDER_FIELDS },
  configItems: { configItems: CONFIG_ITEM_FIELDS },
  inventories: { inventories: INVENTORY_FIELDS },
  relations: { relations: RELATION_FIELDS },
  directory: { person: PERSON_FIELDS, team: TEAM_FIELDS, place: PLACE_FIELDS },
  catalogue: {
    service: SERVICE_FIELDS,
    product: PRODUCT_FIELDS,
    agreement: AGREEMENT_FIELDS,
    calendar: CALENDAR_FIELDS,
  },
  licences: { contract: CONTRACT_FIELDS, pool: POOL_FIELDS, seat: SEAT_FIELDS },
  knowledge: { article: ARTICLE_FIELDS, known_error: KNOWN_ERROR_FIELDS },
  events: {
    announcement: ANNOUNCEMENT_FIELDS,
    maintenance_window: MAINTENANCE_WINDOW_FIELDS,
    blackout: BLACKOUT_FIELDS,
    lockdown: LOCKDOWN_FIELDS,
    cab_meeting: CAB_MEETING_FIELDS,
  },
  ledger: { outage: OUTAGE_FIELDS },
  attachments: { attachments: ATTACHMENT_FIELDS },
  settings: { settings: SETTING_FIELDS },
} as const satisfies { readonly [C in CollectionName]: Readonly<Record<string, FieldTable>> };

type TicketTables = (typeof FIELD_TABLES)['tickets'];
/** A ticket of any type that has a process. */
export type Ticket = RecordFrom<TicketTables[keyof TicketTables]>;
/** Its type; also those that are known by name only. */
export type TicketType = (typeof TICKET_TYPES)[number] | keyof TicketTables;

/** The table of a record by its `type`; null for a type that this version does not know. */
export const fieldTableOf = (collection: CollectionName, type: unknown): FieldTable | null => {
  const tables: Readonly<Record<string, FieldTable>> = FIELD_TABLES[collection];
  const only = tables[collection];
  if (only !== undefined) return only;
  return typeof type === 'string' && Object.keys(tables).includes(type) ? (tables[type] ?? null) : null;
};

/** All tables of a collection. */
const tablesOf = (collection: CollectionName): readonly FieldTable[] =>
  Object.values(FIELD_TABLES[collection]);

/** The fields of all record types of a collection together. */
export const allFieldsOf = (collection: CollectionName): FieldTable =>
  Object.assign({}, ...tablesOf(collection)) as FieldTable;
