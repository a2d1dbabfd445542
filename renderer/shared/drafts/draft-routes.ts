import type { Route } from '#renderer/shared/navigation/navigation-store.ts';

/** The page that shows a draft; null for keys of pages that are not known here. */
export const routeOfDraft = (key: string): Route | null => {
  const colon = key.indexOf(':');
  const id = key.slice(colon + 1);
  switch (key.slice(0, colon)) {
    case 'incident-new':
      return { page: 'incident-new', draftId: id, requesterId: null };
    case 'incident':
      return { page: 'ticket', id };
    case 'conflict':
      return { page: 'conflicts' };
    case 'ci':
      return { page: 'ci', id };
    case 'order':
    case 'order-plan':
      return { page: 'order', id };
    case 'order-new': {
      // What it was asked for from: the item before the sign, the ticket after it.
      const at = id.lastIndexOf('@');
      return { page: 'order-new', ciId: id.slice(0, at) || null, ticketId: id.slice(at + 1) || null };
    }
    default:
      return null;
  }
};
