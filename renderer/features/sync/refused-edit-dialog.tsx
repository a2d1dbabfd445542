import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Typography from '@mui/material/Typography';
import { type ReactNode, useState } from 'react';
import type { RefusedDocument, RefusedEdit } from '#contracts/sync.ts';
import { isObject } from '#domain/records/json.ts';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { notify } from '#renderer/shared/notify/notify.ts';
import { HistoryEntries } from '#renderer/shared/record/history.tsx';
import { historyOf } from '#renderer/shared/record/history-model.ts';
import { useFormatContext } from '#renderer/shared/record/use-format.ts';
import { Boundary } from '#renderer/shared/ui/boundary.tsx';
import { RawText } from './raw-text.tsx';

type Row = Pick<RefusedDocument, 'collection' | 'recordId' | 'label'>;

/** The `type` of a document, whatever it is. */
export const typeOf = (document: unknown): string | null =>
  isObject(document) && typeof document.type === 'string' ? document.type : null;

/** What was done, as the record's history tells it; the document itself only where that says nothing, or for who wants it. */
const Edit = ({ row, edit }: { readonly row: Row; readonly edit: RefusedEdit }): ReactNode => {
  const t = useText('sync');
  const { document, entries, names } = edit;
  const kind = { collection: row.collection, type: typeOf(document) ?? '' };
  const format = useFormatContext(kind, names);
  const record = isObject(document) ? document : {};
  const isTold = entries !== null && entries.length > 0;
  const [isAsked, setAsked] = useState(false);
  const isWhole = isAsked || !isTold;
  const text = JSON.stringify(document, null, 2);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(text);
    notify('info', t('unreadable.copied'));
  };
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 1.5 }}>
      {isTold && (
        <>
          <Typography variant="body2" color="textSecondary">
            {t('refused.editHint')}
          </Typography>
          <HistoryEntries items={historyOf(entries, 'all', { format, record })} />
        </>
      )}
      <Box>
        {isTold && (
          <Button aria-expanded={isWhole} onClick={() => setAsked(!isAsked)}>
            {t('refused.whole')}
          </Button>
        )}
        {isWhole && <Button onClick={() => void copy()}>{t('unreadable.copy')}</Button>}
      </Box>
      {isWhole && <RawText text={text} />}
    </Box>
  );
};

/** What the server refused of a record, so that somebody can decide about it or type it again. */
export const RefusedEditDialog = ({
  row,
  onClose,
}: {
  readonly row: Row;
  readonly onClose: () => void;
}): ReactNode => {
  const t = useText('sync');
  const live = useLive('sync.refusedEdit', { collection: row.collection, recordId: row.recordId });
  return (
    <Dialog open onClose={onClose} maxWidth="md" fullWidth aria-labelledby="refused-edit">
      <DialogTitle id="refused-edit" sx={{ overflowWrap: 'anywhere' }}>
        {row.label}
      </DialogTitle>
      <DialogContent>
        <Boundary live={live} lines={3}>
          {(edit) =>
            edit === null ? (
              <Typography variant="body2">{t('refused.gone')}</Typography>
            ) : (
              <Edit row={row} edit={edit} />
            )
          }
        </Boundary>
      </DialogContent>
      <DialogActions>
        <Button autoFocus onClick={onClose}>
          {t('common:close')}
        </Button>
      </DialogActions>
    </Dialog>
  );
};
