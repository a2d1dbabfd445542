import Box from '@mui/material/Box';
import Skeleton from '@mui/material/Skeleton';
import type { ReactNode } from 'react';
import { useText } from '#renderer/shared/i18n/i18n.ts';

/** While the code of a page is being read. */
export const LoadingPage = (): ReactNode => {
  const t = useText('common');
  return (
    <Box role="status" aria-label={t('loading')} sx={{ p: 2 }}>
      <Skeleton variant="text" width={220} height={32} />
      <Skeleton variant="rounded" height={180} sx={{ mt: 1 }} />
    </Box>
  );
};
