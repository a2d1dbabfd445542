import { Box, Button, Typography } from '@mui/material';
import { type ReactNode, useMemo } from 'react';
import type { ChangeRow, ChangesToday } from '#contracts/changes.ts';
import { formatDate, formatInstant } from '#renderer/shared/format/format.ts';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { joined } from '#renderer/shared/i18n/bidi.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { openRoute } from '#renderer/shared/navigation/navigation-store.ts';
import { LinkedRecords, type LinkedRow, ticketRow } from '#renderer/shared/record/linked-records.tsx';
import { useNow } from '#renderer/shared/time/now.ts';
import { Boundary } from '#renderer/shared/ui/boundary.tsx';
import { Page } from '#renderer/shared/ui/page.tsx';
import { Section } from '#renderer/shared/ui/section.tsx';

/** The local day of this moment, from its first instant to that of the next day. */
const dayOf = (nowMs: number): { readonly from: string; readonly to: string } => {
  const start = new Date(nowMs);
  start.setHours(0, 0, 0, 0);
  const end = new Date(start);
  end.setDate(end.getDate() + 1);
  return { from: start.toISOString(), to: end.toISOString() };
};

const useRow = () => {
  const t = useText('changes');
  return (row: ChangeRow, why: string | null = null): LinkedRow => {
    const { plannedStartAt: from, plannedEndAt: to } = row;
    const window =
      from === null || to === null
        ? null
        : t('conflicts.window', { from: formatInstant(from), to: formatInstant(to) });
    return { ...ticketRow(row), hint: joined([why, window, row.ciName, row.teamName]) };
  };
};

type PartProps = {
  readonly title: string;
  readonly rows: readonly LinkedRow[];
  readonly empty: string;
  readonly actions?: ReactNode;
};

const Part = ({ title, rows, empty, actions }: PartProps): ReactNode => (
  <Section
    title={title}
    actions={
      <>
        {rows.length > 0 && (
          <Typography variant="caption" color="textSecondary">
            {rows.length}
          </Typography>
        )}
        {actions}
      </>
    }
  >
    <LinkedRecords rows={rows} empty={empty} />
  </Section>
);

const Parts = ({ today }: { readonly today: ChangesToday }): ReactNode => {
  const t = useText('changes');
  const rowOf = useRow();
  const { waiting, conflicts, toReview } = today;
  return (
    <Box
      sx={{
        ...{ display: 'grid', gap: 1.5, alignItems: 'start', maxWidth: 1600 },
        gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'repeat(2, minmax(0, 1fr))' },
      }}
    >
      <Part
        title={t('today.waiting')}
        rows={waiting.map(({ row, isOverdue }) => rowOf(row, isOverdue ? t('today.overdue') : null))}
        empty={t('approvals:inbox.empty')}
        actions={
          waiting.length > 0 && (
            <Button size="small" onClick={() => openRoute({ page: 'approvals' })}>
              {t('approvals:page')}
            </Button>
          )
        }
      />
      <Part
        title={t('today.today')}
        rows={today.today.map((row) => rowOf(row))}
        empty={t('today.nothing')}
        actions={
          <Button size="small" onClick={() => openRoute({ page: 'change-calendar' })}>
            {t('pages.calendar')}
          </Button>
        }
      />
      <Part
        title={t('today.conflicts')}
        rows={conflicts.map(({ row, total }) => rowOf(row, t('today.inWay', { count: total })))}
        empty={t('today.noConflicts')}
      />
      <Part
        title={t('views.toReview')}
        rows={toReview.map((row) => rowOf(row))}
        empty={t('today.noReview')}
      />
    </Box>
  );
};

/** Where whoever manages changes begins the day: what waits for a word, what is on, what is in each other's way, what is to be reviewed. */
export const ChangesTodayPage = (): ReactNode => {
  const t = useText('changes');
  const { from, to } = dayOf(useNow());
  const live = useLive(
    'changes.today',
    useMemo(() => ({ from, to }), [from, to]),
  );
  return (
    <Page title={t('pages.today')} subtitle={formatDate(from)}>
      <Boundary live={live} lines={12}>
        {(today) => <Parts today={today} />}
      </Boundary>
    </Page>
  );
};
