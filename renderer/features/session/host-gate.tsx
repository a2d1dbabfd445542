import Box from '@mui/material/Box';
import CircularProgress from '@mui/material/CircularProgress';
import { type ReactNode, useEffect, useState } from 'react';
import type { KeyStatus } from '#contracts/native.ts';
import { useHostState } from '#renderer/shared/host/use-host-state.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { KeyPage } from './key-page.tsx';
import { StoreFailurePage } from './store-failure-page.tsx';

/** Shown while something starts, but only after a moment: most starts are faster than that. */
export const StartingNote = ({ text }: { readonly text: string }): ReactNode => {
  const [isSlow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), 700);
    return () => clearTimeout(timer);
  }, []);
  return (
    <Box
      role="status"
      sx={{ height: '100%', display: 'grid', placeItems: 'center', alignContent: 'center', gap: 2 }}
    >
      {isSlow && (
        <>
          <CircularProgress size={22} aria-label={text} />
          {text}
        </>
      )}
    </Box>
  );
};

/**
 * Lets the console through once the store is open. Before that it asks for what the key needs, or says why the store can't be
 * opened. Once through, a restart of the data host leaves the console standing.
 */
export const HostGate = ({ children }: { readonly children: ReactNode }): ReactNode => {
  const t = useText('session');
  const hostState = useHostState();
  const [keyStatus, setKeyStatus] = useState<KeyStatus | null>(null);
  const [wasReady, setWasReady] = useState(false);
  if (hostState?.state === 'ready' && !wasReady) setWasReady(true);

  useEffect(() => {
    void window.deskhand.native.keyStatus().then(setKeyStatus);
  }, []);

  if (hostState?.state === 'failed') return <StoreFailurePage error={hostState.error} />;
  if (wasReady) return children;
  if (keyStatus !== null && keyStatus.state !== 'unlocked')
    return <KeyPage status={keyStatus} onStatus={setKeyStatus} />;
  const preparing = hostState?.state === 'starting' ? hostState.preparing : undefined;
  if (preparing !== undefined) {
    const percent = Math.floor((100 * preparing.done) / Math.max(1, preparing.total));
    return <StartingNote text={t(`preparing.${preparing.step}`, { percent })} />;
  }
  return <StartingNote text={t('starting')} />;
};
