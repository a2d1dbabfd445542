import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';

/** Text of a document as it is. */
export const RawText = ({ text }: { readonly text: string }): ReactNode => (
  <Typography
    component="pre"
    dir="ltr"
    sx={{ m: 0, fontFamily: 'monospace', fontSize: 12, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}
  >
    {text}
  </Typography>
);
