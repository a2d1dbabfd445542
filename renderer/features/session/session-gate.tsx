import { type ReactNode, useEffect, useState } from 'react';
import { flushSync } from 'react-dom';
import type { SessionStatus } from '#contracts/session.ts';
import { drafts } from '#renderer/shared/drafts/drafts.ts';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { useAppInfo } from '#renderer/shared/native/use-app-info.ts';
import { SessionUserContext } from '#renderer/shared/session/session.ts';
import { useHeldSession } from '#renderer/shared/session/sign-out.ts';
import { ErrorNote } from '#renderer/shared/ui/error-note.tsx';
import { AuthFrame } from './auth-frame.tsx';
import { StartingNote } from './host-gate.tsx';
import { LockOverlay } from './lock-overlay.tsx';
import { SignInPage } from './sign-in-page.tsx';
import { usePersonLanguage } from './use-person-language.ts';

/**
 * Whether the lock was asked for and the data host has not yet said so: nothing waits for it. What is typed goes to disk first, which a locked
 * host still takes.
 */
const useLockAsked = (state: SessionStatus['state'] | undefined): boolean => {
  const [isAsked, setAsked] = useState(false);
  if (isAsked && state !== undefined && state !== 'signed_in') setAsked(false);
  useEffect(
    () =>
      window.deskhand.on('lock', () => {
        drafts.flushAll();
        // Before anything else is done: the main process waits for it.
        flushSync(() => setAsked(true));
        void window.deskhand.native.reportLocked();
      }),
    [],
  );
  return isAsked;
};

const NO_VIEWS: SessionStatus['defaultViews'] = {};

/**
 * The console for whoever is signed in. While it is locked, and while a data host that was restarted wants the password again, it is taken down:
 * nothing of it is left in the page. It goes on where it was, because open pages and what is typed lie in stores.
 */
export const SessionGate = ({ children }: { readonly children: ReactNode }): ReactNode => {
  const t = useText('session');
  const { data: status, error } = useLive('session.status', {});
  usePersonLanguage(status);
  const { held, hold, release, leaving } = useHeldSession();
  const state = status?.state;
  const user = status?.user ?? null;
  // Whoever has the console sign in by itself wants to see the queue, whatever page that person begins with.
  const isAutomatic = (useAppInfo()?.autoSignIn ?? null) !== null;
  const startPage = isAutomatic ? 'queue' : (status?.startPage ?? null);
  const defaultViews = isAutomatic ? undefined : status?.defaultViews;

  useEffect(() => {
    if (user !== null) hold(user, { startPage, defaultViews: defaultViews ?? NO_VIEWS });
    else if (state === 'signed_out' && leaving) release();
  }, [user, startPage, defaultViews, state, leaving, hold, release]);

  const isLockAsked = useLockAsked(state);

  if (status === undefined)
    return error === undefined ? (
      <StartingNote text={t('starting')} />
    ) : (
      <AuthFrame title={t('signIn')}>
        <ErrorNote error={error} />
      </AuthFrame>
    );
  const shown = user ?? (leaving ? null : held);
  if (shown === null) return <SignInPage status={status} />;
  // Held a moment later, with the page to begin with: the console is not built on another one first.
  if (held?.personId !== shown.personId) return <StartingNote text={t('starting')} />;
  const isOpen = state === 'signed_in' && !isLockAsked;
  return (
    <SessionUserContext value={shown}>
      {isOpen ? children : <LockOverlay user={shown} needsSignIn={state === 'signed_out'} />}
    </SessionUserContext>
  );
};
