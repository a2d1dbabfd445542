import './cells.css';
import PauseCircleOutlined from '@mui/icons-material/PauseCircleOutlined';
import TimerOutlined from '@mui/icons-material/TimerOutlined';
import WarningAmberRounded from '@mui/icons-material/WarningAmberRounded';
import type { ReactNode } from 'react';
import type { TicketSla } from '#domain/records/ticket.ts';
import { formatDuration, formatInstantLong } from '#renderer/shared/format/format.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { useNow } from '#renderer/shared/time/now.ts';
import { readSla } from './sla-model.ts';

const TONES = { late: 'error', soon: 'warning', fine: 'plain' } as const;

type SlaClockProps = {
  readonly sla: TicketSla;
  /** Open work; the clock of a finished ticket says whether the targets were met. */
  readonly isActive: boolean;
};

/** Time left until the nearest target: `2 h 10 min`, `late 35 min`, `paused`. The exact instant is in the tooltip. */
export const SlaClock = ({ sla, isActive }: SlaClockProps): ReactNode => {
  const t = useText('common');
  const reading = readSla(sla, isActive, useNow());
  const line = (tone: string, icon: ReactNode, words: string, title: string): ReactNode => (
    <span className="mark mark-toned" data-tone={tone} title={title}>
      {icon}
      {words}
    </span>
  );
  switch (reading.kind) {
    case 'none':
      return (
        <span className="mark mark-toned" data-tone="plain">
          –
        </span>
      );
    case 'paused':
      return line('plain', <PauseCircleOutlined fontSize="inherit" />, t('sla.paused'), t('sla.pausedHint'));
    case 'met':
    case 'missed':
      return line(
        reading.kind === 'met' ? 'success' : 'error',
        null,
        t(`sla.${reading.kind}`),
        t(`sla.${reading.kind}`),
      );
    case 'running': {
      const isLate = reading.urgency === 'late';
      const span = formatDuration(reading.minutes);
      return line(
        TONES[reading.urgency],
        isLate ? <WarningAmberRounded fontSize="inherit" /> : <TimerOutlined fontSize="inherit" />,
        isLate ? t('sla.late', { span }) : span,
        t(`sla.${reading.target}Due`, { at: formatInstantLong(reading.dueAt) }),
      );
    }
  }
};
