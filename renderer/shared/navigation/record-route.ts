import type { CollectionName } from '#domain/records/collections.ts';
import type { Route } from './navigation-store.ts';

/** The page of a record; null for collections whose records have none. `recordType` tells a person from a team or a place. */
export const routeOfRecord = (
  collection: CollectionName,
  id: string,
  recordType: string | null,
): Route | null => {
  switch (collection) {
    case 'tickets':
      return { page: 'ticket', id };
    case 'orders':
      return { page: 'order', id };
    case 'configItems':
    case 'inventories':
      return { page: 'ci', id };
    case 'knowledge':
      return { page: 'knowledge', id };
    case 'directory':
      return recordType === 'person' ? { page: 'person', id } : null;
    case 'settings':
      return { page: 'settings' };
    case 'relations':
    case 'catalogue':
    case 'licences':
    case 'announcements':
    case 'attachments':
      return null;
  }
};
