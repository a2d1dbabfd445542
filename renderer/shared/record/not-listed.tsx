import { Typography } from '@mui/material';
import type { ReactNode } from 'react';
import { formatCount } from '#renderer/shared/format/format.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';

/** Below a list that shows its first lines: how many more there are. */
export const NotListed = ({ more }: { readonly more: number }): ReactNode => {
  const t = useText('record');
  if (more === 0) return null;
  return (
    <Typography component="div" variant="caption" color="textSecondary">
      {t('list.notListed', { count: more, shown: formatCount(more) })}
    </Typography>
  );
};
