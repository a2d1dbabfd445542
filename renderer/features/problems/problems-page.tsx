import Troubleshoot from '@mui/icons-material/TroubleshootOutlined';
import { Button } from '@mui/material';
import { type ReactNode, useMemo } from 'react';
import { ulid } from 'ulid';
import type { ProblemRow } from '#contracts/problems.ts';
import { PROBLEM_FIELDS } from '#domain/fields/tickets.ts';
import { useTyped } from '#renderer/shared/hooks/use-debounced.ts';
import { useWindow } from '#renderer/shared/host/use-window.ts';
import { type Translate, useText } from '#renderer/shared/i18n/i18n.ts';
import { openRoute } from '#renderer/shared/navigation/navigation-store.ts';
import { fieldColumns } from '#renderer/shared/record/field-columns.tsx';

import { useListChoice } from '#renderer/shared/record/list-choice.ts';
import { ListFilters, ListViewChoice, TextFilter } from '#renderer/shared/record/list-filters.tsx';
import { NewRecordButton, RecordListPage } from '#renderer/shared/record/record-list-page.tsx';
import { useMay, useSessionUser } from '#renderer/shared/session/session.ts';
import type { TableColumn } from '#renderer/shared/table/virtual-table-row.tsx';
import { EmptyNote } from '#renderer/shared/ui/empty-note.tsx';

import { PROBLEM_CHOICE, problemFilter } from './problem-views.ts';

const KIND = { collection: 'tickets', type: 'problem' } as const;

/** `3 / 12`: open ones of all. */
const incidentCount = ({ incidents, incidentsOpen }: ProblemRow): string =>
  incidents === 0 ? '' : `${incidentsOpen} / ${incidents}`;

const columnsFor = (t: Translate<'problems'>): readonly TableColumn<ProblemRow>[] => [
  ...fieldColumns<ProblemRow>(KIND, PROBLEM_FIELDS, [
    { field: 'number', sortable: true },
    { field: 'priority', sortable: true, rank: 4 },
    { field: 'title', sortable: true },
    { field: 'state', width: 164, narrow: 158, sortable: true },
  ]),
  {
    key: 'incidents',
    header: t('columns.incidents'),
    width: 84,
    align: 'end',
    rank: 3,
    render: incidentCount,
    value: ({ incidents }) => incidents,
  },
  {
    key: 'workaround',
    header: t('columns.workaround'),
    width: 92,
    rank: 3,
    render: (row) => (row.hasWorkaround ? t('columns.known') : ''),
    value: (row) => (row.hasWorkaround ? t('columns.known') : null),
  },
  ...fieldColumns<ProblemRow>(KIND, PROBLEM_FIELDS, [
    { field: 'category', sortable: true },
    { field: 'ciId', name: (row) => row.ciName },
    { field: 'teamId', name: (row) => row.teamName, sortable: true, rank: 2 },
    { field: 'assigneeId', name: (row) => row.assigneeName, sortable: true, rank: 3 },
    { field: 'openedAt', sortable: true },
  ]),
];

const open = (row: ProblemRow): void => openRoute({ page: 'problem', id: row.id }, row.number);

/** All problems, the greatest first, and how many incidents wait behind each. */
export const ProblemsPage = (): ReactNode => {
  const t = useText('problems');
  const { personId } = useSessionUser();
  const choice = useListChoice(PROBLEM_CHOICE, 'open');
  const { view, sort } = choice;
  const { text } = choice.filters;
  const mayCreate = useMay()('problems.create');
  const settled = useTyped(text.trim());
  const filter = { ...problemFilter(view, personId), ...(settled === '' ? {} : { text: settled }) };
  const list = useWindow('problems.page', { filter, sort });
  const columns = useMemo(() => columnsFor(t), [t]);
  return (
    <RecordListPage<ProblemRow>
      collection="tickets"
      title={t('pages.list')}
      label={t('pages.list')}
      list={list}
      columns={columns}
      sort={sort}
      onSort={choice.setSort}
      onOpen={open}
      filters={
        <ListFilters
          views={<ListViewChoice label={t('views.label')} list={choice} words={(one) => t(`views.${one}`)} />}
          find={
            <TextFilter
              value={text}
              placeholder={t('list.find')}
              onChange={(next) => choice.change({ text: next })}
            />
          }
        />
      }
      actions={
        <>
          <Button size="small" onClick={() => openRoute({ page: 'problem-trends' })}>
            {t('pages.trends')}
          </Button>
          {mayCreate && (
            <NewRecordButton
              label={t('pages.new')}
              onNew={() =>
                openRoute({ page: 'problem-new', draftId: ulid(), incidentIds: [], trendKey: null })
              }
            />
          )}
        </>
      }
      empty={<EmptyNote icon={<Troubleshoot />} title={t('list.empty')} hint={t('list.emptyHint')} />}
    />
  );
};
