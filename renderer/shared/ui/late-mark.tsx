import WarningAmber from '@mui/icons-material/WarningAmber';
import Box from '@mui/material/Box';
import type { ReactNode } from 'react';
import { formatInstant, formatInstantLong } from '#renderer/shared/format/format.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';

/** Says that planned work is late, and since when; nothing where it is not. */
export const LateMark = ({ since }: { readonly since: string | null }): ReactNode => {
  const t = useText('common');
  if (since === null) return null;
  return (
    <Box
      component="span"
      title={formatInstantLong(since)}
      sx={{ color: 'error.main', fontWeight: 600, whiteSpace: 'nowrap' }}
    >
      <WarningAmber aria-hidden sx={{ fontSize: 14, verticalAlign: 'text-bottom', mr: 0.5 }} />
      {t('lateSince', { at: formatInstant(since) })}
    </Box>
  );
};
