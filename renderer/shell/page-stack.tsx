import Box from '@mui/material/Box';
import { Activity, type ReactNode, Suspense, useState } from 'react';
import { isTab, type Route, routeKey, useNavigation } from '#renderer/shared/navigation/navigation-store.ts';
import { LoadingPage } from './loading-page.tsx';
import { PageErrorBoundary } from './page-error-boundary.tsx';

export type PageOf = (route: Route) => ReactNode;

/** How many pages behind the current one keep their state in the window; the rest are built anew. */
const KEPT_PAGES = 12;

/** `current` in front of the pages visited before it, without those that were closed. */
const nextStack = (
  stack: readonly Route[],
  current: Route,
  openTabs: ReadonlySet<string>,
): readonly Route[] => {
  const key = routeKey(current);
  const rest = stack.filter((route) => {
    const other = routeKey(route);
    return other !== key && (!isTab(route) || openTabs.has(other));
  });
  return [current, ...rest].slice(0, KEPT_PAGES);
};

const sameStack = (one: readonly Route[], other: readonly Route[]): boolean =>
  one.length === other.length &&
  one.every((route, index) => routeKey(route) === routeKey(other[index] as Route));

/** The current page, and behind it, without live queries, those visited lately: going back finds them as they were. */
export const PageStack = ({ pageOf }: { readonly pageOf: PageOf }): ReactNode => {
  const current = useNavigation((navigation) => navigation.current);
  const tabs = useNavigation((navigation) => navigation.tabs);
  const [stack, setStack] = useState<readonly Route[]>([]);
  const next = nextStack(stack, current, new Set(tabs.map((tab) => tab.key)));
  if (!sameStack(stack, next)) setStack(next);
  const currentKey = routeKey(current);
  // A fixed order keeps React from moving the pages' elements, which would lose their scroll positions.
  const shown = [...next].sort((one, other) => (routeKey(one) < routeKey(other) ? -1 : 1));
  return (
    <Box component="main" sx={{ flex: 1, minHeight: 0, position: 'relative' }}>
      {shown.map((route) => {
        const key = routeKey(route);
        return (
          <Activity key={key} mode={key === currentKey ? 'visible' : 'hidden'}>
            <Box sx={{ position: 'absolute', inset: 0 }}>
              <PageErrorBoundary>
                <Suspense fallback={<LoadingPage />}>{pageOf(route)}</Suspense>
              </PageErrorBoundary>
            </Box>
          </Activity>
        );
      })}
    </Box>
  );
};
