import { Box, Chip, type ChipProps, Tooltip } from '@mui/material';
import type { ReactNode } from 'react';
import type { Priority } from '#domain/records/ticket.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';

const STATE_COLORS: Readonly<Record<string, ChipProps['color']>> = {
  new: 'info',
  in_progress: 'primary',
  work_in_progress: 'primary',
  accepted: 'primary',
  on_hold: 'warning',
  defective: 'error',
  in_repair: 'warning',
  resolved: 'success',
  closed_complete: 'success',
  in_operation: 'success',
  published: 'success',
};

type StateChipProps = {
  /** State of a ticket or order, status of a CI, state of an article. */
  readonly state: string;
  /** Why a ticket is on hold. */
  readonly holdReason?: string | null;
};

export const StateChip = ({ state, holdReason = null }: StateChipProps): ReactNode => {
  const t = useText('common');
  const label = t(`states.${state}`);
  const chip = (
    <Chip
      size="small"
      variant="outlined"
      color={STATE_COLORS[state] ?? 'default'}
      label={label}
      sx={{ height: 20 }}
    />
  );
  return holdReason === null ? chip : <Tooltip title={t(`holdReasons.${holdReason}`)}>{chip}</Tooltip>;
};

const PRIORITY_COLORS: Readonly<Record<Priority, string>> = {
  1: 'error.main',
  2: 'warning.main',
  3: 'info.main',
  4: 'text.secondary',
  5: 'text.disabled',
};

/** `1 Critical` with a mark whose length shows the rank, so that it can be told without its colour. `compact` drops the word. */
export const PriorityMark = ({
  priority,
  compact = false,
}: {
  readonly priority: Priority;
  readonly compact?: boolean;
}): ReactNode => {
  const t = useText('common');
  const name = t(`priorities.${priority}`);
  return (
    <Box
      component="span"
      title={name}
      sx={{
        display: 'inline-flex',
        alignItems: 'center',
        gap: 0.75,
        verticalAlign: 'middle',
        whiteSpace: 'nowrap',
      }}
    >
      <Box
        component="span"
        aria-hidden
        sx={{ width: 4, height: 16, display: 'inline-flex', alignItems: 'flex-end' }}
      >
        <Box
          component="span"
          sx={{ width: 4, borderRadius: 1, bgcolor: PRIORITY_COLORS[priority] }}
          style={{ height: `${(6 - priority) * 20}%` }}
        />
      </Box>
      {compact ? (
        <Box component="span" aria-label={name}>
          P{priority}
        </Box>
      ) : (
        name
      )}
    </Box>
  );
};
