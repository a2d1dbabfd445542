import { create } from 'zustand';
import type { Role } from '#domain/records/common.ts';
import type { Group } from './groups.ts';
import {
  chosenViews,
  firstViews,
  homeGroup,
  listOf,
  type Place,
  type ShownViews,
  shownView,
  standingGroup,
} from './places.ts';
import { pageSpec } from './registry.ts';
import { type ListPage, listRoute, type Route } from './route.ts';

/** Stable name of a route; two equal keys are the same tab. */
export const routeKey = (route: Route): string => {
  const { tabOf } = pageSpec(route.page);
  // The page that the route names describes its own parameters.
  return tabOf === undefined ? route.page : `${route.page}:${tabOf(route as never)}`;
};

/** Records open as tabs of their own; the rest are single pages. */
export const isTab = (route: Route): boolean => pageSpec(route.page).tabOf !== undefined;

export type Tab = {
  readonly key: string;
  readonly route: Route;
  /** Its number, or the name of what has none. */
  readonly title: string;
  /** What the record is called, beside its number; empty where the title says it, or before it is known. */
  readonly name: string;
};

type Standing = {
  readonly current: Route;
  /** The view that each list shows; none until one was chosen. */
  readonly views: ShownViews;
  /** Where the navigation stands. */
  readonly group: Group | null;
  /** What was looked at last in each group. */
  readonly lastIn: Readonly<Partial<Record<Group, Place>>>;
};

type Navigation = Standing & {
  /** Where the console begins and goes back to when nothing else is left. */
  readonly home: Route;
  readonly tabs: readonly Tab[];
  readonly history: readonly Route[];
  /** What going back left, the next one last. */
  readonly ahead: readonly Route[];
  readonly open: (route: Route, title?: string) => void;
  /** Shows another view of a list, or the same one without what was changed. */
  readonly showView: (list: ListPage, view: string) => void;
  /** Opens a list by a line of the navigation. */
  readonly openPlace: (place: Place, group: Group) => void;
  readonly close: (key: string) => void;
  readonly back: () => void;
  readonly forward: () => void;
  /** Puts a tab in the place of another one. */
  readonly moveTab: (key: string, to: number) => void;
  readonly closeOthers: (key: string) => void;
  /** A tab learns its title and name once its record is loaded. */
  readonly setTitle: (key: string, title: string, name?: string) => void;
  /** Opens tabs in the background, those of unsent drafts after a restart for example. */
  readonly restore: (tabs: readonly (Omit<Tab, 'key' | 'name'> & { readonly name?: string })[]) => void;
  /** The page to begin with, and the views that this person's lists begin with. Goes there unless the user is somewhere already. */
  readonly begin: (home: Route, roles: readonly Role[], defaults?: Readonly<Record<string, string>>) => void;
  /** Closes everything. */
  readonly reset: () => void;
};

const QUEUE: Route = { page: 'queue' };
const HISTORY_LENGTH = 50;

/** Where the navigation stands once `current` is shown. */
const standing = ({ current, views, group, lastIn }: Standing): Standing => {
  const now = standingGroup(current, views, group);
  if (now === null || isTab(current)) return { current, views, group: now, lastIn };
  const list = listOf(current);
  if (homeGroup(list) === null) return { current, views, group: now, lastIn };
  return { current, views, group: now, lastIn: { ...lastIn, [now]: { list, view: shownView(list, views) } } };
};

const pushed = (routes: readonly Route[], route: Route): readonly Route[] => [
  ...routes.slice(1 - HISTORY_LENGTH),
  route,
];

