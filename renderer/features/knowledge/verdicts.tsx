import ThumbDownOutlined from '@mui/icons-material/ThumbDownOutlined';
import ThumbUpOutlined from '@mui/icons-material/ThumbUpOutlined';
import { Box } from '@mui/material';
import type { ReactNode } from 'react';
import { formatCount } from '#renderer/shared/format/format.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';

type VerdictsProps = { readonly helpful: number; readonly not: number };

/** How many readers an entry helped and how many it did not; nothing before anybody has said so. */
export const Verdicts = ({ helpful, not }: VerdictsProps): ReactNode => {
  const t = useText('knowledge');
  if (helpful + not === 0) return null;
  const words = t('verdicts.counts', { helpful, not });
  return (
    <Box
      component="span"
      role="img"
      aria-label={words}
      title={words}
      sx={{
        display: 'inline-flex',
        alignItems: 'center',
        gap: 0.5,
        '& svg': { fontSize: 14, color: 'text.secondary' },
        '& svg:not(:first-of-type)': { ml: 0.75 },
      }}
    >
      <ThumbUpOutlined />
      {formatCount(helpful)}
      <ThumbDownOutlined />
      {formatCount(not)}
    </Box>
  );
};
