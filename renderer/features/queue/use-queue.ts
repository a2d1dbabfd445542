import { useCallback, useEffect, useMemo } from 'react';
import { ulid } from 'ulid';
import type { SavedView, TicketView } from '#domain/views/saved-view.ts';
import { useNavigation } from '#renderer/shared/navigation/navigation-store.ts';
import { useViewContext } from '#renderer/shared/navigation/use-view-context.ts';
import { type SavedViews, useSavedViews } from '#renderer/shared/record/saved-views.ts';
import type { Listed } from '#renderer/shared/record/view-acts.ts';
import { useSessionUser } from '#renderer/shared/session/session.ts';
import { sameFilter } from './filter-chips.ts';
import { type QueueChange, useQueueStore } from './queue-store.ts';
import {
  BUILT_IN_VIEWS,
  type BuiltInView,
  builtInId,
  builtInState,
  type QueueState,
  sameSort,
  savedState,
  type ViewId,
} from './views.ts';

export type QueueViews = {
  readonly queue: QueueState;
  readonly saved: SavedViews<TicketView>;
  readonly hasTeams: boolean;
  /** Filter, sorting or columns differ from the view's. */
  readonly isChanged: boolean;
  readonly change: (changes: QueueChange) => void;
  readonly showBuiltIn: (view: BuiltInView) => void;
  /** Back to what the view says. */
  readonly reset: () => void;
  readonly saveAs: (name: string) => Promise<boolean>;
  /** The view with what the queue shows now. */
  readonly updated: (view: Listed<TicketView>) => Listed<TicketView>;
};

const show = (view: ViewId): void => useNavigation.getState().showView('queue', view);

/** What the chosen view says; all open work before one was chosen, and when it is gone. */
const useBase = (shown: TicketView | null): QueueState => {
  const context = useViewContext();
  const chosen = useNavigation((navigation) => navigation.views.queue);
  return useMemo(() => {
    const builtIn = BUILT_IN_VIEWS.find((view) => builtInId(view) === chosen?.id);
    if (builtIn !== undefined) return builtInState(builtIn, context);
    return shown === null ? builtInState('all', context) : savedState(shown);
  }, [context, chosen, shown]);
};

const isOfQueue = (view: SavedView): view is TicketView => view.kind === 'filter';

/** The view the queue shows and the saved ones. */
export const useQueueViews = (): QueueViews => {
  const user = useSessionUser();
  const store = useQueueStore();
  const chosen = useNavigation((navigation) => navigation.views.queue);
  const saved = useSavedViews('queue', isOfQueue, builtInId('all'));
  const base = useBase(saved.shown);

  // Another person signed in: their queue starts afresh.
  useEffect(() => {
    if (store.personId !== user.personId) store.start(user.personId);
  }, [store, user.personId]);

  const queue = useMemo(
    () => (store.of === chosen ? { ...base, ...store.changes } : base),
    [base, store.of, store.changes, chosen],
  );
  const isChanged = !(
    sameFilter(base.filter, queue.filter) &&
    sameSort(base.sort, queue.sort) &&
    base.columns.join() === queue.columns.join()
  );
  const { change: keepChange } = store;
  const change = useCallback((changes: QueueChange) => keepChange(chosen, changes), [keepChange, chosen]);
  const updated: QueueViews['updated'] = (view) => {
    const { filter, sort, columns } = queue;
    return { ...view, filter, sort, columns: [...columns] };
  };
  return {
    queue,
    saved,
    hasTeams: user.teamIds.length > 0,
    isChanged,
    change,
    showBuiltIn: (view) => show(builtInId(view)),
    reset: () => show(base.viewId),
    saveAs: (name) => {
      const { filter, sort, columns } = queue;
      return saved.save({
        id: ulid(),
        name,
        kind: 'filter',
        list: 'queue',
        filter,
        sort,
        columns: [...columns],
      });
    },
    updated,
  };
};
