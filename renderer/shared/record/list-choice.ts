import { useCallback, useMemo } from 'react';
import { create } from 'zustand';
import type { NarrowedView, SavedView } from '#domain/views/saved-view.ts';
import { useNavigation } from '#renderer/shared/navigation/navigation-store.ts';
import type { ShownView } from '#renderer/shared/navigation/places.ts';
import type { ListPage } from '#renderer/shared/navigation/route.ts';
import { type SavedViews, useSavedViews } from './saved-views.ts';

type Value = string | boolean | null | readonly string[];
type Sort = { readonly field: string; readonly direction: 'asc' | 'desc' };

/** One filter of a list: how it begins, and how a saved value is read. What it can't be any more is left out. */
type Filter<T extends Value> = { readonly initial: T; readonly read: (stored: unknown) => T };

export const words = (): Filter<string> => ({
  initial: '',
  read: (stored) => (typeof stored === 'string' ? stored : ''),
});

export const flag = (initial: boolean): Filter<boolean> => ({
  initial,
  read: (stored) => (typeof stored === 'boolean' ? stored : initial),
});

export const manyOf = <T extends string>(values: readonly T[]): Filter<readonly T[]> => ({
  initial: [],
  read: (stored) => (Array.isArray(stored) ? values.filter((value) => stored.includes(value)) : []),
});

export const oneOf = <T extends string>(values: readonly T[]): Filter<T | null> => ({
  initial: null,
  read: (stored) => values.find((value) => value === stored) ?? null,
});

/** A value that the company's settings name, a category: any word may be one. */
export const anyOne = (): Filter<string | null> => ({
  initial: null,
  read: (stored) => (typeof stored === 'string' ? stored : null),
});

// biome-ignore lint/suspicious/noExplicitAny: each filter has a type of value of its own
type Filters = Readonly<Record<string, Filter<any>>>;
export type Chosen<F extends Filters> = { readonly [K in keyof F]: F[K]['initial'] };

type ListChoiceSpec<V extends string, F extends Filters, S extends Sort> = {
  readonly page: ListPage;
  /** The list's own views, which narrowing starts from; none: the list is one. */
  readonly views: readonly V[];
  readonly filters: F;
  readonly sorts: readonly S['field'][];
  readonly sort: S;
};

type Changes<F extends Filters, S> = { readonly filters: Partial<Chosen<F>>; readonly sort?: S };

/** What a saved view asks for, as far as the list knows it still. */
type Narrowed<V, F extends Filters, S> = {
  readonly view: V | null;
  readonly filters: Chosen<F>;
  readonly sort: S;
};

const NONE = { filters: {} } as const;

/** What people choose in a list: one of its views or of those they saved, filters, sorting. It stays while they work on one of the records. */
export const defineListChoice = <V extends string, F extends Filters, S extends Sort>(
  spec: ListChoiceSpec<V, F, S>,
) => {
  const { page, views, filters } = spec;
  const each = (value: (filter: Filter<Value>, name: string) => Value): Chosen<F> =>
    Object.fromEntries(
      Object.entries(filters).map(([name, filter]) => [name, value(filter, name)]),
    ) as Chosen<F>;
  const initial: Narrowed<V, F, S> = {
    view: null,
    filters: each((filter) => filter.initial),
    sort: spec.sort,
  };
  /** What was changed on top of a view; going from one of the list's own views to another keeps it. */
  const useChanges = create<{ readonly of: ShownView | null; readonly changes: Changes<F, S> }>()(() => ({
    of: null,
    changes: NONE as Changes<F, S>,
  }));

  return {
    ...spec,
    initial: initial.filters,
    isOf: (view: SavedView): view is NarrowedView => view.kind === 'choice' && view.list === page,
    read: ({ view, choice, sort }: NarrowedView): Narrowed<V, F, S> => ({
      view: views.find((one) => one === view) ?? null,
      filters: each((filter, name) => filter.read(choice[name])),
      sort: (spec.sorts as readonly string[]).includes(sort.field) ? (sort as S) : spec.sort,
    }),
    begin: initial,
    useChanges,
  };
};

type ListChoice<V extends string, F extends Filters, S extends Sort> = ReturnType<
  typeof defineListChoice<V, F, S>
>;

export type UsedListChoice<V, F extends Filters, S> = {
  /** The list's own views. */
  readonly views: readonly V[];
  readonly view: V;
  /** Null: a saved view is shown. */
  readonly ownView: V | null;
  readonly filters: Chosen<F>;
  readonly sort: S;
  /** Something narrows the view, or sorts it another way. */
  readonly isChanged: boolean;
  readonly change: (filters: Partial<Chosen<F>>) => void;
  readonly setSort: (sort: Sort) => void;
  readonly showView: (view: V) => void;
  /** Takes own changes back. */
  readonly reset: () => void;
  readonly saved: SavedViews<NarrowedView>;
  /** The view that would be saved now. */
  readonly toSave: () => Omit<NarrowedView, 'id' | 'name'>;
};

/** The choice of a list for its page. `first` is the view that is shown until one is chosen. */
export const useListChoice = <V extends string, F extends Filters, S extends Sort>(
  choice: ListChoice<V, F, S>,
  first: V,
): UsedListChoice<V, F, S> => {
  const { page, views, useChanges } = choice;
  const chosen = useNavigation((navigation) => navigation.views[page]) ?? null;
  const saved = useSavedViews(page, choice.isOf, first);
  const { shown } = saved;
  const base = useMemo(() => (shown === null ? choice.begin : choice.read(shown)), [choice, shown]);
  const own = views.find((one) => one === chosen?.id) ?? first;
  // Choosing a saved view again takes changes back; so does leaving it.
  const of = shown === null ? null : chosen;
  const state = useChanges();
  const changes = state.of === of ? state.changes : (NONE as Changes<F, S>);
  const filters = useMemo(() => ({ ...base.filters, ...changes.filters }), [base, changes]);
  const sort = changes.sort ?? base.sort;
  const apply = useCallback(
    (more: Partial<Changes<F, S>>) => {
      const { of: before, changes: made } = useChanges.getState();
      const kept = before === of ? made : (NONE as Changes<F, S>);
      useChanges.setState({
        of,
        changes: { ...kept, ...more, filters: { ...kept.filters, ...more.filters } },
      });
    },
    [useChanges, of],
  );
  const view = shown === null ? own : (base.view ?? first);
  return {
    views,
    view,
    ownView: shown === null ? own : null,
    filters,
    sort,
    isChanged: JSON.stringify([filters, sort]) !== JSON.stringify([base.filters, base.sort]),
    change: useCallback((more: Partial<Chosen<F>>) => apply({ filters: more }), [apply]),
    setSort: useCallback((next: Sort) => apply({ sort: next as S }), [apply]),
    showView: (next) => useNavigation.getState().showView(page, next),
    reset: () => useChanges.setState({ of, changes: NONE as Changes<F, S> }),
    saved,
    toSave: () => ({
      kind: 'choice',
      list: page,
      view: views.length === 0 ? '' : view,
      choice: filters as NarrowedView['choice'],
      sort: { field: sort.field, direction: sort.direction },
    }),
  };
};
