import type { ReactNode } from 'react';
import type { SavedView } from '#domain/views/saved-view.ts';
import type { TranslateAny } from '#renderer/shared/i18n/i18n.ts';
import type { Countable, ListSpec, ListView, ViewContext } from './feature.ts';
import type { Group } from './groups.ts';
import { listOf, type Place, type ShownViews, shownView } from './places.ts';
import { pageSpec } from './registry.ts';
import type { Route } from './route.ts';

/** One line of a group: a list, or one of its views below it. */
export type Line = {
  readonly key: string;
  readonly place: Place;
  readonly label: string;
  /** Views stand below their list and have none. */
  readonly icon: ReactNode | null;
  /** What it leads to, where that can be counted. */
  readonly shows: Countable | null;
  readonly isSaved: boolean;
};

export type LineSource = {
  readonly lists: readonly ListSpec[];
  readonly saved: readonly SavedView[];
  readonly context: ViewContext;
  /** Words of a text key. */
  readonly words: TranslateAny;
};

const keyOf = ({ list, view }: Place): string => (view === null ? list : `${list}/${view}`);

const line = (place: Place, label: string, shows: Countable | null, icon: ReactNode | null): Line => ({
  key: keyOf(place),
  place,
  label,
  icon,
  shows,
  isSaved: false,
});

/** The built-in views that are for this person. */
const viewsOf = ({ views = [] }: ListSpec, context: ViewContext): readonly ListView[] =>
  views.filter(({ isFor }) => isFor === undefined || isFor(context));

const lineOfList = ({ page, shows, icon }: ListSpec, { context, words }: LineSource): Line =>
  line({ list: page, view: null }, words(pageSpec(page).title), shows?.(context) ?? null, icon);

const linesOfList = (list: ListSpec, source: LineSource): readonly Line[] => [
  lineOfList(list, source),
  ...viewsOf(list, source.context).map(({ id, title, shows }) =>
    line({ list: list.page, view: id }, source.words(title), shows?.(source.context) ?? null, null),
  ),
  ...source.saved.flatMap((view) =>
    list.saves === undefined || view.list !== list.page
      ? []
      : {
          ...line({ list: list.page, view: view.id }, view.name, list.saves(view, source.context), null),
          isSaved: true,
        },
  ),
];

/** The lines of a group: its lists, each with its views, and lists and single views of other groups. */
export const linesOf = (group: Group, source: LineSource): readonly Line[] => [
  ...source.lists.filter((list) => list.group === group).flatMap((list) => linesOfList(list, source)),
  ...source.lists.filter((list) => list.alsoIn === group).map((list) => lineOfList(list, source)),
  ...source.lists.flatMap((list) =>
    viewsOf(list, source.context).flatMap(({ id, shows, alsoIn }) =>
      alsoIn?.group === group
        ? line(
            { list: list.page, view: id },
            source.words(alsoIn.title),
            shows?.(source.context) ?? null,
            alsoIn.icon,
          )
        : [],
    ),
  ),
];

/** The line that leads to what is shown: to the view, or to the list where it has none. */
export const currentLine = (lines: readonly Line[], current: Route, views: ShownViews): Line | null => {
  const list = listOf(current);
  const at = (view: string | null) => lines.find(({ key }) => key === keyOf({ list, view }));
  return at(shownView(list, views)) ?? at(null) ?? null;
};

/** The groups that have something, in the given order. */
export const filledGroups = (groups: readonly Group[], lists: readonly ListSpec[]): readonly Group[] =>
  groups.filter((group) => lists.some((list) => list.group === group));
