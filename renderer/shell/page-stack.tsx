import Box from '@mui/material/Box';
import Skeleton from '@mui/material/Skeleton';
import { Activity, memo, type ReactNode, Suspense, useCallback, useEffect, useRef, useState } from 'react';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { AheadContext } from '#renderer/shared/navigation/ahead.ts';
import { isTab, routeKey, useNavigation } from '#renderer/shared/navigation/navigation-store.ts';
import type { Route } from '#renderer/shared/navigation/route.ts';
import { useReportShown } from '#renderer/shared/session/session.ts';
import { isFocusLost } from '#renderer/shared/ui/free-focus.ts';
import { PageErrorBoundary } from './page-error-boundary.tsx';
import { takesFocus } from './page-focus.ts';
import { usePageAhead } from './use-page-ahead.ts';

/** While the code of a page is being read. */
const LoadingPage = (): ReactNode => {
  const t = useText('common');
  return (
    <Box role="status" aria-label={t('loading')} data-building sx={{ p: 2 }}>
      <Skeleton variant="text" width={220} height={32} />
      <Skeleton variant="rounded" height={180} sx={{ mt: 1 }} />
    </Box>
  );
};

export type PageOf = (route: Route) => ReactNode;

/** How many pages behind the current one keep their state in the window; the rest are built anew. */
const KEPT_PAGES = 12;

/** Not by their keys: a page may be asked for another part of it. */
const sameRoute = (one: Route, other: Route): boolean => JSON.stringify(one) === JSON.stringify(other);

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
  // Asked the same again, a page stays as it is.
  const known = stack.find((route) => sameRoute(route, current)) ?? current;
  return [known, ...rest].slice(0, KEPT_PAGES);
};

/** Behind all that were visited. */
const withMade = (stack: readonly Route[], made: Route): readonly Route[] =>
  stack.some((route) => routeKey(route) === routeKey(made)) || stack.length >= KEPT_PAGES
    ? stack
    : [...stack, made];

const sameStack = (one: readonly Route[], other: readonly Route[]): boolean =>
  one.length === other.length && one.every((route, index) => route === other[index]);

type PageFrameProps = { readonly name: string; readonly isAhead: boolean; readonly children: ReactNode };

/**
 * Holds a page. When it comes to the front and the focus went away with what was there before, it goes to where it last was on
 * this page, or to the page itself. A page that is made ahead is laid out and drawn, but neither painted nor to be reached.
 */
const PageFrame = ({ name, isAhead, children }: PageFrameProps): ReactNode => {
  const frame = useRef<HTMLDivElement>(null);
  const last = useRef<HTMLElement | null>(null);
  useEffect(() => {
    if (isAhead) return undefined;
    const take = (): void => {
      const before = last.current?.isConnected ? last.current : null;
      (before ?? frame.current)?.focus({ preventScroll: true });
    };
    if (isFocusLost()) take();
    return takesFocus(take);
  }, [isAhead]);
  return (
    <Box
      ref={frame}
      data-page-frame={name}
      tabIndex={-1}
      onFocus={(event) => {
        // Dialogs of the page hand the focus on to here, too, but stand elsewhere.
        if (event.currentTarget.contains(event.target)) last.current = event.target;
      }}
      sx={{ position: 'absolute', inset: 0, outline: 'none !important' }}
      style={isAhead ? { contentVisibility: 'hidden', pointerEvents: 'none' } : undefined}
    >
      <AheadContext value={isAhead}>{children}</AheadContext>
    </Box>
  );
};

type PageOfRouteProps = { readonly route: Route; readonly pageOf: PageOf };
/** Rendered anew when its route changes: going elsewhere must not render all pages that are kept. */
const PageOfRoute = memo(({ route, pageOf }: PageOfRouteProps): ReactNode => {
  // After the page's own effects: it may want to say itself when it is there.
  useReportShown();
  return pageOf(route);
});

/**
 * The current page, and behind it, without live queries, those visited lately: going back finds them as they were. What changes in
 * the shell around it (the sync reports several times at a start) must not render every page again.
 */
export const PageStack = memo(({ pageOf }: { readonly pageOf: PageOf }): ReactNode => {
  const current = useNavigation((navigation) => navigation.current);
  const tabs = useNavigation((navigation) => navigation.tabs);
  const [stack, setStack] = useState<readonly Route[]>([]);
  const next = nextStack(stack, current, new Set(tabs.map((tab) => tab.key)));
  if (!sameStack(stack, next)) setStack(next);
  const currentKey = routeKey(current);
  const keep = useCallback((route: Route) => {
    if (!isTab(route)) setStack((before) => withMade(before, route));
  }, []);
  const making = usePageAhead(keep);
  const isMade = (route: Route): boolean => next.some((known) => routeKey(known) === routeKey(route));
  const all = making === null || isMade(making) ? next : [...next, making];
  // A fixed order keeps React from moving the pages' elements, which would lose their scroll positions.
  const shown = [...all].sort((one, other) => (routeKey(one) < routeKey(other) ? -1 : 1));
  return (
    <Box component="main" sx={{ flex: 1, minHeight: 0, position: 'relative' }}>
      {shown.map((route) => {
        const key = routeKey(route);
        return (
          <Activity key={key} mode={key === currentKey || route === making ? 'visible' : 'hidden'}>
            <PageFrame name={key} isAhead={key !== currentKey && route === making}>
              <PageErrorBoundary>
                <Suspense fallback={<LoadingPage />}>
                  <PageOfRoute route={route} pageOf={pageOf} />
                </Suspense>
              </PageErrorBoundary>
            </PageFrame>
          </Activity>
        );
      })}
    </Box>
  );
});
