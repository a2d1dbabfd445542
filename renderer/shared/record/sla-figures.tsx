import { Box, Chip, type ChipProps, Popover, Typography } from '@mui/material';
import { type ReactNode, useMemo, useState } from 'react';
import type { BusinessCalendar } from '#domain/fields/catalogue.ts';
import type { Ticket } from '#domain/fields/tables.ts';
import { HOLD_REASONS } from '#domain/fields/tickets.ts';
import { type SlaFigure as Figure, type SlaReport, slaOf } from '#domain/sla/sla-clock.ts';
import { WARNING_RATIO } from '#domain/sla/visible-clock.ts';
import { formatInstant } from '#renderer/shared/format/format.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { useCalendar } from '#renderer/shared/settings/company.ts';
import { useNow } from '#renderer/shared/time/now.ts';
import { dueWords, formatWorkingTime } from '#renderer/shared/ui/sla-span.ts';
import { accountOf } from './sla-account.ts';
import { stateWord, valueWord } from './words.ts';

type Target = 'response' | 'resolution';

const COLORS: Readonly<Record<Figure['state'], ChipProps['color']>> = {
  running: 'default',
  paused: 'warning',
  met: 'success',
  breached: 'error',
  none: 'default',
};
const colorOf = (figure: Figure): ChipProps['color'] => {
  const { state, remainingMinutes, targetMinutes } = figure;
  const isSoon =
    state === 'running' &&
    remainingMinutes !== null &&
    remainingMinutes <= (targetMinutes ?? 0) * (1 - WARNING_RATIO);
  return isSoon ? 'warning' : COLORS[state];
};

const useWords = (
  calendar: BusinessCalendar | null,
  isPaused: boolean,
): ((figure: Figure, target: Target) => string) => {
  const t = useText('sla');
  const nowMs = useNow();
  return ({ state, remainingMinutes, dueAt }, target) => {
    if (state === 'none' || remainingMinutes === null) return t('none');
    if (state === 'met') return t('met');
    if (dueAt !== null) return dueWords(dueAt, remainingMinutes < 0, nowMs);
    // A clock that stands still is not due at any instant: what is left of it is business time.
    const duration = formatWorkingTime(remainingMinutes, calendar);
    const words = t(remainingMinutes < 0 ? 'over' : 'left', { duration });
    return isPaused && target === 'resolution' ? `${t('paused')}, ${words}` : words;
  };
};

/** Why a span counted or not: the state it was in, or what it waited for. */
const whyWord = (type: string, why: string): string =>
  HOLD_REASONS.some((reason) => reason === why)
    ? valueWord({ collection: 'tickets', type }, 'holdReason', why)
    : stateWord(type, why);

type AccountProps = {
  readonly ticket: Ticket;
  readonly agreementName: string | null;
  readonly calendar: BusinessCalendar | null;
  readonly target: Target;
  readonly figure: Figure;
  readonly report: SlaReport;
};

/** How the clock came to where it stands. */
const Account = ({ ticket, agreementName, calendar, target, figure, report }: AccountProps): ReactNode => {
  const t = useText('sla');
  const words = useWords(calendar, ticket.sla.pausedSince !== null);
  const why = (word: string): string => whyWord(ticket.type, word);
  const time = (minutes: number): string => formatWorkingTime(minutes, calendar);
  const lines = accountOf(report.explanation);
  const summary = lines.map((line) =>
    line.counted
      ? t('counted', { duration: time(line.minutes) })
      : t('pausedFor', { duration: time(line.minutes), why: why(line.why) }),
  );
  return (
    <Box sx={{ p: 2, maxWidth: 560 }}>
      <Typography variant="subtitle2">{t(`explain.${target}`)}</Typography>
      <Typography variant="body2">{words(figure, target)}</Typography>
      {figure.targetMinutes !== null && (
        <Typography variant="body2">
          {t('target', { duration: time(figure.targetMinutes) })},{' '}
          {t('elapsed', { duration: time(figure.elapsedMinutes) })}
          {figure.dueAt !== null && `. ${t('due', { when: formatInstant(figure.dueAt) })}`}
        </Typography>
      )}
      <Typography variant="body2" color="textSecondary">
        {agreementName === null ? t('noAgreement') : t('agreement', { name: agreementName })}
        <br />
        {calendar === null ? t('roundClock') : t('calendar', { name: calendar.name, zone: calendar.zone })}
      </Typography>
      {target === 'resolution' && report.explanation.length > 0 && (
        <>
          <Typography variant="body2" sx={{ mt: 1, fontWeight: 600 }}>
            {summary.join(', ')}
          </Typography>
          <Box
            component="table"
            aria-label={t('account')}
            sx={{
              mt: 0.5,
              fontSize: 12,
              borderSpacing: '12px 2px',
              ml: -1.5,
              '& th': { textAlign: 'start', color: 'text.secondary', fontWeight: 400 },
            }}
          >
            <thead>
              <tr>
                <th>{t('from')}</th>
                <th>{t('to')}</th>
                <th>{t('state')}</th>
                <th>{t('time')}</th>
              </tr>
            </thead>
            <tbody>
              {report.explanation.map((span) => (
                <tr key={`${span.from}${span.why}`}>
                  <td>{formatInstant(span.from)}</td>
                  <td>{formatInstant(span.to)}</td>
                  <td>{why(span.why)}</td>
                  <td>
                    {span.counted ? time(span.minutes) : t('pausedTime', { duration: time(span.minutes) })}
                  </td>
                </tr>
              ))}
            </tbody>
          </Box>
        </>
      )}
    </Box>
  );
};

type FiguresProps = { readonly ticket: Ticket; readonly agreementName: string | null };

/** Both clocks of a ticket; a click explains one. */
export const SlaFigures = ({ ticket, agreementName }: FiguresProps): ReactNode => {
  const calendar = useCalendar(ticket.sla.calendarId);
  return calendar === undefined ? null : (
    <Figures ticket={ticket} agreementName={agreementName} calendar={calendar} />
  );
};

const Figures = ({
  ticket,
  agreementName,
  calendar,
}: FiguresProps & { readonly calendar: BusinessCalendar | null }): ReactNode => {
  const t = useText('sla');
  const words = useWords(calendar, ticket.sla.pausedSince !== null);
  const nowMs = useNow();
  const report = useMemo(
    () => slaOf(ticket, calendar, ticket.sla, new Date(nowMs).toISOString()),
    [ticket, calendar, nowMs],
  );
  const [open, setOpen] = useState<{ readonly target: Target; readonly anchor: HTMLElement } | null>(null);
  return (
    <>
      {(['response', 'resolution'] as const).map((target) => (
        <Chip
          key={target}
          size="small"
          variant="outlined"
          color={colorOf(report[target]) ?? 'default'}
          label={`${t(`${target}`)}: ${words(report[target], target)}`}
          aria-haspopup="dialog"
          onClick={(event) => setOpen({ target, anchor: event.currentTarget })}
        />
      ))}
      <Popover
        open={open !== null}
        anchorEl={open?.anchor ?? null}
        onClose={() => setOpen(null)}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }}
      >
        {open !== null && (
          <Account
            ticket={ticket}
            agreementName={agreementName}
            calendar={calendar}
            target={open.target}
            figure={report[open.target]}
            report={report}
          />
        )}
      </Popover>
    </>
  );
};
