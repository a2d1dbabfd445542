import { useCallback, useMemo, useState } from 'react';
import type { ReplyError } from '#contracts/define.ts';
import type { SavedView } from '#contracts/drafts.ts';
import { useCommand } from '#renderer/shared/host/use-command.ts';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { useNavigation } from '#renderer/shared/navigation/navigation-store.ts';
import type { ListPage } from '#renderer/shared/navigation/route.ts';
import { notify } from '#renderer/shared/notify/notify.ts';

export type SavedViews<V extends SavedView> = {
  readonly all: readonly V[];
  /** The one that the list shows. */
  readonly shown: V | null;
  readonly show: (view: V) => void;
  /** Saves it, new or changed, and shows it. False: it could not be saved, and `error` says why. */
  readonly save: (view: V) => Promise<boolean>;
  readonly remove: (view: V) => void;
  readonly busy: boolean;
  readonly error: ReplyError | undefined;
};

const NONE: readonly SavedView[] = [];

/** The views that this person saved of a list. `isOf` must stay the same function; `otherwise` is shown when the shown one is deleted. */
export const useSavedViews = <V extends SavedView>(
  page: ListPage,
  isOf: (view: SavedView) => view is V,
  otherwise: string,
): SavedViews<V> => {
  const t = useText('record');
  const rows = useLive('views.list', {}).data?.rows ?? NONE;
  const chosen = useNavigation((navigation) => navigation.views[page]?.id);
  const save = useCommand('views.save');
  const remove = useCommand('views.delete');
  // The list of saved views has it a moment later.
  const [justSaved, setJustSaved] = useState<V | null>(null);
  const all = useMemo(() => rows.filter(isOf), [rows, isOf]);
  const show = useCallback(({ id }: SavedView) => useNavigation.getState().showView(page, id), [page]);
  return {
    all,
    shown: all.find(({ id }) => id === chosen) ?? (justSaved?.id === chosen ? justSaved : null),
    show,
    save: async (view) => {
      const reply = await save.run(view);
      if (reply.ok) {
        setJustSaved(view);
        show(view);
      }
      return reply.ok;
    },
    remove: (view) => {
      void remove.run({ id: view.id }).then((reply) => {
        if (!reply.ok) return;
        notify('info', t('views.deleted', { name: view.name }));
        const navigation = useNavigation.getState();
        if (navigation.views[page]?.id === view.id) navigation.showView(page, otherwise);
      });
    },
    busy: save.busy,
    error: save.error ?? remove.error,
  };
};
