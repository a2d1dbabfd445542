import { useEffect, useMemo, useRef } from 'react';
import { routeOfDraft } from '#renderer/shared/drafts/draft-routes.ts';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { isTab, routeKey, useNavigation } from '#renderer/shared/navigation/navigation-store.ts';
import { isFurtherWindow } from '#renderer/shared/navigation/open-window.ts';

/**
 * Keys of the tabs whose records have something typed and not sent. After a start, the drafts of last time come back as tabs in
 * the background.
 */
export const useUnsaved = (): ReadonlySet<string> => {
  const rows = useLive('drafts.list', {}).data?.rows;
  const drafts = useMemo(
    () =>
      (rows ?? []).flatMap(({ key, label }) => {
        const route = routeOfDraft(key);
        return route === null ? [] : [{ route, title: label }];
      }),
    [rows],
  );
  const restored = useRef(false);
  useEffect(() => {
    // A further window is for what it was opened for.
    if (rows === undefined || restored.current || isFurtherWindow()) return;
    restored.current = true;
    // A page that is no tab has its drafts when it is opened.
    useNavigation.getState().restore(drafts.filter(({ route }) => isTab(route)));
  }, [rows, drafts]);
  return useMemo(() => new Set(drafts.map(({ route }) => routeKey(route))), [drafts]);
};
