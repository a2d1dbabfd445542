import Button from '@mui/material/Button';
import Paper from '@mui/material/Paper';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { type ReactNode, useState } from 'react';
import type { Names } from '#contracts/shared.ts';
import type { UnreadableDocument } from '#contracts/sync.ts';
import { nameIn } from '#domain/records/names.ts';
import { formatInstant } from '#renderer/shared/format/format.ts';
import { useWindow } from '#renderer/shared/host/use-window.ts';
import { errorText, type Translate, useText } from '#renderer/shared/i18n/i18n.ts';
import { CardList } from '#renderer/shared/table/card-list.tsx';
import { Boundary } from '#renderer/shared/ui/boundary.tsx';
import { RawDialog } from './raw-dialog.tsx';

/** Who wrote it last and when, as far as the document says it: what stands for an instant there may be none. */
const writtenText = (
  t: Translate<'sync'>,
  { updatedBy, updatedAt }: UnreadableDocument,
  names: Names,
): string => {
  if (updatedBy === null) return t('unreadable.writtenByNobody');
  // Whatever an unreadable document says of its writer may help to find them.
  const who = nameIn(names, updatedBy) ?? updatedBy;
  if (updatedAt === null || Number.isNaN(Date.parse(updatedAt)))
    return t('unreadable.writtenByWhom', { who });
  return t('unreadable.writtenBy', { who, when: formatInstant(updatedAt) });
};

type ItemProps = { readonly row: UnreadableDocument; readonly names: Names };

const UnreadableItem = ({ row, names }: ItemProps): ReactNode => {
  const t = useText('sync');
  const [isOpen, setOpen] = useState(false);
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
      <Typography variant="body2" color="error">
        {errorText(row)}
      </Typography>
      <Typography variant="caption" color="textSecondary">
        {writtenText(t, row, names)} {t(row.isKept ? 'unreadable.kept' : 'unreadable.notKept')}
      </Typography>
      <Stack direction="row" spacing={1}>
        <Button variant="outlined" onClick={() => setOpen(true)}>
          {t('unreadable.view')}
        </Button>
      </Stack>
      {isOpen && <RawDialog row={row} onClose={() => setOpen(false)} />}
    </Paper>
  );
};

/** Documents of the server that this version can't read, each with why and as it came. */
export const UnreadableList = (): ReactNode => {
  const t = useText('sync');
  const { live, windowOffset, onWindow } = useWindow('sync.unreadable', {});
  return (
    <Boundary
      live={live}
      lines={2}
      empty={(data) =>
        data.total === 0 ? (
          <Typography variant="body2" color="textSecondary">
            {t('unreadable.none')}
          </Typography>
        ) : null
      }
    >
      {(data) => (
        <>
          <Typography variant="body2" color="textSecondary" sx={{ mb: 1, maxWidth: 720 }}>
            {t('unreadable.hint')}
          </Typography>
          <CardList
            label={t('unreadable.title')}
            total={data.total}
            rows={data.rows}
            windowOffset={windowOffset}
            onWindow={onWindow}
            estimate={132}
            gap={8}
            maxHeight="70vh"
            render={(row) => <UnreadableItem row={row} names={data.names} />}
          />
        </>
      )}
    </Boundary>
  );
};