/** What changes when a page is opened; `group` where it is known by which the user goes there. */
const opened = (
  { current, tabs, history, group: before, lastIn }: Navigation,
  route: Route,
  title: string,
  group: Group | null,
  views: ShownViews,
): Partial<Navigation> => {
  const key = routeKey(route);
  const known = tabs.some((tab) => tab.key === key);
  // Pages of one tab may ask something else each time: the tab leads to the last one, and is called so.
  const kept = tabs.map((tab) =>
    tab.key === key && JSON.stringify(tab.route) !== JSON.stringify(route)
      ? { key, route, title, name: '' }
      : tab,
  );
  const isHere = routeKey(current) === key;
  return {
    ...standing({ current: route, views, group: group ?? before, lastIn }),
    tabs: known ? kept : isTab(route) ? [...tabs, { key, route, title, name: '' }] : tabs,
    history: isHere ? history : pushed(history, current),
    ...(isHere ? {} : { ahead: [] }),
  };
};

const START = {
  ...{ home: QUEUE, current: QUEUE, tabs: [], history: [], ahead: [] },
  ...{ views: {}, group: null, lastIn: {} },
};

/** Where the user is and which records are open; documents themselves are never kept here. */
export const useNavigation = create<Navigation>()((set, get) => ({
  ...START,
  open: (route, title = '') =>
    // A list that is asked for by its name is looked for where it is at home.
    set(opened(get(), route, title, isTab(route) ? null : homeGroup(listOf(route)), get().views)),
  showView: (list, id) => set(standing({ ...get(), views: { ...get().views, [list]: { id } } })),
  openPlace: ({ list, view }, group) => {
    const { views } = get();
    const shown = view === null ? views : { ...views, [list]: { id: view } };
    set(opened(get(), listRoute(list), '', group, shown));
  },
  close: (key) => {
    const { tabs, current, history, ahead, home } = get();
    const others = (route: Route): boolean => routeKey(route) !== key;
    const rest = history.filter(others);
    const closesCurrent = routeKey(current) === key;
    set({
      ...standing({ ...get(), current: closesCurrent ? (rest.at(-1) ?? home) : current }),
      tabs: tabs.filter((tab) => tab.key !== key),
      history: closesCurrent ? rest.slice(0, -1) : rest,
      ahead: ahead.filter(others),
    });
  },
  closeOthers: (key) => {
    for (const tab of get().tabs) if (tab.key !== key) get().close(tab.key);
  },
  back: () => {
    const { history, ahead, current } = get();
    const last = history.at(-1);
    if (last === undefined) return;
    set({
      ...standing({ ...get(), current: last }),
      history: history.slice(0, -1),
      ahead: pushed(ahead, current),
    });
  },
  forward: () => {
    const { history, ahead, current } = get();
    const next = ahead.at(-1);
    if (next === undefined) return;
    set({
      ...standing({ ...get(), current: next }),
      history: pushed(history, current),
      ahead: ahead.slice(0, -1),
    });
  },
  moveTab: (key, to) => {
    const { tabs } = get();
    const tab = tabs.find((one) => one.key === key);
    if (tab === undefined || to < 0 || to >= tabs.length) return;
    const others = tabs.filter((one) => one !== tab);
    set({ tabs: [...others.slice(0, to), tab, ...others.slice(to)] });
  },
  setTitle: (key, title, name = '') =>
    set(({ tabs }) => ({ tabs: tabs.map((tab) => (tab.key === key ? { ...tab, title, name } : tab)) })),
  restore: (restored) => {
    const { tabs } = get();
    const known = new Set(tabs.map((tab) => tab.key));
    const added = restored
      .map((tab) => ({ name: '', ...tab, key: routeKey(tab.route) }))
      // Two drafts may belong to one page, the steps and the plan of an order.
      .filter(
        (tab, index, all) => !known.has(tab.key) && all.findIndex(({ key }) => key === tab.key) === index,
      );
    if (added.length > 0) set({ tabs: [...tabs, ...added] });
  },
  begin: (home, roles, defaults = {}) => {
    const { home: before, current, history, views } = get();
    const isUntouched = history.length === 0 && routeKey(current) === routeKey(before);
    set({
      home,
      ...standing({
        ...get(),
        current: isUntouched ? home : current,
        views: { ...firstViews(roles), ...chosenViews(defaults), ...views },
      }),
    });
  },
  reset: () => set(START),
}));

export const openRoute = (route: Route, title?: string): void => useNavigation.getState().open(route, title);
