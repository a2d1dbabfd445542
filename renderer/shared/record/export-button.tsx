import SaveAlt from '@mui/icons-material/SaveAlt';
import {
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  IconButton,
  LinearProgress,
  Menu,
  MenuItem,
  Tooltip,
  Typography,
} from '@mui/material';
import { type ReactNode, useRef, useState } from 'react';
import { formatCount } from '#renderer/shared/format/format.ts';
import type { AskPage } from '#renderer/shared/host/use-window.ts';
import { errorText, useText } from '#renderer/shared/i18n/i18n.ts';
import { saveText } from '#renderer/shared/native/save-file.ts';
import { notify } from '#renderer/shared/notify/notify.ts';
import type { TableColumn } from '#renderer/shared/table/virtual-table-row.tsx';
import { allRows, exportColumns, listAsCsv, listAsJson } from './list-export.ts';

const FORMATS = {
  csv: { type: 'text/csv', write: listAsCsv },
  json: { type: 'application/json', write: listAsJson },
} as const;
type Format = keyof typeof FORMATS;

type ExportButtonProps<Row> = {
  /** What the list is called; the file's name begins with it. */
  readonly title: string;
  readonly columns: readonly TableColumn<Row>[];
  readonly ask: AskPage<Row>;
};

/** What no file may be called by. */
const UNSAFE = /[^\p{L}\p{N} _-]+/gu;

type Run = { readonly done: number; readonly total: number; readonly stop: () => void };

/** The list as a file: all rows that answer the question, in the shown columns. */
export const ExportButton = <Row extends { readonly id: string }>(
  props: ExportButtonProps<Row>,
): ReactNode => {
  const t = useText('record');
  const common = useText('common');
  const anchor = useRef<HTMLButtonElement>(null);
  const [isOpen, setOpen] = useState(false);
  const [run, setRun] = useState<Run | null>(null);

  const save = async (format: Format): Promise<void> => {
    setOpen(false);
    let isStopped = false;
    const stop = (): void => {
      isStopped = true;
      setRun(null);
    };
    setRun({ done: 0, total: 0, stop });
    const rows = await allRows<Row>(
      async (offset, limit) => {
        const reply = await props.ask(offset, limit);
        if (!reply.ok) notify('error', errorText(reply.error));
        return reply.ok ? reply.data : null;
      },
      (done, total) => {
        if (!isStopped) setRun({ done, total, stop });
      },
      () => isStopped,
    );
    if (!isStopped) setRun(null);
    if (rows === null) return;
    const { type, write } = FORMATS[format];
    const name = props.title.replace(UNSAFE, '').trim().slice(0, 60);
    const day = new Date().toLocaleDateString('sv-SE');
    saveText(`${name} ${day}.${format}`, type, write(exportColumns(props.columns), rows));
  };

  return (
    <>
      <Tooltip title={t('export.label')}>
        <IconButton
          ref={anchor}
          size="small"
          aria-label={t('export.label')}
          aria-haspopup="menu"
          onClick={() => setOpen(true)}
        >
          <SaveAlt fontSize="small" />
        </IconButton>
      </Tooltip>
      <Menu open={isOpen} anchorEl={anchor.current} onClose={() => setOpen(false)}>
        <MenuItem dense onClick={() => void save('csv')}>
          {t('export.csv')}
        </MenuItem>
        <MenuItem dense onClick={() => void save('json')}>
          {t('export.json')}
        </MenuItem>
      </Menu>
      {run !== null && (
        <Dialog open onClose={run.stop} maxWidth="xs" fullWidth>
          <DialogTitle>{t('export.running')}</DialogTitle>
          <DialogContent>
            <LinearProgress
              aria-label={t('export.running')}
              {...(run.total === 0 ? {} : { variant: 'determinate', value: (100 * run.done) / run.total })}
            />
            <Typography variant="body2" sx={{ mt: 1 }}>
              {t('export.progress', { done: formatCount(run.done), total: formatCount(run.total) })}
            </Typography>
          </DialogContent>
          <DialogActions>
            <Button onClick={run.stop}>{common('cancel')}</Button>
          </DialogActions>
        </Dialog>
      )}
    </>
  );
};
