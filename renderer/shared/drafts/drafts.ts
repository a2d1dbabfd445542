import { host } from '#renderer/shared/host/host.ts';
import { createDraftStore } from './draft-store.ts';

/** The drafts of this window. */
export const drafts = createDraftStore({
  load: (key) => host.query('drafts.get', { key }),
  save: (key, label, fields) => host.command('drafts.save', { key, label, fields }),
  later: (work, ms) => {
    const timer = setTimeout(work, ms);
    return () => clearTimeout(timer);
  },
});

window.addEventListener('pagehide', drafts.flushAll);
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'hidden') drafts.flushAll();
});
