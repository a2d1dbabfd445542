import { Box, Chip, type ChipProps, Popover, Typography } from '@mui/material';
import { type ReactNode, useMemo, useState } from 'react';
import { type SlaFigure as Figure, type SlaReport, slaOf } from '#domain/sla/sla-clock.ts';
import { formatDuration, formatInstant } from '#renderer/shared/format/format.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { useNow } from '#renderer/shared/time/now.ts';
import { accountOf } from './sla-account.ts';
import type { TicketPage } from './use-ticket-page.ts';

type Target = 'response' | 'resolution';

const COLORS: Readonly<Record<Figure['state'], ChipProps['color']>> = {
  running: 'default',
  paused: 'warning',
  met: 'success',
  breached: 'error',
  none: 'default',
};
/** From this share of the target on the clock warns. */
const WARN_SHARE = 0.25;

const colorOf = (figure: Figure): ChipProps['color'] => {
  const { state, remainingMinutes, targetMinutes } = figure;
  const isSoon =
    state === 'running' && remainingMinutes !== null && remainingMinutes < (targetMinutes ?? 0) * WARN_SHARE;
  return isSoon ? 'warning' : COLORS[state];
};

const useWords = (): ((figure: Figure) => string) => {
  const t = useText('incidents');
  return (figure) => {
    const { state, remainingMinutes } = figure;
    if (state === 'none' || remainingMinutes === null) return t('sla.none');
    if (state === 'met') return t('sla.met');
    if (state === 'paused')
      return `${t('sla.paused')}, ${t('sla.left', { duration: formatDuration(remainingMinutes) })}`;
    const word = remainingMinutes < 0 ? 'sla.over' : 'sla.left';
    return t(word, { duration: formatDuration(remainingMinutes) });
  };
};

const useWhy = (): ((why: string) => string) => {
  const common = useText('common');
  return (why) => common(why.startsWith('awaiting_') ? `holdReasons.${why}` : `states.${why}`);
};

type AccountProps = {
  readonly page: TicketPage;
  readonly target: Target;
  readonly figure: Figure;
  readonly report: SlaReport;
};

/** How the clock came to where it stands. */
const Account = ({ page, target, figure, report }: AccountProps): ReactNode => {
  const t = useText('incidents');
  const words = useWords();
  const why = useWhy();
  const { calendar, detail } = page;
  const lines = accountOf(report.explanation);
  const summary = lines.map((line) =>
    line.counted
      ? t('sla.counted', { duration: formatDuration(line.minutes) })
      : t('sla.pausedFor', { duration: formatDuration(line.minutes), why: why(line.why).toLowerCase() }),
  );
  return (
    <Box sx={{ p: 2, maxWidth: 560 }}>
      <Typography variant="subtitle2">
        {t('sla.explain', { target: t(`sla.${target}`).toLowerCase() })}
      </Typography>
      <Typography variant="body2">{words(figure)}</Typography>
      {figure.targetMinutes !== null && (
        <Typography variant="body2">
          {t('sla.target', { duration: formatDuration(figure.targetMinutes) })},{' '}
          {t('sla.elapsed', { duration: formatDuration(figure.elapsedMinutes) })}
          {figure.dueAt !== null && `. ${t('sla.due', { when: formatInstant(figure.dueAt) })}`}
        </Typography>
      )}
      <Typography variant="body2" color="textSecondary">
        {detail.agreementName === null
          ? t('sla.noAgreement')
          : t('sla.agreement', { name: detail.agreementName })}
        <br />
        {calendar === null
          ? t('sla.roundClock')
          : t('sla.calendar', { name: calendar.name, zone: calendar.zone })}
      </Typography>
      {target === 'resolution' && report.explanation.length > 0 && (
        <>
          <Typography variant="body2" sx={{ mt: 1, fontWeight: 600 }}>
            {summary.join(', ')}
          </Typography>
          <Box
            component="table"
            aria-label={t('sla.account')}
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
                <th>{t('sla.from')}</th>
                <th>{t('sla.to')}</th>
                <th>{t('sla.state')}</th>
                <th>{t('sla.time')}</th>
              </tr>
            </thead>
            <tbody>
              {report.explanation.map((span) => (
                <tr key={`${span.from}${span.why}`}>
                  <td>{formatInstant(span.from)}</td>
                  <td>{formatInstant(span.to)}</td>
                  <td>{why(span.why)}</td>
                  <td>
                    {span.counted
                      ? formatDuration(span.minutes)
                      : `${t('sla.paused').toLowerCase()} ${formatDuration(span.minutes)}`}
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

/** Both clocks of a ticket; a click explains one. */
export const SlaFigures = ({ page }: { readonly page: TicketPage }): ReactNode => {
  const t = useText('incidents');
  const words = useWords();
  const nowMs = useNow();
  const { ticket, calendar } = page;
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
          label={`${t(`sla.${target}`)}: ${words(report[target])}`}
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
          <Account page={page} target={open.target} figure={report[open.target]} report={report} />
        )}
      </Popover>
    </>
  );
};
