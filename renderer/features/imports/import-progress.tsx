import { Box, Button, LinearProgress, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import { formatCount } from '#renderer/shared/format/format.ts';
import { serverText, useText } from '#renderer/shared/i18n/i18n.ts';
import { cancelImport } from './imports-store.ts';

type Progress = { readonly done: number; readonly total: number | null; readonly text: string };

/** How far it is, and the way to stop it. */
export const ImportProgress = ({
  progress: { done, total, text },
}: {
  readonly progress: Progress;
}): ReactNode => {
  const t = useText('imports');
  const told = text === '' ? t('starting') : serverText(text);
  const counted =
    total === null
      ? t('progress.done', { text: told, done: formatCount(done) })
      : t('progress.of', { text: told, done: formatCount(done), total: formatCount(total) });
  return (
    <Box role="status" sx={{ display: 'grid', gap: 0.75 }}>
      <Typography variant="body2">{counted}</Typography>
      <LinearProgress
        variant={total === null ? 'indeterminate' : 'determinate'}
        value={total === null || total === 0 ? 0 : (done / total) * 100}
        aria-label={told}
      />
      <Button size="small" onClick={cancelImport} sx={{ justifySelf: 'start' }}>
        {t('stop')}
      </Button>
    </Box>
  );
};
