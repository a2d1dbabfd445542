import Box from '@mui/material/Box';
import type { ReactNode } from 'react';

/** A number that wants to be looked at. */
export const CountPill = ({ children }: { readonly children: ReactNode }): ReactNode => (
  <Box
    component="span"
    sx={{
      minWidth: 18,
      px: 0.5,
      borderRadius: 9,
      fontSize: 11,
      lineHeight: '18px',
      fontWeight: 600,
      textAlign: 'center',
      fontVariantNumeric: 'tabular-nums',
      bgcolor: 'warning.main',
      color: 'warning.contrastText',
    }}
  >
    {children}
  </Box>
);
