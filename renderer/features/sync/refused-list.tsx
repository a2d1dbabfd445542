import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { type ReactNode, useState } from 'react';
import { DELETED_THERE, type RefusedDocument } from '#contracts/sync.ts';
import { useCommand } from '#renderer/shared/host/use-command.ts';
import { useWindow } from '#renderer/shared/host/use-window.ts';
import { serverText, useText } from '#renderer/shared/i18n/i18n.ts';
import { openRoute } from '#renderer/shared/navigation/navigation-store.ts';
import { routeOfRecord } from '#renderer/shared/navigation/record-route.ts';
import { ConfirmDialog } from '#renderer/shared/ui/confirm-dialog.tsx';
import { ErrorNote } from '#renderer/shared/ui/error-note.tsx';
import { RefusedEditDialog, typeOf } from './refused-edit-dialog.tsx';
import { SetAsideCard, SetAsideList } from './set-aside.tsx';

/** The card says why already; that it was tried is news. */
const SAME_AGAIN: readonly string[] = ['refused_again', 'not_readable'];

const RefusedItem = ({ row }: { readonly row: RefusedDocument }): ReactNode => {
  const t = useText('sync');
  const [panel, setPanel] = useState<'document' | 'drop' | null>(null);
  const retry = useCommand('sync.retryRefused');
  const drop = useCommand('sync.dropRefused');
  const ref = { collection: row.collection, recordId: row.recordId };
  const route = routeOfRecord(row.collection, row.recordId, typeOf(row.document));
  const error = retry.error ?? drop.error;
  const isDeleted = row.code === DELETED_THERE;
  // There is nothing that could take its place.
  const isUnreadable = row.code === 'unreadable';
  return (
    <SetAsideCard label={row.label} title={row.label} collection={row.collection} at={row.refusedAt}>
      <Typography variant="body2" color="error">
        {serverText(row.reason)}
      </Typography>
      {isUnreadable && <Typography variant="body2">{t('refused.waits')}</Typography>}
      {error !== undefined &&
        (SAME_AGAIN.includes(error.code) ? (
          <Typography role="status" variant="body2">
            {t('refused.again')}
          </Typography>
        ) : (
          <ErrorNote error={error} />
        ))}
      <Stack direction="row" spacing={1} sx={{ flexWrap: 'wrap' }}>
        {route !== null && !isDeleted && (
          <Button variant="outlined" onClick={() => openRoute(route, row.label)}>
            {t('refused.open')}
          </Button>
        )}
        <Button variant="outlined" loading={retry.busy} onClick={() => void retry.run(ref)}>
          {t(isDeleted ? 'refused.restore' : 'refused.retry')}
        </Button>
        <Button onClick={() => setPanel('document')}>{t('refused.view')}</Button>
        {!isUnreadable && (
          <Button color="error" loading={drop.busy} onClick={() => setPanel('drop')}>
            {t(isDeleted ? 'refused.letGo' : 'refused.drop')}
          </Button>
        )}
      </Stack>
      {panel === 'document' && <RefusedEditDialog row={row} onClose={() => setPanel(null)} />}
      <ConfirmDialog
        open={panel === 'drop'}
        title={t(isDeleted ? 'refused.letGoTitle' : 'refused.dropTitle')}
        text={t(isDeleted ? 'refused.letGoText' : 'refused.dropText', { label: row.label })}
        action={t(isDeleted ? 'refused.letGo' : 'refused.drop')}
        isDangerous
        onCancel={() => setPanel(null)}
        onConfirm={() => {
          setPanel(null);
          void drop.run(ref);
        }}
      />
    </SetAsideCard>
  );
};

/** Documents the server did not take, each with its reason and what can be done. */
export const RefusedList = (): ReactNode => {
  const t = useText('sync');
  return (
    <SetAsideList
      list={useWindow('sync.refused', {})}
      title={t('refused.title')}
      none={t('refused.none')}
      estimate={116}
      render={(row) => <RefusedItem row={row} />}
    />
  );
};
