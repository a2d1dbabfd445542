import { MOST_TABS } from '#contracts/session.ts';
import { host } from '#renderer/shared/host/host.ts';
import { routeText } from './open-window.ts';
import { createTabKeeper } from './tab-keeper.ts';

/** Which tabs this window has open, kept in the store for their person. */
export const keptTabs = createTabKeeper({
  save: (personId, tabs) =>
    host.command('session.keepTabs', {
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
    }),
  later: (work, ms) => {
    const timer = setTimeout(work, ms);
    return () => clearTimeout(timer);
  },
});

window.addEventListener('pagehide', keptTabs.flush);
