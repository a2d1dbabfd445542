import { Box, Typography } from '@mui/material';
import type { ReactNode } from 'react';

type EmptyNoteProps = {
  readonly title: string;
  /** What to do about it, or why it is fine. */
  readonly hint?: string;
  readonly icon?: ReactNode;
  readonly action?: ReactNode;
};

/** What stands where there is nothing to show. */
export const EmptyNote = ({ title, hint, icon, action }: EmptyNoteProps): ReactNode => (
  <Box
    sx={{
      display: 'grid',
      placeItems: 'center',
      alignContent: 'center',
      gap: 0.5,
      p: 4,
      minHeight: 160,
      height: '100%',
    }}
  >
    {icon !== undefined && <Box sx={{ color: 'text.disabled', '& svg': { fontSize: 36 } }}>{icon}</Box>}
    <Typography sx={{ fontWeight: 600 }}>{title}</Typography>
    {hint !== undefined && (
      <Typography variant="body2" color="textSecondary" sx={{ maxWidth: 440, textAlign: 'center' }}>
        {hint}
      </Typography>
    )}
    {action !== undefined && <Box sx={{ mt: 1 }}>{action}</Box>}
  </Box>
);
