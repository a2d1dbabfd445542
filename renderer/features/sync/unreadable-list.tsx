import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { type ReactNode, useState } from 'react';
import type { Names } from '#contracts/shared.ts';
import type { UnreadableDocument } from '#contracts/sync.ts';
import { nameIn } from '#domain/records/names.ts';
import { formatInstant } from '#renderer/shared/format/format.ts';
import { useCommand } from '#renderer/shared/host/use-command.ts';
import { useWindow } from '#renderer/shared/host/use-window.ts';
import { codeTextOr, errorText, type Translate, useText } from '#renderer/shared/i18n/i18n.ts';
import { notify } from '#renderer/shared/notify/notify.ts';
import { ErrorNote } from '#renderer/shared/ui/error-note.tsx';
import { RawDialog } from './raw-dialog.tsx';
import { SetAsideCard, SetAsideList } from './set-aside.tsx';

/** Who wrote it last and when, as far as the document says it: what stands for an instant there may be none. */
const writtenText = (
  t: Translate<'sync'>,
  { updatedBy, updatedAt }: UnreadableDocument,
  names: Names,
): string => {
  if (updatedBy === null) return t('unreadable.writtenByNobody');
  // Whatever an unreadable document says of its writer may help to find them.
  const who = nameIn(names, updatedBy) ?? codeTextOr('common:actors', updatedBy, updatedBy);
  if (updatedAt === null || Number.isNaN(Date.parse(updatedAt)))
    return t('unreadable.writtenByWhom', { who });
  return t('unreadable.writtenBy', { who, when: formatInstant(updatedAt) });
};

type ItemProps = { readonly row: UnreadableDocument; readonly names: Names };

const UnreadableItem = ({ row, names }: ItemProps): ReactNode => {
  const t = useText('sync');
  const [isOpen, setOpen] = useState(false);
  const retry = useCommand('sync.retryUnreadable');
  const again = async (): Promise<void> => {
    const reply = await retry.run({ collection: row.collection, recordId: row.recordId });
    if (reply.ok) notify('info', t('unreadable.asked'));
  };
  return (
    <SetAsideCard label={row.label} title={row.recordId} collection={row.collection} at={row.foundAt}>
      <Typography variant="body2" color="error">
        {errorText(row)}
      </Typography>
      <Typography variant="caption" color="textSecondary">
        {writtenText(t, row, names)} {t(row.isKept ? 'unreadable.kept' : 'unreadable.notKept')}
      </Typography>
      {retry.error !== undefined && <ErrorNote error={retry.error} />}
      <Stack direction="row" spacing={1} sx={{ flexWrap: 'wrap' }}>
        <Button variant="outlined" loading={retry.busy} onClick={() => void again()}>
          {t('unreadable.retry')}
        </Button>
        <Button onClick={() => setOpen(true)}>{t('unreadable.view')}</Button>
      </Stack>
      {isOpen && <RawDialog row={row} onClose={() => setOpen(false)} />}
    </SetAsideCard>
  );
};

/** Documents of the server that this version can't read, each with why and as it came. */
export const UnreadableList = (): ReactNode => {
  const t = useText('sync');
  return (
    <SetAsideList
      list={useWindow('sync.unreadable', {})}
      title={t('unreadable.title')}
      none={t('unreadable.none')}
      hint={t('unreadable.hint')}
      estimate={132}
      render={(row, data) => <UnreadableItem row={row} names={data.names} />}
    />
  );
};
