import { Alert, Box, Button, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import type { PlannedWindow } from '#contracts/changes.ts';
import type { CalendarRow } from '#contracts/events.ts';
import { useDebounced } from '#renderer/shared/hooks/use-debounced.ts';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { joined } from '#renderer/shared/i18n/bidi.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { whyText, windowText } from '../conflict-words.ts';

/** A change held over a window, by the pointer or by keys. */
export type Held = {
  readonly row: CalendarRow;
  readonly window: PlannedWindow;
  readonly by: 'pointer' | 'keys';
};

/** The hand moves on faster than anybody reads. */
const MOVING_MS = 80;
/** Of what is in the way so much is named. */
const NAMED = 3;

type MoveNoteProps = {
  readonly held: Held;
  readonly onMove: () => void;
  readonly onCancel: () => void;
};

/** What would be in the way of the held change where it is; moved by keys it says how it is put down. */
export const MoveNote = ({ held, onMove, onCancel }: MoveNoteProps): ReactNode => {
  const t = useText('changes');
  const { row, window, by } = held;
  const settled = useDebounced(window, MOVING_MS);
  const live = useLive('changes.conflicts', { id: row.id, at: settled });
  const { rows = [], total = 0, asksAgain = false } = live.stale ? {} : (live.data ?? {});
  const isAsking = live.stale || live.data === undefined;
  const named = rows
    .slice(0, NAMED)
    .map((one) => joined([whyText(t, one), joined([one.number, one.title], ' ')], ': '));
  return (
    <Alert
      severity={total > 0 || asksAgain ? 'warning' : 'info'}
      role="status"
      action={
        by === 'keys' && (
          <Box sx={{ display: 'flex', gap: 0.5 }}>
            <Button size="small" onClick={onMove}>
              {t('calendar.moveHere')}
            </Button>
            <Button size="small" color="inherit" onClick={onCancel}>
              {t('common:cancel')}
            </Button>
          </Box>
        )
      }
    >
      <Typography variant="body2" sx={{ fontWeight: 600 }}>
        {joined([row.number, windowText(t, window)])}
      </Typography>
      <Typography variant="body2">
        {isAsking
          ? t('calendar.asking')
          : total === 0
            ? t('conflicts.none')
            : joined([...named, total > NAMED ? t('conflicts.more', { count: total - NAMED }) : null])}
        {asksAgain && ` ${t('calendar.asksAgain')}`}
      </Typography>
    </Alert>
  );
};
