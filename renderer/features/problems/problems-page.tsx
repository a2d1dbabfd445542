import Troubleshoot from '@mui/icons-material/TroubleshootOutlined';
import { Button } from '@mui/material';
import { type ReactNode, useMemo } from 'react';
import { ulid } from 'ulid';
import type { ProblemRow } from '#contracts/problems.ts';
import { PROBLEM_FIELDS } from '#domain/fields/tickets.ts';
import { useWindow } from '#renderer/shared/host/use-window.ts';
import { type Translate, useText } from '#renderer/shared/i18n/i18n.ts';
import { openRoute } from '#renderer/shared/navigation/navigation-store.ts';
import { fieldColumns } from '#renderer/shared/record/field-columns.tsx';

import { useListChoice } from '#renderer/shared/record/list-choice.ts';
import { ProcessListPage, useWorded } from '#renderer/shared/record/process-list-page.tsx';
import { useMay, useSessionUser } from '#renderer/shared/session/session.ts';
import type { TableColumn } from '#renderer/shared/table/virtual-table-row.tsx';

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
  const filter = useWorded(choice, problemFilter(choice.view, personId));
  const list = useWindow('problems.page', { filter, sort: choice.sort });
  const columns = useMemo(() => columnsFor(t), [t]);
  const mayCreate = useMay()('problems.create');
  const begin = (): void =>
    openRoute({ page: 'problem-new', draftId: ulid(), incidentIds: [], trendKey: null });
  return (
    <ProcessListPage
      feature="problems"
      icon={<Troubleshoot />}
      {...{ choice, list, columns }}
      words={{ find: t('list.find'), empty: t('list.empty'), emptyHint: t('list.emptyHint') }}
      viewWord={(one) => t(`views.${one}`)}
      onOpen={open}
      onNew={mayCreate ? begin : null}
      actions={
        <Button size="small" onClick={() => openRoute({ page: 'problem-trends' })}>
          {t('pages.trends')}
        </Button>
      }
    />
  );
};
