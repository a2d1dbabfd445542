import { Box, Button, Typography } from '@mui/material';
import { type ReactNode, useState } from 'react';
import { ulid } from 'ulid';
import type { TrendRow } from '#contracts/problems.ts';
import { formatDate, formatInstant } from '#renderer/shared/format/format.ts';
import { useCommand } from '#renderer/shared/host/use-command.ts';
import { joined } from '#renderer/shared/i18n/bidi.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { openRoute } from '#renderer/shared/navigation/navigation-store.ts';
import { LinkedRecords, ticketRow } from '#renderer/shared/record/linked-records.tsx';
import { useMay } from '#renderer/shared/session/session.ts';
import { ErrorNote } from '#renderer/shared/ui/error-note.tsx';
import { Section } from '#renderer/shared/ui/section.tsx';
import { DismissDialog } from './dismiss-dialog.tsx';
import { chanceWords, countWords, subjectWords } from './trend-words.ts';

/** Tickets of the evidence that are shown before it is asked for whole. */
const FIRST = 5;

const Lines = ({ tickets }: { readonly tickets: TrendRow['tickets'] }): ReactNode => {
  const t = useText('problems');
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? tickets : tickets.slice(0, FIRST);
  return (
    <>
      <LinkedRecords rows={shown.map(ticketRow)} />
      {tickets.length > FIRST && (
        <Button size="small" aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>
          {isWhole ? t('trends.fewer') : t('trends.allTickets', { count: tickets.length })}
        </Button>
      )}
    </>
  );
};

/** The tickets that make the trend. Those of a problem stand apart: a new problem does not take them. */
const Evidence = ({ trend: { tickets, withProblem } }: { readonly trend: TrendRow }): ReactNode => {
  const t = useText('problems');
  return (
    <>
      <Lines tickets={tickets} />
      {withProblem.length > 0 && (
        <Box sx={{ mt: 0.5 }}>
          <Typography variant="caption" color="textSecondary">
            {t('trends.withProblem', { count: withProblem.length })}
          </Typography>
          <Lines tickets={withProblem} />
        </Box>
      )}
    </>
  );
};

/** What somebody may do about a trend as it stands. */
const Actions = ({ trend }: { readonly trend: TrendRow }): ReactNode => {
  const t = useText('problems');
  const may = useMay();
  const [isAsking, setAsking] = useState(false);
  const linking = useCommand('problems.linkIncidents');
  const restoring = useCommand('problems.restoreTrend');
  const { dimension, value, within, ticketIds, key, problem, dismissal } = trend;
  const error = linking.error ?? restoring.error;
  return (
    <>
      {problem === null ? (
        may('problems.create') && (
          <Button
            size="small"
            variant="contained"
            onClick={() =>
              openRoute({ page: 'problem-new', draftId: ulid(), incidentIds: ticketIds, trendKey: key })
            }
          >
            {t('trends.make')}
          </Button>
        )
      ) : (
        <Button
          size="small"
          variant="contained"
          loading={linking.busy}
          onClick={() => void linking.run({ id: problem.id, incidentIds: [...ticketIds], linked: true })}
        >
          {t('trends.linkTo', { number: problem.number, count: ticketIds.length })}
        </Button>
      )}
      {may('problems.dismissTrend') &&
        (dismissal === null ? (
          <Button size="small" onClick={() => setAsking(true)}>
            {t('trends.dismiss')}
          </Button>
        ) : (
          <Button
            size="small"
            loading={restoring.busy}
            onClick={() => void restoring.run({ dimension, value, within })}
          >
            {t('trends.restore')}
          </Button>
        ))}
      {error !== undefined && <ErrorNote error={error} />}
      {isAsking && <DismissDialog trend={trend} onClose={() => setAsking(false)} />}
    </>
  );
};

/** One trend with its evidence: how many, how many one would expect, how seldom chance does that, and which tickets. */
export const TrendCard = ({ trend }: { readonly trend: TrendRow }): ReactNode => {
  const t = useText('problems');
  const { before, beforeDays, firstAt, lastAt, also, dismissal, problem } = trend;
  const usual = t('trends.before', { count: before, days: Math.round(beforeDays) });
  return (
    <Section title={subjectWords(t, trend)}>
      <Typography variant="body2">
        <strong>{countWords(t, trend)}</strong> {usual}
      </Typography>
      <Typography variant="body2" color="textSecondary">
        {joined([
          chanceWords(t, trend),
          t('trends.span', { from: formatInstant(firstAt), to: formatInstant(lastAt) }),
        ])}
      </Typography>
      {also.length > 0 && (
        <Typography variant="body2" color="textSecondary">
          {t('trends.also', {
            subjects: joined(
              also.map((one) => subjectWords(t, one)),
              ', ',
            ),
          })}
        </Typography>
      )}
      {problem !== null && <LinkedRecords rows={[ticketRow(problem)]} />}
      {dismissal !== null && (
        <Typography variant="body2" dir="auto" sx={{ mt: 0.5 }}>
          {t('trends.dismissed', {
            who: dismissal.byName ?? '',
            when: formatDate(dismissal.at),
            reason: dismissal.reason,
          })}
        </Typography>
      )}
      <Box sx={{ mt: 0.5 }}>
        <Evidence trend={trend} />
      </Box>
      <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap', mt: 1 }}>
        <Actions trend={trend} />
      </Box>
    </Section>
  );
};
