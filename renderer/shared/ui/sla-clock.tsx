import PauseCircleOutlined from '@mui/icons-material/PauseCircleOutlined';
import TimerOutlined from '@mui/icons-material/TimerOutlined';
import WarningAmberRounded from '@mui/icons-material/WarningAmberRounded';
import { Box } from '@mui/material';
import type { ReactNode } from 'react';
import type { TicketSla } from '#domain/records/ticket.ts';
import { formatDuration, formatInstantLong } from '#renderer/shared/format/format.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { useNow } from '#renderer/shared/time/now.ts';
import { readSla } from './sla-model.ts';

const COLORS = { late: 'error.main', soon: 'warning.main', fine: 'text.secondary' } as const;
const iconSx = { fontSize: 15, flexShrink: 0 } as const;

type SlaClockProps = {
  readonly sla: TicketSla;
  /** Open work; the clock of a finished ticket says whether the targets were met. */
  readonly isActive: boolean;
};

/** Time left until the nearest target: `2 h 10 min`, `late 35 min`, `paused`. The exact instant is in the tooltip. */
export const SlaClock = ({ sla, isActive }: SlaClockProps): ReactNode => {
  const t = useText('common');
  const reading = readSla(sla, isActive, useNow());
  const line = (color: string, icon: ReactNode, words: string, title: string): ReactNode => (
    <Box
      component="span"
      title={title}
      sx={{
        display: 'inline-flex',
        alignItems: 'center',
        gap: 0.5,
        color,
        verticalAlign: 'middle',
        whiteSpace: 'nowrap',
      }}
    >
      {icon}
      {words}
    </Box>
  );
  switch (reading.kind) {
    case 'none':
      return (
        <Box component="span" sx={{ color: 'text.disabled' }}>
          –
        </Box>
      );
    case 'paused':
      return line(
        'text.secondary',
        <PauseCircleOutlined sx={iconSx} />,
        t('sla.paused'),
        t('sla.pausedHint'),
      );
    case 'met':
    case 'missed':
      return line(
        reading.kind === 'met' ? 'success.main' : 'error.main',
        null,
        t(`sla.${reading.kind}`),
        t(`sla.${reading.kind}`),
      );
    case 'running': {
      const isLate = reading.urgency === 'late';
      const span = formatDuration(reading.minutes);
      return line(
        COLORS[reading.urgency],
        isLate ? <WarningAmberRounded sx={iconSx} /> : <TimerOutlined sx={iconSx} />,
        isLate ? t('sla.late', { span }) : span,
        t(`sla.${reading.target}Due`, { at: formatInstantLong(reading.dueAt) }),
      );
    }
  }
};
