import './cells.css';
import PauseCircleOutlined from '@mui/icons-material/PauseCircleOutlined';
import TimerOutlined from '@mui/icons-material/TimerOutlined';
import WarningAmberRounded from '@mui/icons-material/WarningAmberRounded';
import type { ReactNode } from 'react';
import type { BusinessCalendar } from '#domain/fields/catalogue.ts';
import type { TicketSla } from '#domain/fields/tickets.ts';
import { formatInstantLong } from '#renderer/shared/format/format.ts';
import { type Translate, useText } from '#renderer/shared/i18n/i18n.ts';
import { useCalendar } from '#renderer/shared/settings/company.ts';
import { useNow } from '#renderer/shared/time/now.ts';
import { readingOf, type SlaReading } from './sla-model.ts';
import { dueWords, formatWorkingTime, isRoundTheClock } from './sla-span.ts';

const TONES = { late: 'error', soon: 'warning', fine: 'plain' } as const;

/** When the target is due to the second, and how the time until then is counted. */
const explain = (
  reading: Extract<SlaReading, { kind: 'running' }>,
  calendar: BusinessCalendar | null,
  t: Translate<'common'>,
): string => {
  const due = t(`sla.${reading.target}Due`, { at: formatInstantLong(reading.dueAt) });
  if (calendar === null || isRoundTheClock(calendar)) return `${due}\n${t('sla.countedAlways')}`;
  const how = reading.urgency === 'late' ? 'sla.countedOver' : 'sla.countedLeft';
  const time = formatWorkingTime(reading.minutes, calendar);
  return `${due}\n${t(how, { time, name: calendar.name, zone: calendar.zone })}`;
};

/** When the nearest target is due and how far that is: `Mon 10:00 · 5 h left`, `paused`. The tooltip explains how it is counted. */
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
        dueWords(reading.dueAt, isLate, nowMs),
        explain(reading, calendar, t),
      );
    }
  }
};
