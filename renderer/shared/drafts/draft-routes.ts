import { registered } from '#renderer/shared/navigation/registry.ts';
import type { Route } from '#renderer/shared/navigation/route.ts';

/** The page that shows a draft; null for keys of pages that are not known here. */
export const routeOfDraft = (key: string): Route | null => {
  const colon = key.indexOf(':');
  const kind = key.slice(0, colon);
  for (const { drafts } of registered().features) {
    const route = drafts !== undefined && Object.hasOwn(drafts, kind) ? drafts[kind] : undefined;
    if (route !== undefined) return route(key.slice(colon + 1));
  }
  return null;
};
