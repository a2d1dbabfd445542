import type { CollectionName } from '#domain/records/collections.ts';
import type { RecordSpec } from './feature.ts';
import { openRoute } from './navigation-store.ts';
import { registered } from './registry.ts';
import type { Page, Route } from './route.ts';

/** What the features say of a kind of record; a line for just this type counts before one for the whole collection. */
export const recordSpec = (collection: CollectionName, type: string | null): RecordSpec | null => {
  const specs = registered().records.filter((spec) => spec.collection === collection);
  const own = specs.find(({ types }) => type !== null && types?.includes(type));
  return own ?? specs.find(({ types }) => types === undefined) ?? null;
};

/** The page of a record, by its collection and its `type`; null where no feature has one. */
export const routeOfRecord = (collection: CollectionName, id: string, type: string | null): Route | null =>
  recordSpec(collection, type)?.route(id) ?? null;

/** The route of a record that has another page than `page`; null where it has no other. */
export const routeElsewhere = (
  collection: CollectionName,
  record: { readonly id: string; readonly type: string },
  page: Page,
): Route | null => {
  const route = routeOfRecord(collection, record.id, record.type);
  return route === null || route.page === page ? null : route;
};

/** Opens the page of a record, if it has one. `title` is shown on its tab. */
export const openRecord = (
  collection: CollectionName,
  record: { readonly id: string; readonly type: string },
  title?: string,
): void => {
  const route = routeOfRecord(collection, record.id, record.type);
  if (route !== null) openRoute(route, title);
};
