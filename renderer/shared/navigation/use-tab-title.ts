import { useEffect } from 'react';
import { useIsAhead } from './ahead.ts';
import { routeKey, useNavigation } from './navigation-store.ts';
import type { Route } from './route.ts';

/** Tells the tab of a page what its record is called, once that is known: its number and name, or just the name of what has no number. */
export const useTabTitle = (route: Route, title: string | undefined, name = ''): void => {
  const key = routeKey(route);
  // A page that was made ahead and is opened then has had no tab so far.
  const isAhead = useIsAhead();
  useEffect(() => {
    if (title !== undefined && !isAhead) useNavigation.getState().setTitle(key, title, name);
  }, [key, title, name, isAhead]);
};
