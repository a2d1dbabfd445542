import type { CollectionName } from '#domain/records/collections.ts';

export const SEARCH_KINDS = ['ticket', 'order', 'ci', 'person', 'knowledge'] as const;
export type SearchKind = (typeof SEARCH_KINDS)[number];

/** Where the records of a kind are. */
export const SEARCH_COLLECTIONS = {
  ticket: 'tickets',
  order: 'orders',
  ci: 'configItems',
  person: 'directory',
  knowledge: 'knowledge',
} as const satisfies Record<SearchKind, CollectionName>;
