import { useCallback, useEffect, useMemo } from 'react';
import { ulid } from 'ulid';
import type { ReplyError } from '#contracts/define.ts';
import type { SavedView } from '#contracts/drafts.ts';
import { useCommand } from '#renderer/shared/host/use-command.ts';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { useNavigation } from '#renderer/shared/navigation/navigation-store.ts';
import { useViewContext } from '#renderer/shared/navigation/use-view-context.ts';
import { notify } from '#renderer/shared/notify/notify.ts';
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
  readonly saved: readonly SavedView[];
  readonly hasTeams: boolean;
  /** Filter, sorting or columns differ from the view's. */
  readonly isChanged: boolean;
  readonly change: (changes: QueueChange) => void;
  readonly showBuiltIn: (view: BuiltInView) => void;
  readonly showSaved: (view: SavedView) => void;
  /** Back to what the view says. */
  readonly reset: () => void;
  readonly saveAs: (name: string) => Promise<boolean>;
  readonly update: (view: SavedView) => void;
  readonly remove: (view: SavedView) => void;
  readonly saving: { readonly busy: boolean; readonly error: ReplyError | undefined };
};

const show = (view: ViewId): void => useNavigation.getState().showView('queue', view);

/** What the chosen view says; all open work before one was chosen, and when it is gone. */
const useBase = (saved: readonly SavedView[]): QueueState => {
  const context = useViewContext();
  const chosen = useNavigation((navigation) => navigation.views.queue);
  const justSaved = useQueueStore((store) => store.justSaved);
  return useMemo(() => {
    const builtIn = BUILT_IN_VIEWS.find((view) => builtInId(view) === chosen?.id);
    if (builtIn !== undefined) return builtInState(builtIn, context);
    const own = saved.find((view) => view.id === chosen?.id);
    if (own !== undefined) return savedState(own);
    return justSaved !== null && justSaved.id === chosen?.id
      ? savedState(justSaved)
      : builtInState('all', context);
  }, [context, chosen, saved, justSaved]);
};

const NONE: readonly SavedView[] = [];

/** The view the queue shows and the saved ones. */
export const useQueueViews = (): QueueViews => {
  const t = useText('queue');
  const user = useSessionUser();
  const store = useQueueStore();
  const chosen = useNavigation((navigation) => navigation.views.queue);
  const rows = useLive('views.list', {}).data?.rows ?? NONE;
  const saved = useMemo(() => rows.filter((view) => view.list === 'queue'), [rows]);
  const save = useCommand('views.save');
  const remove = useCommand('views.delete');
  const base = useBase(saved);

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
  const keep = async (view: SavedView): Promise<boolean> => {
    const reply = await save.run({ ...view, columns: [...view.columns] });
    if (reply.ok) {
      useQueueStore.setState({ justSaved: reply.data });
      show(reply.data.id);
    }
    return reply.ok;
  };
  return {
    queue,
    saved,
    hasTeams: user.teamIds.length > 0,
    isChanged,
    change,
    showBuiltIn: (view) => show(builtInId(view)),
    showSaved: (view) => show(view.id),
    reset: () => show(base.viewId),
    saveAs: (name) => {
      const { filter, sort, columns } = queue;
      return keep({ id: ulid(), name, list: 'queue', filter, sort, columns: [...columns] });
    },
    update: (view) => {
      const { filter, sort, columns } = queue;
      void keep({ ...view, filter, sort, columns: [...columns] });
    },
    remove: (view) => {
      void remove.run({ id: view.id }).then((reply) => {
        if (!reply.ok) return;
        notify('info', t('views.deleted', { name: view.name }));
        if (queue.viewId === view.id) show(builtInId('all'));
      });
    },
    saving: { busy: save.busy, error: save.error ?? remove.error },
  };
};
