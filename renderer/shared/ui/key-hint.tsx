import { Box } from '@mui/material';
import type { ReactNode } from 'react';

/** Keys as they are written on a keyboard. */
const NAMES: Readonly<Record<string, string>> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  PageUp: 'PgUp',
  PageDown: 'PgDn',
  Delete: 'Del',
};
const NAMED = new RegExp(Object.keys(NAMES).join('|'));

/** A shortcut as keys: `Ctrl+K`, `g q`. */
export const KeyHint = ({ shortcut }: { readonly shortcut: string }): ReactNode => (
  <Box component="span" sx={{ display: 'inline-flex', gap: 0.5 }}>
    {shortcut.split(' ').map((keys) => (
      <Box
        key={keys}
        component="kbd"
        sx={{
          font: 'inherit',
          fontSize: 11,
          lineHeight: '16px',
          px: 0.5,
          border: 1,
          borderColor: 'divider',
          borderRadius: 0.5,
          color: 'text.secondary',
          whiteSpace: 'nowrap',
          // Secondary text can't be read on a filled button or notice.
          '.MuiButton-contained &, .MuiAlert-filled &': { color: 'inherit', borderColor: 'currentColor' },
        }}
      >
        {keys.replace(NAMED, (name) => NAMES[name] ?? name)}
      </Box>
    ))}
  </Box>
);
