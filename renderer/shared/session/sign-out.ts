import { create } from 'zustand';
import type { SessionStatus, SessionUser } from '#contracts/session.ts';
import { drafts } from '#renderer/shared/drafts/drafts.ts';
import { host } from '#renderer/shared/host/host.ts';
import { keptTabs } from '#renderer/shared/navigation/kept-tabs.ts';
import { useNavigation } from '#renderer/shared/navigation/navigation-store.ts';
import { beginOwnPlace } from '#renderer/shared/navigation/open-window.ts';
import { listRoute } from '#renderer/shared/navigation/route.ts';
import { startPageOf } from '#renderer/shared/navigation/start-page.ts';
import { useToast } from '#renderer/shared/notify/notify.ts';

/** What somebody chose to begin with on this device. */
type Beginning = Pick<SessionStatus, 'startPage' | 'defaultViews'>;

type HeldSession = {
  /** Whose console is mounted. */
  readonly held: SessionUser | null;
  /** They asked to leave, so a signed-out host means just that and not a restart. */
  readonly leaving: boolean;
  readonly hold: (user: SessionUser, begin: Beginning) => void;
  readonly release: () => void;
};

export const useHeldSession = create<HeldSession>()((set, get) => ({
  held: null,
  leaving: false,
  hold: (user, { startPage, defaultViews }) => {
    const { held, leaving } = get();
    if (leaving) return;
    // Somebody else's open records are not for the next one's eyes.
    if (held !== null && held.personId !== user.personId) useNavigation.getState().reset();
    if (held?.personId === user.personId) return;
    useNavigation.getState().begin(listRoute(startPageOf(user.roles, startPage)), user.roles, defaultViews);
    beginOwnPlace();
    set({ held: user });
  },
  release: () => {
    useNavigation.getState().reset();
    // What it says and what it offers to take back is the business of who leaves.
    useToast.getState().dismiss();
    set({ held: null, leaving: false });
  },
}));

/** Between the windows of this console: who leaves in one leaves them all, and nothing of them stays on the screen. */
const windows = new BroadcastChannel('deskhand-session');
windows.addEventListener('message', () => useHeldSession.getState().release());

/** Ends the session. Drafts stay in the store for the next sign-in. */
export const signOut = async (): Promise<void> => {
  drafts.flushAll();
  keptTabs.flush();
  useHeldSession.setState({ leaving: true });
  const reply = await host.command('session.signOut', {});
  if (reply.ok) windows.postMessage('left');
  else useHeldSession.setState({ leaving: false });
};

/** Locks the console until the password is typed; everything stays as it is behind the lock. */
export const lockConsole = async (): Promise<void> => {
  if (useHeldSession.getState().held !== null) await host.command('session.lock', {});
};
