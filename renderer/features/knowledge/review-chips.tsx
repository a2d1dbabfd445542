import { Box, Chip } from '@mui/material';
import type { ReactNode } from 'react';
import type { ReviewReason } from '#domain/knowledge/review.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';

/** Why an entry should be looked over, the most urgent first; nothing where it need not. */
export const ReviewChips = ({ reasons }: { readonly reasons: readonly ReviewReason[] }): ReactNode => {
  const t = useText('knowledge');
  if (reasons.length === 0) return null;
  return (
    <Box
      component="span"
      sx={{ display: 'inline-flex', gap: 0.5, maxWidth: '100%', verticalAlign: 'middle', overflow: 'hidden' }}
    >
      {reasons.map((reason) => (
        <Chip
          key={reason}
          variant="outlined"
          label={t(`review.${reason}`)}
          title={t(`reviewHints.${reason}`)}
          // The first reason is told whole.
          sx={{ height: 20, fontSize: 12, color: 'text.secondary', '&:first-of-type': { flexShrink: 0 } }}
        />
      ))}
    </Box>
  );
};
