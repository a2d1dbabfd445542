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
    case 'ci':
      return { page: 'ci', id };
    case 'order':
      return { page: 'order', id };
    default:
      return null;
  }
};
