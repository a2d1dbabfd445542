import { Box, ButtonBase, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import type { TicketRow } from '#contracts/shared.ts';
import { openRecord } from '#renderer/shared/navigation/record-route.ts';
import { PriorityMark, StateChip } from '#renderer/shared/ui/chips.tsx';

type TicketLinesProps = {
  readonly rows: readonly TicketRow[];
  readonly empty: string;
  /** A control at the end of each line. */
  readonly action?: (row: TicketRow) => ReactNode;
};

/** A few tickets, a line each; a click opens one. For lists of any length use the queue's table. */
export const TicketLines = ({ rows, empty, action }: TicketLinesProps): ReactNode => {
  if (rows.length === 0) {
    return (
      <Typography variant="body2" color="textSecondary">
        {empty}
      </Typography>
    );
  }
  return (
    <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none' }}>
      {rows.map((row) => (
        <Box component="li" key={row.id} sx={{ display: 'flex', alignItems: 'center', gap: 0.5 }}>
          <ButtonBase
            onClick={() => openRecord('tickets', row, row.number)}
            title={row.title}
            sx={{
              flex: 1,
              minWidth: 0,
              gap: 1,
              px: 0.5,
              mx: -0.5,
              minHeight: 28,
              borderRadius: 0.5,
              fontSize: 13,
              justifyContent: 'flex-start',
              textAlign: 'start',
              '&:hover': { bgcolor: 'action.hover' },
            }}
          >
            <PriorityMark priority={row.priority} compact />
            <Box component="span" sx={{ color: 'text.secondary', whiteSpace: 'nowrap' }}>
              {row.number}
            </Box>
            <Box
              component="span"
              sx={{
                flex: 1,
                minWidth: 0,
                overflow: 'hidden',
                textOverflow: 'ellipsis',
                whiteSpace: 'nowrap',
              }}
            >
              {row.title}
            </Box>
            <StateChip state={row.state} holdReason={row.holdReason} />
          </ButtonBase>
          {action?.(row)}
        </Box>
      ))}
    </Box>
  );
};
