import { host } from '#renderer/shared/host/host.ts';
import { errorText } from '#renderer/shared/i18n/i18n.ts';
import { notify } from '#renderer/shared/notify/notify.ts';
import { createDraftStore } from './draft-store.ts';

/** The drafts of this window. */
export const drafts = createDraftStore({
  load: ({ scope, key }) => host.query('drafts.get', { key, personId: scope }),
  save: ({ scope, key }, label, fields) =>
    host.command('drafts.save', { key, label, fields, personId: scope }),
  refused: (error) => notify('error', errorText(error)),
  later: (work, ms) => {
    const timer = setTimeout(work, ms);
    return () => clearTimeout(timer);
  },
});

window.addEventListener('pagehide', drafts.flushAll);
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'hidden') drafts.flushAll();
});
