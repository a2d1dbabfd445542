import { host } from '#renderer/shared/host/host.ts';
import { errorText } from '#renderer/shared/i18n/i18n.ts';
import { notify } from '#renderer/shared/notify/notify.ts';
import type { DraftChange } from './draft-model.ts';
import { createDraftStore, type DraftRef } from './draft-store.ts';

type Typed = { readonly ref: DraftRef; readonly change: DraftChange };

/** Between the windows of this console: a draft that is open in two of them is one draft. */
const windows = new BroadcastChannel('deskhand-drafts');

/** The drafts of this window. */
export const drafts = createDraftStore({
  load: ({ scope, key }) => host.query('drafts.get', { key, personId: scope }),
  save: ({ scope, key }, label, fields) =>
    host.command('drafts.save', { key, label, fields, personId: scope }),
  refused: (error) => notify('error', errorText(error)),
  typed: (ref, change) => windows.postMessage({ ref, change } satisfies Typed),
  later: (work, ms) => {
    const timer = setTimeout(work, ms);
    return () => clearTimeout(timer);
  },
});

windows.addEventListener('message', ({ data }: MessageEvent<Typed>) => drafts.adopt(data.ref, data.change));
window.addEventListener('pagehide', drafts.flushAll);
// Another window may open the same draft next, and reads it from disk.
window.addEventListener('blur', drafts.flushAll);
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'hidden') drafts.flushAll();
});
