import { create } from 'zustand';
import { pageSpec } from './registry.ts';
import type { Route } from './route.ts';

/** Stable name of a route; two equal keys are the same tab. */
export const routeKey = (route: Route): string => {
  const { tabOf } = pageSpec(route.page);
  return tabOf === undefined ? route.page : `${route.page}:${tabOf(route as never)}`;
};

/** Records open as tabs of their own; the rest are single pages. */
export const isTab = (route: Route): boolean => pageSpec(route.page).tabOf !== undefined;

export type Tab = { readonly key: string; readonly route: Route; readonly title: string };

type Navigation = {
  /** Where the console begins and goes back to when nothing else is left. */
  readonly home: Route;
  readonly current: Route;
  readonly tabs: readonly Tab[];
  readonly history: readonly Route[];
  readonly open: (route: Route, title?: string) => void;
  readonly close: (key: string) => void;
  readonly back: () => void;
  /** A tab learns its title once its record is loaded. */
  readonly setTitle: (key: string, title: string) => void;
  /** Opens tabs in the background, those of unsent drafts after a restart for example. */
  readonly restore: (tabs: readonly Omit<Tab, 'key'>[]) => void;
  /** The page to begin with. Goes there unless the user is somewhere already. */
  readonly begin: (home: Route) => void;
  /** Closes everything. */
  readonly reset: () => void;
};

const QUEUE: Route = { page: 'queue' };
const HISTORY_LENGTH = 50;

/** Where the user is and which records are open; documents themselves are never kept here. */
export const useNavigation = create<Navigation>()((set, get) => ({
  home: QUEUE,
  current: QUEUE,
  tabs: [],
  history: [],
  open: (route, title = '') => {
    const key = routeKey(route);
    const { tabs, current, history } = get();
    const known = tabs.some((tab) => tab.key === key);
    set({
      current: route,
      tabs: !isTab(route) || known ? tabs : [...tabs, { key, route, title }],
      history: routeKey(current) === key ? history : [...history.slice(1 - HISTORY_LENGTH), current],
    });
  },
  close: (key) => {
    const { tabs, current, history, home } = get();
    const rest = history.filter((route) => routeKey(route) !== key);
    const closesCurrent = routeKey(current) === key;
    set({
      tabs: tabs.filter((tab) => tab.key !== key),
      current: closesCurrent ? (rest.at(-1) ?? home) : current,
      history: closesCurrent ? rest.slice(0, -1) : rest,
    });
  },
  back: () => {
    const { history } = get();
    const last = history.at(-1);
    if (last !== undefined) set({ current: last, history: history.slice(0, -1) });
  },
  setTitle: (key, title) =>
    set(({ tabs }) => ({ tabs: tabs.map((tab) => (tab.key === key ? { ...tab, title } : tab)) })),
  restore: (restored) => {
    const { tabs } = get();
    const known = new Set(tabs.map((tab) => tab.key));
    const added = restored
      .map((tab) => ({ ...tab, key: routeKey(tab.route) }))
      // Two drafts may belong to one page, the steps and the plan of an order.
      .filter(
        (tab, index, all) => !known.has(tab.key) && all.findIndex(({ key }) => key === tab.key) === index,
      );
    if (added.length > 0) set({ tabs: [...tabs, ...added] });
  },
  begin: (home) => {
    const { home: before, current, history } = get();
    const isUntouched = history.length === 0 && routeKey(current) === routeKey(before);
    set({ home, current: isUntouched ? home : current });
  },
  reset: () => set({ home: QUEUE, current: QUEUE, tabs: [], history: [] }),
}));

export const openRoute = (route: Route, title?: string): void => useNavigation.getState().open(route, title);
