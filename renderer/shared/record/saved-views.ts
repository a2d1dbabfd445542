import { useCallback, useMemo, useState } from 'react';
import type { ReplyError } from '#contracts/define.ts';
import type { ListedView } from '#contracts/drafts.ts';
import type { SavedView } from '#domain/views/saved-view.ts';
import { useCommand } from '#renderer/shared/host/use-command.ts';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { useNavigation } from '#renderer/shared/navigation/navigation-store.ts';
import type { ListPage } from '#renderer/shared/navigation/route.ts';
import { type Listed, plainView, removeView, setDefaultView, shareView, sharingOf } from './view-acts.ts';

export type SavedViews<V extends SavedView> = {
  readonly page: ListPage;
  readonly all: readonly Listed<V>[];
  /** The one that the list shows. */
  readonly shown: Listed<V> | null;
  readonly show: (view: V) => void;
  /** Saves it, new or changed, and shows it; a shared one changes for the whole team. False: it could not be saved, and `error` says why. */
  readonly save: (view: V | Listed<V>) => Promise<boolean>;
  readonly remove: (view: Listed<V>) => void;
  readonly share: (view: Listed<V>, team: { readonly id: string; readonly name: string }) => void;
  /** The list begins with what it shows now, for this person on this device. */
  readonly isDefault: boolean;
  readonly setDefault: (isDefault: boolean) => void;
  readonly busy: boolean;
  readonly error: ReplyError | undefined;
};

const NONE: readonly ListedView[] = [];

/** The views that this person has of a list, own and shared. `isOf` must stay the same function; `otherwise` is shown when the shown one is gone. */
export const useSavedViews = <V extends SavedView>(
  page: ListPage,
  isOf: (view: SavedView) => view is V,
  otherwise: string,
): SavedViews<V> => {
  const rows = useLive('views.list', {}).data?.rows ?? NONE;
  const first = useLive('session.status', {}).data?.defaultViews[page] ?? otherwise;
  const chosen = useNavigation((navigation) => navigation.views[page]?.id);
  const save = useCommand('views.save');
  const share = useCommand('views.share');
  // The list of saved views has it a moment later.
  const [justSaved, setJustSaved] = useState<Listed<V> | null>(null);
  const all = useMemo(() => rows.filter((row) => isOf(row)) as unknown as readonly Listed<V>[], [rows, isOf]);
  const show = useCallback(({ id }: SavedView) => useNavigation.getState().showView(page, id), [page]);
  const current = chosen ?? otherwise;
  return {
    page,
    all,
    shown: all.find(({ id }) => id === chosen) ?? (justSaved?.id === chosen ? justSaved : null),
    show,
    save: async (view) => {
      const shared = sharingOf(view);
      const own = plainView(view);
      const reply =
        shared === null ? await save.run(own) : await share.run({ view: own, teamId: shared.teamId });
      if (reply.ok) {
        setJustSaved({ ...own, shared });
        show(own);
      }
      return reply.ok;
    },
    remove: (view) => void removeView(view, { page, otherwise, isDefault: first === view.id }),
    share: (view, team) => void shareView(view, team, { page, isDefault: first === view.id }),
    isDefault: first === current,
    setDefault: (isDefault) => void setDefaultView(page, isDefault ? current : null),
    busy: save.busy || share.busy,
    error: save.error ?? share.error,
  };
};
