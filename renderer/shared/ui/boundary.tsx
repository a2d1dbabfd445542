import { Box, Skeleton } from '@mui/material';
import type { ReactNode } from 'react';
import type { Live } from '#renderer/shared/host/use-live.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { ErrorNote } from './error-note.tsx';

type BoundaryProps<T> = {
  readonly live: Live<T>;
  readonly children: (data: T) => ReactNode;
  /** Shown instead of the children when it answers something, for data that holds nothing. */
  readonly empty?: (data: T) => ReactNode | null;
  /** How many grey lines stand for what is being loaded. */
  readonly lines?: number;
  /** It is the whole page that comes: keys wait for it (shell/kept-keys.ts). */
  readonly ofPage?: true;
};

/** Loading, error, empty and data, with one look everywhere. Data that is being renewed stays; an error stands above it. */
export const Boundary = <T,>({ live, children, empty, lines = 6, ofPage }: BoundaryProps<T>): ReactNode => {
  const t = useText('common');
  if (live.data === undefined) {
    if (live.error !== undefined)
      return (
        <Box sx={{ p: 2 }}>
          <ErrorNote error={live.error} />
        </Box>
      );
    return (
      <Box role="status" aria-label={t('loading')} data-building={ofPage} sx={{ p: 2 }}>
        {Array.from({ length: lines }, (_, line) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines are all alike
          <Skeleton key={line} variant="text" height={26} width={`${90 - ((line * 17) % 40)}%`} />
        ))}
      </Box>
    );
  }
  return (
    <>
      {live.error !== undefined && (
        <Box sx={{ p: 1 }}>
          <ErrorNote error={live.error} />
        </Box>
      )}
      {empty?.(live.data) ?? children(live.data)}
    </>
  );
};
