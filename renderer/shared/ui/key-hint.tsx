import { Box } from '@mui/material';
import type { ReactNode } from 'react';
import { text } from '#renderer/shared/i18n/i18n.ts';

const ARROWS: Readonly<Record<string, string>> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
};
/** Keys that keyboards of different languages have different names on. */
const NAMED = [
  'Alt',
  'ContextMenu',
  'Ctrl',
  'Delete',
  'End',
  'Enter',
  'Escape',
  'Home',
  'PageDown',
  'PageUp',
  'Shift',
  'Space',
  'Tab',
] as const;

/** A key as it is written on a keyboard. */
const nameOf = (key: string): string => {
  const named = NAMED.find((name) => name === key);
  return named === undefined ? (ARROWS[key] ?? key) : text(`common:keys.${named}`);
};

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
        {keys.replace(/[A-Z][A-Za-z]+/g, nameOf)}
      </Box>
    ))}
  </Box>
);
