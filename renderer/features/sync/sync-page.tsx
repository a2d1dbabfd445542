import Pause from '@mui/icons-material/Pause';
import PlayArrow from '@mui/icons-material/PlayArrow';
import Sync from '@mui/icons-material/Sync';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { type ReactNode, useEffect, useRef } from 'react';
import type { SyncStatus } from '#contracts/sync.ts';
import { useCommand } from '#renderer/shared/host/use-command.ts';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { lockConsole } from '#renderer/shared/session/sign-out.ts';
import { canSync, whyOutOfTouch } from '#renderer/shared/sync/sync-summary.ts';
import { Boundary } from '#renderer/shared/ui/boundary.tsx';
import { ErrorNote } from '#renderer/shared/ui/error-note.tsx';
import { Page } from '#renderer/shared/ui/page.tsx';
import { CollectionTable } from './collection-table.tsx';
import { DamagedList } from './damaged-list.tsx';
import { FileQueue } from './file-queue.tsx';
import { RefusedList } from './refused-list.tsx';
import { ScopeField } from './scope-field.tsx';
import { SyncFacts } from './sync-facts.tsx';
import { UnreadableList } from './unreadable-list.tsx';

const SyncActions = ({ status }: { readonly status: SyncStatus | undefined }): ReactNode => {
  const t = useText('sync');
  const now = useCommand('sync.now');
  const setPaused = useCommand('sync.setPaused');
  const isPaused = status?.phase === 'paused';
  const hasServer = status !== undefined && canSync(status);
  const error = now.error ?? setPaused.error;
  return (
    <>
      {error !== undefined && <ErrorNote error={error} />}
      {status?.phase === 'expired' && (
        <Button variant="outlined" onClick={() => void lockConsole()}>
          {t('giveSignIn')}
        </Button>
      )}
      <Button
        startIcon={isPaused ? <PlayArrow /> : <Pause />}
        disabled={!hasServer}
        loading={setPaused.busy}
        onClick={() => void setPaused.run({ paused: !isPaused })}
      >
        {isPaused ? t('resume') : t('pause')}
      </Button>
      <Button
        variant="contained"
        startIcon={<Sync />}
        disabled={!hasServer || isPaused}
        loading={now.busy}
        onClick={() => void now.run({})}
      >
        {t('now')}
      </Button>
    </>
  );
};

type SectionProps = {
  readonly title: string;
  /** It is what was asked for: it comes into sight and takes the focus. */
  readonly isAsked?: boolean;
  readonly children: ReactNode;
};

const Section = ({ title, isAsked = false, children }: SectionProps): ReactNode => {
  const section = useRef<HTMLElement>(null);
  useEffect(() => {
    if (!isAsked) return;
    section.current?.scrollIntoView({ block: 'start' });
    section.current?.focus({ preventScroll: true });
  }, [isAsked]);
  return (
    <Box
      ref={section}
      component="section"
      aria-label={title}
      tabIndex={-1}
      sx={{ outline: 'none !important' }}
    >
      <Typography component="h2" variant="subtitle2" sx={{ mb: 1 }}>
        {title}
      </Typography>
      {children}
    </Box>
  );
};

/** Everything about the sync: how it stands, each database, what the server refused, what could not be read. */
export const SyncPage = ({
  section,
}: {
  readonly section?: 'refused' | 'unreadable' | 'damaged';
}): ReactNode => {
  const t = useText('sync');
  const live = useLive('sync.status', {});
  return (
    <Page title={t('title')} actions={<SyncActions status={live.data} />}>
      <Boundary live={live}>
        {(status) => (
          <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 4, maxWidth: 1280 }}>
            <SyncFacts status={status} />
            <Section title={t('scope.title')}>
              <ScopeField scope={status.scope} />
            </Section>
            <Section title={t('refused.title')} isAsked={section === 'refused'}>
              <RefusedList />
            </Section>
            {(status.files.waiting > 0 || status.files.failed > 0) && (
              <Section title={t('files:queue.title')}>
                <FileQueue />
              </Section>
            )}
            <Section title={t('unreadable.title')} isAsked={section === 'unreadable'}>
              <UnreadableList />
            </Section>
            {(status.damaged > 0 || section === 'damaged') && (
              <Section title={t('damaged.title')} isAsked={section === 'damaged'}>
                <DamagedList />
              </Section>
            )}
            <Section title={t('collections')}>
              <CollectionTable collections={status.collections} isTold={whyOutOfTouch(status) !== null} />
            </Section>
          </Box>
        )}
      </Boundary>
    </Page>
  );
};
