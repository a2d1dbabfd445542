import WarningAmber from '@mui/icons-material/WarningAmber';
import { Box, Tooltip } from '@mui/material';
import type { ReactNode } from 'react';
import type { TicketRow } from '#contracts/shared.ts';
import { isNeverDue } from '#domain/fields/tickets.ts';
import { formatInstant, formatInstantLong } from '#renderer/shared/format/format.ts';
import { codeText, type Translate } from '#renderer/shared/i18n/i18n.ts';
import { stateReason, stateWord } from '#renderer/shared/record/words.ts';
import { nameOf } from '#renderer/shared/records/name-of.ts';
import { PlacePath } from '#renderer/shared/records/place-path.tsx';
import { TicketMarks } from '#renderer/shared/records/ticket-marks.tsx';
import type { CellValue, TableColumn } from '#renderer/shared/table/virtual-table-row.tsx';
import { PriorityMark, StateChip } from '#renderer/shared/ui/chips.tsx';
import { SlaClock } from '#renderer/shared/ui/sla-clock.tsx';
import { type ColumnKey, type ColumnSpec, chosenColumns } from './columns.ts';

const when = (instant: string | null): ReactNode => (
  <span title={formatInstantLong(instant)}>{formatInstant(instant)}</span>
);

const title = (row: TicketRow, t: Translate<'queue'>): ReactNode => (
  <Box
    component="span"
    title={row.title}
    sx={{ display: 'inline-flex', alignItems: 'center', gap: 0.5, maxWidth: '100%' }}
  >
    {row.openClashes > 0 && (
      <Tooltip title={t('clash', { count: row.openClashes })}>
        <WarningAmber
          color="warning"
          sx={{ fontSize: 16 }}
          aria-label={t('clash', { count: row.openClashes })}
        />
      </Tooltip>
    )}
    <TicketMarks majorState={row.majorState} escalation={row.escalation} compact />
    <Box component="span" sx={{ overflow: 'hidden', textOverflow: 'ellipsis' }}>
      {row.title}
    </Box>
  </Box>
);

const assignee = (row: TicketRow, t: Translate<'queue'>): ReactNode =>
  row.assigneeId === null ? (
    <Box component="span" sx={{ color: 'text.disabled' }}>
      {t('unassigned')}
    </Box>
  ) : (
    (row.assigneeName ?? nameOf({}, row.assigneeId))
  );

const cell = (key: ColumnKey, row: TicketRow, t: Translate<'queue'>): ReactNode => {
  switch (key) {
    case 'due':
      return <SlaClock sla={row.sla} />;
    case 'number':
      return (
        <Box component="span" sx={{ fontVariantNumeric: 'tabular-nums' }}>
          {row.number}
        </Box>
      );
    case 'type':
      return codeText('common:ticketTypes', row.type);
    case 'priority':
      return <PriorityMark priority={row.priority} />;
    case 'title':
      return title(row, t);
    case 'state':
      return <StateChip type={row.type} state={row.state} because={stateReason(row)} />;
    case 'requester':
      return row.requesterName;
    case 'place':
      return <PlacePath path={row.placeName} />;
    case 'team':
      return <span title={row.teamName ?? undefined}>{row.teamName}</span>;
    case 'assignee':
      return assignee(row, t);
    case 'ci':
      return row.ciName;
    case 'category':
      return row.category;
    case 'opened':
      return when(row.openedAt);
    case 'updated':
      return when(row.updatedAt);
    case 'resolved':
      return when(row.resolvedAt);
  }
};

const due = (instant: string): string | null => (isNeverDue(instant) ? null : instant);

/** What a cell says as a value. */
const value = (key: ColumnKey, row: TicketRow): CellValue => {
  switch (key) {
    case 'due':
      return due(row.dueAt);
    case 'number':
    case 'title':
    case 'category':
      return row[key];
    case 'type':
      return codeText('common:ticketTypes', row.type);
    case 'priority':
      return codeText('common:priorities', row.priority);
    case 'state':
      return stateWord(row.type, row.state);
    case 'requester':
      return row.requesterName;
    case 'place':
      return row.placeName;
    case 'team':
      return row.teamName;
    case 'assignee':
      return row.assigneeName;
    case 'ci':
      return row.ciName;
    case 'opened':
      return row.openedAt;
    case 'updated':
      return row.updatedAt;
    case 'resolved':
      return row.resolvedAt;
  }
};

/** The columns as the table wants them. A sortable column is named by its sort field, which is what the header asks to sort by. */
export const ticketColumns = (
  keys: readonly string[],
  t: Translate<'queue'>,
): readonly TableColumn<TicketRow>[] =>
  chosenColumns(keys).map((spec: ColumnSpec) => ({
    key: spec.sortField ?? spec.key,
    header: t(`columns.${spec.key}`),
    width: spec.width,
    narrow: spec.narrow,
    ...(spec.rank === null ? {} : { rank: spec.rank }),
    ...(spec.key === 'title' ? { grow: 1 } : {}),
    sortable: spec.sortField !== null,
    render: (row: TicketRow) => cell(spec.key, row, t),
    value: (row: TicketRow) => value(spec.key, row),
  }));
