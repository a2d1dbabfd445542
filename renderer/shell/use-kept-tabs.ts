import { useEffect } from 'react';
import { MOST_TABS } from '#contracts/session.ts';
import { host } from '#renderer/shared/host/host.ts';
import { type Tab, useNavigation } from '#renderer/shared/navigation/navigation-store.ts';
import { isFurtherWindow, readRoute, routeText } from '#renderer/shared/navigation/open-window.ts';

import { useSessionUser } from '#renderer/shared/session/session.ts';

/** Tabs change in bursts. */
const KEEP_AFTER_MS = 400;

const keep = (personId: string, tabs: readonly Tab[]): void =>
  void host.command('session.keepTabs', {
    personId,
    // A form without a name comes back by what was typed into it, if anything was.
    tabs: tabs
      .filter(({ title }) => title !== '')
      .slice(-MOST_TABS)
      .map(({ route, title, name }) => ({
        route: routeText(route),
        title: title.slice(0, 400),
        name: name.slice(0, 400),
      })),
  });

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
    let timer: ReturnType<typeof setTimeout> | undefined;
    let stop = (): void => undefined;
    let isOver = false;
    void restore().then(() => {
      if (isOver) return;
      stop = useNavigation.subscribe(({ tabs }, before) => {
        if (tabs === before.tabs) return;
        clearTimeout(timer);
        timer = setTimeout(() => keep(personId, tabs), KEEP_AFTER_MS);
      });
    });
    return () => {
      isOver = true;
      clearTimeout(timer);
      stop();
    };
  }, [personId]);
};
