import { useEffect } from 'react';
import { routeKey, useNavigation } from './navigation-store.ts';
import type { Route } from './route.ts';

/** Tells the tab of a page what its record is called, once that is known: its number and name, or just the name of what has no number. */
export const useTabTitle = (route: Route, title: string | undefined, name = ''): void => {
  const key = routeKey(route);
  useEffect(() => {
    if (title !== undefined) useNavigation.getState().setTitle(key, title, name);
  }, [key, title, name]);
};
