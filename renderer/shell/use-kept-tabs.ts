import { useEffect } from 'react';
import { host } from '#renderer/shared/host/host.ts';
import { keptTabs } from '#renderer/shared/navigation/kept-tabs.ts';
import { useNavigation } from '#renderer/shared/navigation/navigation-store.ts';
import { isFurtherWindow, readRoute } from '#renderer/shared/navigation/open-window.ts';
import { useSessionUser } from '#renderer/shared/session/session.ts';

const restore = async (): Promise<void> => {
  const reply = await host.query('session.tabs', {});
  if (!reply.ok) return;
  useNavigation.getState().restore(
    reply.data.tabs.flatMap(({ route: written, title, name }) => {
      const route = readRoute(written);
      return route === null ? [] : [{ route, title, name }];
    }),
  );
};

/** The open records of the first window come back at the next start, in their order; in the store, which is encrypted. */
export const useKeptTabs = (): void => {
  const { personId } = useSessionUser();
  useEffect(() => {
    if (isFurtherWindow()) return undefined;
    let stop = (): void => undefined;
    let isOver = false;
    void restore().then(() => {
      if (isOver) return;
      stop = useNavigation.subscribe(({ tabs }, before) => {
        if (tabs !== before.tabs) keptTabs.changed(personId, tabs);
      });
    });
    return () => {
      isOver = true;
      stop();
      // The console is taken down while it is locked, and reads the tabs again afterwards.
      keptTabs.flush();
    };
  }, [personId]);
};
