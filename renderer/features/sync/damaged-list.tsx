import Button from '@mui/material/Button';
import Paper from '@mui/material/Paper';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { type ReactNode, useState } from 'react';
import type { DamagedRecord } from '#contracts/sync.ts';
import { formatInstant } from '#renderer/shared/format/format.ts';
import { useCommand } from '#renderer/shared/host/use-command.ts';
import { useWindow } from '#renderer/shared/host/use-window.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { CardList } from '#renderer/shared/table/card-list.tsx';
import { Boundary } from '#renderer/shared/ui/boundary.tsx';
import { ConfirmDialog } from '#renderer/shared/ui/confirm-dialog.tsx';
import { ErrorNote } from '#renderer/shared/ui/error-note.tsx';
import { RawDialog } from './raw-dialog.tsx';

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
    <Paper variant="outlined" sx={{ p: 1.5, display: 'grid', gap: 1 }}>
      <Stack direction="row" spacing={1} sx={{ alignItems: 'baseline', minWidth: 0 }}>
        <Typography variant="body2" noWrap title={row.recordId} sx={{ fontWeight: 600, minWidth: 0 }}>
          {row.label}
        </Typography>
        <Typography variant="caption" color="textSecondary" noWrap sx={{ flexShrink: 0 }}>
          {t(`common:collections.${row.collection}`)} · {formatInstant(row.foundAt)}
        </Typography>
      </Stack>
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
    </Paper>
  );
};

/** Records that this device's medium damaged, each with what became of it and what was lost. */
export const DamagedList = (): ReactNode => {
  const t = useText('sync');
  const { live, windowOffset, onWindow } = useWindow('sync.damaged', {});
  return (
    <Boundary
      live={live}
      lines={2}
      empty={(data) =>
        data.total === 0 ? (
          <Typography variant="body2" color="textSecondary">
            {t('damaged.none')}
          </Typography>
        ) : null
      }
    >
      {(data) => (
        <>
          <Typography variant="body2" color="textSecondary" sx={{ mb: 1, maxWidth: 720 }}>
            {t('damaged.hint')}
          </Typography>
          <CardList
            label={t('damaged.title')}
            total={data.total}
            rows={data.rows}
            windowOffset={windowOffset}
            onWindow={onWindow}
            estimate={132}
            gap={8}
            maxHeight="70vh"
            render={(row) => <DamagedItem row={row} hasServer={data.hasServer} />}
          />
        </>
      )}
    </Boundary>
  );
};
