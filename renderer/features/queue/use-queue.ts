import { useEffect, useMemo, useState } from 'react';
import { ulid } from 'ulid';
import type { ReplyError } from '#contracts/define.ts';
import type { SavedView } from '#contracts/drafts.ts';
import { useCommand } from '#renderer/shared/host/use-command.ts';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { notify } from '#renderer/shared/notify/notify.ts';
import { useSessionUser } from '#renderer/shared/session/session.ts';
import { sameFilter } from './filter-chips.ts';
import { useQueueStore } from './queue-store.ts';
import {
  BUILT_IN_VIEWS,
  type BuiltInView,
  builtInId,
  builtInState,
  type QueueState,
  sameSort,
  savedState,
} from './views.ts';

export type QueueViews = {
  readonly queue: QueueState;
  readonly saved: readonly SavedView[];
  readonly hasTeams: boolean;
  /** Filter, sorting or columns differ from the view's. */
  readonly isChanged: boolean;
  readonly showBuiltIn: (view: BuiltInView) => void;
  readonly showSaved: (view: SavedView) => void;
  /** Back to what the view says. */
  readonly reset: () => void;
  readonly saveAs: (name: string) => Promise<boolean>;
  readonly update: (view: SavedView) => void;
  readonly remove: (view: SavedView) => void;
  readonly saving: { readonly busy: boolean; readonly error: ReplyError | undefined };
};

/** The view the queue shows and the saved ones. */
export const useQueueViews = (): QueueViews => {
  const t = useText('queue');
  const user = useSessionUser();
  const store = useQueueStore();
  const saved = useLive('views.list', {}).data?.rows ?? [];
  const save = useCommand('views.save');
  const remove = useCommand('views.delete');
  // The built-in views are about the hours around now; the moment the page was opened is exact enough.
  const [now] = useState(() => new Date());
  const context = useMemo(
    () => ({ personId: user.personId, teamIds: user.teamIds, now }),
    [user.personId, user.teamIds, now],
  );
  const usual = useMemo(() => builtInState('all', context), [context]);
  const queue = store.queue ?? usual;

  // Another person signed in: their queue starts afresh.
  useEffect(() => {
    if (store.personId !== user.personId) store.start(user.personId);
  }, [store, user.personId]);

  const builtIn = BUILT_IN_VIEWS.find((view) => builtInId(view) === queue.viewId);
  const own = saved.find((view) => view.id === queue.viewId);
  const original = builtIn !== undefined ? builtInState(builtIn, context) : own && savedState(own);
  const isChanged =
    original !== undefined &&
    !(
      sameFilter(original.filter, queue.filter) &&
      sameSort(original.sort, queue.sort) &&
      original.columns.join() === queue.columns.join()
    );
  const keep = async (view: SavedView): Promise<boolean> => {
    const reply = await save.run({ ...view, columns: [...view.columns] });
    if (reply.ok) store.show(savedState(reply.data));
    return reply.ok;
  };
  return {
    queue,
    saved,
    hasTeams: user.teamIds.length > 0,
    isChanged,
    showBuiltIn: (view) => store.show(builtInState(view, { ...context, now: new Date() })),
    showSaved: (view) => store.show(savedState(view)),
    reset: () => store.show(original ?? usual),
    saveAs: (name) => {
      const { filter, sort, columns } = queue;
      return keep({ id: ulid(), name, filter, sort, columns: [...columns] });
    },
    update: (view) => {
      const { filter, sort, columns } = queue;
      void keep({ ...view, filter, sort, columns: [...columns] });
    },
    remove: (view) => {
      void remove.run({ id: view.id }).then((reply) => {
        if (!reply.ok) return;
        notify('info', t('views.deleted', { name: view.name }));
        if (queue.viewId === view.id) store.show(usual);
      });
    },
    saving: { busy: save.busy, error: save.error ?? remove.error },
  };
};
