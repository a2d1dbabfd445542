import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { type ReactNode, useState } from 'react';
import type { DamagedRecord } from '#contracts/sync.ts';
import { useCommand } from '#renderer/shared/host/use-command.ts';
import { useWindow } from '#renderer/shared/host/use-window.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { ConfirmDialog } from '#renderer/shared/ui/confirm-dialog.tsx';
import { ErrorNote } from '#renderer/shared/ui/error-note.tsx';
import { RawDialog } from './raw-dialog.tsx';
import { SetAsideCard, SetAsideList } from './set-aside.tsx';

/** What was found goes with the row, so it is asked about where it may be all that is left of somebody's words. */
const isLoss = ({ hadUnsent, state }: DamagedRecord): boolean => hadUnsent || state !== 'restored';

type ItemProps = { readonly row: DamagedRecord; readonly hasServer: boolean };

const DamagedItem = ({ row, hasServer }: ItemProps): ReactNode => {
  const t = useText('sync');
  const [panel, setPanel] = useState<'raw' | 'dismiss' | null>(null);
  const dismiss = useCommand('sync.dismissDamaged');
  const ref = { collection: row.collection, recordId: row.recordId };
  const isWaiting = row.state === 'waiting' && hasServer;
  const state = row.state === 'waiting' && !hasServer ? 'noServer' : row.state;
  return (
    <SetAsideCard label={row.label} title={row.recordId} collection={row.collection} at={row.foundAt}>
      <Typography variant="body2">{t(`damaged.states.${state}`)}</Typography>
      {row.hadUnsent && (
        <Typography variant="body2" color="error">
          {t('damaged.unsent')}
        </Typography>
      )}
      {dismiss.error !== undefined && <ErrorNote error={dismiss.error} />}
      <Stack direction="row" spacing={1} sx={{ flexWrap: 'wrap' }}>
        {row.size > 0 && (
          <Button variant="outlined" onClick={() => setPanel('raw')}>
            {t('damaged.view')}
          </Button>
        )}
        {!isWaiting && (
          <Button
            loading={dismiss.busy}
            onClick={() => (isLoss(row) ? setPanel('dismiss') : void dismiss.run(ref))}
          >
            {t('damaged.dismiss')}
          </Button>
        )}
      </Stack>
      {panel === 'raw' && <RawDialog row={row} onClose={() => setPanel(null)} />}
      <ConfirmDialog
        open={panel === 'dismiss'}
        title={t('damaged.dismissTitle')}
        text={t('damaged.dismissText', { label: row.label })}
        action={t('damaged.dismiss')}
        isDangerous
        onCancel={() => setPanel(null)}
        onConfirm={() => {
          setPanel(null);
          void dismiss.run(ref);
        }}
      />
    </SetAsideCard>
  );
};

/** One click where a bad disk left many; those that lost something are looked at one by one. */
const DismissRestored = ({ count }: { readonly count: number }): ReactNode => {
  const t = useText('sync');
  const dismiss = useCommand('sync.dismissRestored');
  return (
    <>
      <Button variant="outlined" loading={dismiss.busy} onClick={() => void dismiss.run({})} sx={{ mb: 1 }}>
        {t('damaged.dismissRestored', { count })}
      </Button>
      {dismiss.error !== undefined && <ErrorNote error={dismiss.error} />}
    </>
  );
};

/** Records that this device's medium damaged, each with what became of it and what was lost. */
export const DamagedList = (): ReactNode => {
  const t = useText('sync');
  return (
    <SetAsideList
      list={useWindow('sync.damaged', {})}
      title={t('damaged.title')}
      none={t('damaged.none')}
      hint={t('damaged.hint')}
      estimate={132}
      above={({ restored }) => (restored > 1 ? <DismissRestored count={restored} /> : null)}
      render={(row, data) => <DamagedItem row={row} hasServer={data.hasServer} />}
    />
  );
};
