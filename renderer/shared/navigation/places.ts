import type { Role } from '#domain/records/common.ts';
import type { Group } from './groups.ts';
import { pageSpec, registered } from './registry.ts';
import type { ListPage, Route } from './route.ts';

/** The view of a list that is shown; a new object each time it is chosen, so that choosing it again takes own changes back. */
export type ShownView = { readonly id: string };
export type ShownViews = Readonly<Partial<Record<ListPage, ShownView>>>;

/** A list as the navigation leads to it: with one of its views, or as it was left. */
export type Place = { readonly list: ListPage; readonly view: string | null };

/** The list that a page belongs to. */
export const listOf = ({ page }: Route): ListPage => pageSpec(page).list ?? (page as ListPage);

const specOf = (list: ListPage) => registered().lists.find(({ page }) => page === list);

/** The group whose list it is; null for pages that stand in no group. */
export const homeGroup = (list: ListPage): Group | null => specOf(list)?.group ?? null;

/** The view that a list shows: the chosen one, else its first; null for lists without views. */
export const shownView = (list: ListPage, views: ShownViews): string | null =>
  views[list]?.id ?? specOf(list)?.views?.[0]?.id ?? null;

const leadsTo = (group: Group, list: ListPage, view: string | null): boolean => {
  const spec = specOf(list);
  return (
    spec?.group === group ||
    spec?.alsoIn === group ||
    (spec?.views ?? []).some(({ id, alsoIn }) => id === view && alsoIn?.group === group)
  );
};

/** What lists show to begin with, where that goes by role. */
export const firstViews = (roles: readonly Role[]): ShownViews =>
  Object.fromEntries(
    registered().lists.flatMap(({ page, firstView }) =>
      firstView === undefined ? [] : [[page, { id: firstView(roles) }]],
    ),
  );

/** What lists show to begin with because somebody chose it, by their pages; pages that this version does not have are left out. */
export const chosenViews = (chosen: Readonly<Record<string, string>>): ShownViews =>
  Object.fromEntries(
    registered().lists.flatMap(({ page }) => {
      const id = chosen[page];
      return id === undefined ? [] : [[page, { id }]];
    }),
  );

/** Where the navigation stands: in the group by which the user came as long as it leads there, else where the list is at home. */
export const standingGroup = (current: Route, views: ShownViews, cameBy: Group | null): Group | null => {
  const list = listOf(current);
  if (cameBy !== null && leadsTo(cameBy, list, shownView(list, views))) return cameBy;
  // Pages without a group leave the navigation where it was.
  return homeGroup(list) ?? cameBy;
};
