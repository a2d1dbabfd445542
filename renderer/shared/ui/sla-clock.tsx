import './cells.css';
import PauseCircleOutlined from '@mui/icons-material/PauseCircleOutlined';
import TimerOutlined from '@mui/icons-material/TimerOutlined';
import WarningAmberRounded from '@mui/icons-material/WarningAmberRounded';
import type { ReactNode } from 'react';
import type { TicketSla } from '#domain/records/ticket.ts';
import { formatInstantLong } from '#renderer/shared/format/format.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { useNow } from '#renderer/shared/time/now.ts';
import { useCalendar } from './sla-calendars.ts';
import { readingOf } from './sla-model.ts';

const TONES = { late: 'error', soon: 'warning', fine: 'plain' } as const;

/** Business time left until the nearest target: `2 h 10 min left`, `35 min over`, `paused`. The instant it is due is in the tooltip. */
export const SlaClock = ({ sla }: { readonly sla: TicketSla }): ReactNode => {
  const t = useText('common');
  const nowMs = useNow();
  const calendar = useCalendar(sla.calendarId);
  if (calendar === undefined) return null;
  const reading = readingOf(sla, calendar, nowMs);
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
      return line(
        reading.isLate ? 'error' : 'plain',
        <PauseCircleOutlined fontSize="inherit" />,
        t(reading.isLate ? 'sla.pausedLate' : 'sla.paused'),
        t('sla.pausedHint'),
      );
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
      return line(
        TONES[reading.urgency],
        isLate ? <WarningAmberRounded fontSize="inherit" /> : <TimerOutlined fontSize="inherit" />,
        t(isLate ? 'sla.late' : 'sla.left', { span: reading.span }),
        t(`sla.${reading.target}Due`, { at: formatInstantLong(reading.dueAt) }),
      );
    }
  }
};
