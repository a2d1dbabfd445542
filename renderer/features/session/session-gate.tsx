import Box from '@mui/material/Box';
import { type ReactNode, useEffect } from 'react';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { useAppInfo } from '#renderer/shared/native/use-app-info.ts';
import { SessionUserContext } from '#renderer/shared/session/session.ts';
import { lockConsole, useHeldSession } from '#renderer/shared/session/sign-out.ts';
import { ErrorNote } from '#renderer/shared/ui/error-note.tsx';
import { AuthFrame } from './auth-frame.tsx';
import { StartingNote } from './host-gate.tsx';
import { LockOverlay } from './lock-overlay.tsx';
import { SignInPage } from './sign-in-page.tsx';
import { usePersonLanguage } from './use-person-language.ts';

/**
 * The console for whoever is signed in. It stays mounted, hidden and out of reach, while it is locked, and while a data host that
 * was restarted wants the password again: nothing typed is lost. Only signing out takes it down.
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

  useEffect(() => {
    if (user !== null) hold(user, startPage);
    else if (state === 'signed_out' && leaving) release();
  }, [user, startPage, state, leaving, hold, release]);

  useEffect(() => window.deskhand.on('lock', () => void lockConsole()), []);

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
  const isOpen = state === 'signed_in';
  return (
    <SessionUserContext value={shown}>
      <Box
        inert={!isOpen}
        sx={{
          height: '100%',
          ...(isOpen ? {} : { visibility: 'hidden', '& *': { visibility: 'hidden !important' } }),
        }}
      >
        {children}
      </Box>
      {!isOpen && <LockOverlay user={shown} needsSignIn={state === 'signed_out'} />}
    </SessionUserContext>
  );
};
