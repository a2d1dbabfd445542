import { Box, Button, Typography } from '@mui/material';
import { type ReactNode, useMemo, useState } from 'react';
import type { WaitingRow } from '#contracts/approvals.ts';
import type { ChangeRow, ChangesToday } from '#contracts/changes.ts';
import type { TicketRow } from '#contracts/shared.ts';
import type { TicketFilter } from '#domain/tickets/ticket-filter.ts';
import { DEFAULT_TICKET_SORT } from '#domain/tickets/ticket-sort.ts';
import { formatCount, formatDate, formatInstant } from '#renderer/shared/format/format.ts';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { joined } from '#renderer/shared/i18n/bidi.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { openRoute, useNavigation } from '#renderer/shared/navigation/navigation-store.ts';
import type { ListPage } from '#renderer/shared/navigation/route.ts';
import { LinkedRecords, type LinkedRow, ticketRow } from '#renderer/shared/record/linked-records.tsx';
import { NotListed } from '#renderer/shared/record/not-listed.tsx';
import { useMay, useReportUsable } from '#renderer/shared/session/session.ts';
import { useFirstLoadNote } from '#renderer/shared/sync/first-load-note.tsx';
import { useNow } from '#renderer/shared/time/now.ts';
import { Boundary } from '#renderer/shared/ui/boundary.tsx';
import { Page } from '#renderer/shared/ui/page.tsx';
import { Section } from '#renderer/shared/ui/section.tsx';
import { dayOf, ESCALATED, PROPOSED } from './today-model.ts';

type PlannedRow = TicketRow & Pick<ChangeRow, 'plannedStartAt' | 'plannedEndAt'>;

const useRow = () => {
  const t = useText('changes');
  return (row: PlannedRow, why: string | null = null): LinkedRow => {
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
  /** How many there are in all. */
  readonly total?: number;
  readonly empty: string;
  /** What isn't told here. */
  readonly note?: ReactNode;
  readonly actions?: ReactNode;
};

/** So many lines that the other parts stay in sight. */
const SHOWN_FIRST = 8;

const Part = ({ title, rows, total = rows.length, empty, note, actions }: PartProps): ReactNode => {
  const t = useText('changes');
  const [isAll, setIsAll] = useState(false);
  const left = rows.length - SHOWN_FIRST;
  return (
    <Section
      title={title}
      actions={
        <>
          {total > 0 && (
            <Typography variant="caption" color="textSecondary">
              {formatCount(total)}
            </Typography>
          )}
          {actions}
        </>
      }
    >
      <LinkedRecords rows={isAll ? rows : rows.slice(0, SHOWN_FIRST)} empty={empty} />
      {left > 0 && (
        <Button size="small" aria-expanded={isAll} onClick={() => setIsAll(!isAll)}>
          {isAll ? t('today.fewer') : t('today.more', { count: left, shown: formatCount(left) })}
        </Button>
      )}
      {note !== undefined && (
        <Typography component="div" variant="caption" color="textSecondary">
          {note}
        </Typography>
      )}
    </Section>
  );
};

/** Why a record waits for a word, where that is not plain: for whom, from what it is excepted, for how long. */
const useWhy = () => {
  const t = useText('approvals');
  return ({ isOverdue, exceptions, forId, forName }: WaitingRow): string =>
    joined([
      isOverdue ? t('changes:today.overdue') : null,
      ...exceptions.map((title) => t('exceptionFrom', { title })),
      forId === null
        ? null
        : forName === null
          ? t('delegate.forGone')
          : t('delegate.forName', { name: forName }),
    ]);
};

/** More of them than fit a page are looked at in their list. */
const MOST_SHOWN = 20;

/** What a lead decides on or was called to; nothing where there is none. */
const LeadPart = ({ title, filter, to }: LeadPartProps): ReactNode => {
  const t = useText('changes');
  const page = useLive('tickets.page', { filter, sort: DEFAULT_TICKET_SORT, limit: MOST_SHOWN }).data;
  if (page === undefined || page.total === 0) return null;
  return (
    <Part
      title={title}
      rows={page.rows.map(ticketRow)}
      total={page.total}
      empty=""
      actions={
        <Button size="small" onClick={to}>
          {t('today.all')}
        </Button>
      }
    />
  );
};

type LeadPartProps = {
  readonly title: string;
  readonly filter: TicketFilter;
  readonly to: () => void;
};

const showView = (list: ListPage, view: string): void =>
  useNavigation.getState().openPlace({ list, view }, 'desk');

const LeadParts = (): ReactNode => {
  const t = useText('changes');
  return (
    <>
      <LeadPart title={t('today.proposed')} filter={PROPOSED} to={() => showView('majors', 'proposed')} />
      <LeadPart
        title={t('today.escalated')}
        filter={ESCALATED}
        to={() => showView('queue', 'builtin:escalated')}
      />
    </>
  );
};

const isNothing = ({ waiting, today, conflicts, toReview }: ChangesToday): boolean =>
  waiting.length + today.length + conflicts.length + toReview.length === 0;

const Parts = ({ today }: { readonly today: ChangesToday }): ReactNode => {
  const t = useText('changes');
  const rowOf = useRow();
  const whyOf = useWhy();
  const leads = useMay()('incidents.acceptMajor');
  const { waiting, conflicts, unlooked, toReview, more } = today;
  return (
    <Box
      sx={{
        ...{ display: 'grid', gap: 1.5, alignItems: 'start', maxWidth: 1600 },
        gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'repeat(2, minmax(0, 1fr))' },
      }}
    >
      <Part
        title={t('today.waiting')}
        rows={waiting.map((row) => rowOf(row, whyOf(row)))}
        empty={t('approvals:inbox.empty')}
        actions={
          waiting.length > 0 && (
            <Button size="small" onClick={() => openRoute({ page: 'approvals' })}>
              {t('approvals:page')}
            </Button>
          )
        }
      />
      {leads && <LeadParts />}
      <Part
        title={t('today.today')}
        rows={today.today.map((row) => rowOf(row))}
        {...(more.today > 0 ? { note: <NotListed more={more.today} /> } : {})}
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
        {...(unlooked > 0 ? { note: t('today.unlooked', { count: unlooked }) } : {})}
      />
      <Part
        title={t('views.toReview')}
        rows={toReview.map((row) => rowOf(row))}
        {...(more.toReview > 0 ? { note: <NotListed more={more.toReview} /> } : {})}
        empty={t('today.noReview')}
      />
    </Box>
  );
};

/** Where whoever manages changes or leads begins the day: what waits for a word, what is on, what is in each other's way, what is to be reviewed. */
export const ChangesTodayPage = (): ReactNode => {
  const t = useText('changes');
  const { from, to } = dayOf(useNow());
  const live = useLive(
    'changes.today',
    useMemo(() => ({ from, to }), [from, to]),
  );
  const loading = useFirstLoadNote();
  useReportUsable(live.data !== undefined && loading === null);
  return (
    <Page title={t('pages.today')} subtitle={formatDate(from)}>
      <Boundary live={live} lines={12} empty={(today) => (isNothing(today) ? loading : null)}>
        {(today) => <Parts today={today} />}
      </Boundary>
    </Page>
  );
};
