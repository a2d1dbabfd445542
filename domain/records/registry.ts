import type * as z from 'zod';
import { type Announcement, type Attachment, announcementSchema, attachmentSchema } from './announcement.ts';
import { type CatalogueEntry, catalogueSchema } from './catalogue.ts';
import type { CollectionName } from './collections.ts';
import {
  type ConfigItem,
  configItemSchema,
  type Inventory,
  inventorySchema,
  type Relation,
  relationSchema,
} from './config-item.ts';
import { type DirectoryEntry, directorySchema } from './directory.ts';
import { type KnowledgeEntry, knowledgeSchema } from './knowledge.ts';
import { type LicenceEntry, licenceSchema } from './licence.ts';
import { type Order, orderSchema } from './order.ts';
import { type Setting, settingSchema } from './settings.ts';
import { type Ticket, ticketSchema } from './ticket.ts';

/** The record type of each collection. */
export type RecordOf = {
  tickets: Ticket;
  orders: Order;
  configItems: ConfigItem;
  inventories: Inventory;
  relations: Relation;
  directory: DirectoryEntry;
  catalogue: CatalogueEntry;
  licences: LicenceEntry;
  knowledge: KnowledgeEntry;
  announcements: Announcement;
  attachments: Attachment;
  settings: Setting;
};

/** The schema every document of a collection must meet, whether typed, imported or pulled from the server. */
export const RECORD_SCHEMAS: { readonly [C in CollectionName]: z.ZodType<RecordOf[C]> } = {
  tickets: ticketSchema,
  orders: orderSchema,
  configItems: configItemSchema,
  inventories: inventorySchema,
  relations: relationSchema,
  directory: directorySchema,
  catalogue: catalogueSchema,
  licences: licenceSchema,
  knowledge: knowledgeSchema,
  announcements: announcementSchema,
  attachments: attachmentSchema,
  settings: settingSchema,
};
