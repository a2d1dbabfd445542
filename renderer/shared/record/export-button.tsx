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
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { type ExportFormat, type ListExport, useListExport } from './use-list-export.ts';

/** The list as a file: all rows that answer the question, in the shown columns. */
export const ExportButton = <Row extends { readonly id: string }>(props: ListExport<Row>): ReactNode => {
  const t = useText('record');
  const common = useText('common');
  const anchor = useRef<HTMLButtonElement>(null);
  const [isOpen, setOpen] = useState(false);
  const { progress, save, stop } = useListExport(props);
  const choose = (format: ExportFormat): void => {
    setOpen(false);
    void save(format);
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
        <MenuItem dense onClick={() => choose('csv')}>
          {t('export.csv')}
        </MenuItem>
        <MenuItem dense onClick={() => choose('json')}>
          {t('export.json')}
        </MenuItem>
      </Menu>
      {progress !== null && (
        <Dialog open onClose={stop} maxWidth="xs" fullWidth>
          <DialogTitle>{t('export.running')}</DialogTitle>
          <DialogContent>
            <LinearProgress
              aria-label={t('export.running')}
              {...(progress.total === 0
                ? {}
                : { variant: 'determinate', value: (100 * progress.done) / progress.total })}
            />
            <Typography variant="body2" sx={{ mt: 1 }}>
              {t('export.progress', { done: formatCount(progress.done), total: formatCount(progress.total) })}
            </Typography>
          </DialogContent>
          <DialogActions>
            <Button onClick={stop}>{common('cancel')}</Button>
          </DialogActions>
        </Dialog>
      )}
    </>
  );
};
