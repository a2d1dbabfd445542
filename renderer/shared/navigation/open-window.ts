import { openRoute, useNavigation } from './navigation-store.ts';
import { registered } from './registry.ts';
import type { Route } from './route.ts';

/** A route as it travels between windows and starts. */
export const routeText = (route: Route): string => JSON.stringify(route);

/** The route of a text; null for what is none, or has a page that only another version knows. */
export const readRoute = (written: string): Route | null => {
  const route = parsed(written);
  if (typeof route !== 'object' || route === null || !('page' in route)) return null;
  const { page } = route;
  return typeof page === 'string' && registered().pages[page] !== undefined ? (route as Route) : null;
};
const parsed = (written: string): unknown => {
  try {
    return JSON.parse(written);
  } catch {
    return null;
  }
};

/** Opens a page in a window of its own, on the same data. */
export const openInWindow = (route: Route, title: string): void => {
  void window.deskhand.native.openWindow(JSON.stringify({ route: routeText(route), title }));
};

/** What this window was opened for; null for the first one, which is as it was left. */
const ownPlace = (): { readonly route: Route; readonly title: string } | null => {
  if (location.hash.length < 2) return null;
  const place = parsed(decodeURIComponent(location.hash.slice(1))) as {
    route?: unknown;
    title?: unknown;
  } | null;
  const route = typeof place?.route === 'string' ? readRoute(place.route) : null;
  return route === null ? null : { route, title: typeof place?.title === 'string' ? place.title : '' };
};

/** True for a window that was opened beside the first one. */
export const isFurtherWindow = (): boolean => location.hash.length > 1;

/** Begins a further window with what it was opened for. */
export const beginOwnPlace = (): void => {
  const place = ownPlace();
  if (place === null) return;
  // Going back from it leads nowhere: the window is for this.
  openRoute(place.route, place.title);
  useNavigation.setState({ history: [] });
};
