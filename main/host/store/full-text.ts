import type { ConfigItem } from '#domain/records/config-item.ts';
import type { DirectoryEntry } from '#domain/records/directory.ts';
import type { KnowledgeEntry } from '#domain/records/knowledge.ts';
import type { Order } from '#domain/records/order.ts';
import type { Ticket } from '#domain/records/ticket.ts';
import { defineFullText, type FullTextDefinition } from '../storage/search-fields.ts';

const present = (values: readonly (string | null | undefined)[]): string[] =>
  values.filter((value): value is string => typeof value === 'string' && value !== '');

/** The journal's texts, newest last; names and field changes are not searched. */
const spokenText = (journal: Ticket['journal']): string =>
  journal.flatMap((entry) => (entry.text === null ? [] : [entry.text])).join('\n');

const ticketText = defineFullText<Ticket>({
  collection: 'tickets',
  fields: (ticket) => ({
    title: ticket.title,
    body: present([
      ticket.description,
      ticket.category,
      ticket.subcategory,
      ticket.closureNotes,
      ...ticket.tags,
      spokenText(ticket.journal),
    ]).join('\n'),
    keys: present([ticket.number, ticket.externalId?.split(':').at(-1)]),
  }),
});

const orderText = defineFullText<Order>({
  collection: 'orders',
  fields: (order) => ({
    title: order.title,
    body: present([order.description, order.completionNotes, ...order.tags, spokenText(order.journal)]).join(
      '\n',
    ),
    keys: [order.number],
  }),
});

const ciText = defineFullText<ConfigItem>({
  collection: 'configItems',
  fields: (ci) => ({
    title: ci.name,
    body: present([
      ci.manufacturer,
      ci.model,
      ci.hardware.os,
      ci.hardware.lastLoggedUser,
      ci.commercial.invoiceNumber,
      ci.commercial.deliveryNote,
      ...ci.tags,
      ci.notes,
    ]).join('\n'),
    keys: present([ci.name, ci.serial, ci.assetTag, ci.uuid, ...ci.macs, ...ci.ips]),
  }),
});

const directoryText = defineFullText<DirectoryEntry>({
  collection: 'directory',
  fields: (entry) => {
    switch (entry.type) {
      case 'person':
        return {
          title: entry.name,
          body: present([entry.department, entry.jobTitle, entry.costCentre]).join('\n'),
          keys: present([entry.login, entry.email, entry.employeeNumber, ...entry.phones]),
        };
      case 'team':
        return { title: entry.name, body: '', keys: present([entry.email]) };
      case 'place':
        return { title: entry.path, body: entry.address ?? '', keys: present([entry.code]) };
    }
  },
});

const knowledgeText = defineFullText<KnowledgeEntry>({
  collection: 'knowledge',
  fields: (entry) => ({
    title: entry.title,
    body: present([
      entry.symptom,
      entry.rootCause,
      entry.workaround,
      entry.solution,
      entry.category,
      ...entry.models,
      ...entry.tags,
    ]).join('\n'),
    keys: present([entry.number, entry.errorCode]),
  }),
});

/** What of each collection the search box finds. */
export const FULL_TEXT: readonly FullTextDefinition[] = [
  ticketText,
  orderText,
  ciText,
  directoryText,
  knowledgeText,
];
