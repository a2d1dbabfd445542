import PublishedWithChangesOutlined from '@mui/icons-material/PublishedWithChangesOutlined';
import { type ReactNode, useMemo } from 'react';
import { ulid } from 'ulid';
import type { ChangeRow } from '#contracts/changes.ts';
import { CHANGE_FIELDS } from '#domain/fields/changes.ts';
import { useWindow } from '#renderer/shared/host/use-window.ts';
import { type Translate, useText } from '#renderer/shared/i18n/i18n.ts';
import { openRoute } from '#renderer/shared/navigation/navigation-store.ts';
import { ApprovalChip } from '#renderer/shared/record/approval-chip.tsx';
import { fieldColumns } from '#renderer/shared/record/field-columns.tsx';
import { useListChoice } from '#renderer/shared/record/list-choice.ts';
import { ProcessListPage, useWorded } from '#renderer/shared/record/process-list-page.tsx';
import { useMay, useSessionUser } from '#renderer/shared/session/session.ts';
import type { TableColumn } from '#renderer/shared/table/virtual-table-row.tsx';
import { CHANGE_CHOICE, changeFilter } from './change-views.ts';
import { RiskChip, riskWord } from './risk-chip.tsx';

const KIND = { collection: 'tickets', type: 'change' } as const;

const columnsFor = (t: Translate<'changes'>): readonly TableColumn<ChangeRow>[] => [
  ...fieldColumns<ChangeRow>(KIND, CHANGE_FIELDS, [
    { field: 'number', sortable: true },
    { field: 'title', sortable: true },
    { field: 'state', width: 148, narrow: 140, sortable: true },
  ]),
  {
    key: 'approval',
    header: t('columns.approval'),
    width: 104,
    rank: 3,
    render: ({ type, state, approval }) => <ApprovalChip {...{ type, state, approval }} />,
    value: ({ approval }) => t(`approvals:status.${approval}`),
  },
  {
    key: 'risk',
    header: t('columns.risk'),
    width: 96,
    rank: 3,
    render: ({ riskLevel }) => <RiskChip level={riskLevel} />,
    value: ({ riskLevel }) => (riskLevel === null ? '' : riskWord(riskLevel)),
  },
  ...fieldColumns<ChangeRow>(KIND, CHANGE_FIELDS, [
    { field: 'changeType', rank: 2 },
    // The list is in its order, and whoever looks for room in the calendar asks for it first.
    { field: 'plannedStartAt', sortable: true, rank: 4 },
    { field: 'plannedEndAt', rank: 1 },
    { field: 'ciId', name: (row) => row.ciName },
    { field: 'teamId', name: (row) => row.teamName, sortable: true, rank: 3 },
    { field: 'assigneeId', name: (row) => row.assigneeName, sortable: true, rank: 2 },
    { field: 'openedAt', sortable: true },
  ]),
];

const open = (row: ChangeRow): void => openRoute({ page: 'change', id: row.id }, row.number);

/** All changes, the earliest planned first, and which of them are approved. */
export const ChangesPage = (): ReactNode => {
  const t = useText('changes');
  const { personId } = useSessionUser();
  const choice = useListChoice(CHANGE_CHOICE, 'open');
  const filter = useWorded(choice, changeFilter(choice.view, personId));
  const list = useWindow('changes.page', { filter, sort: choice.sort });
  const columns = useMemo(() => columnsFor(t), [t]);
  const mayCreate = useMay()('changes.create');
  const begin = (): void => openRoute({ page: 'change-new', draftId: ulid(), from: null });
  return (
    <ProcessListPage
      feature="changes"
      icon={<PublishedWithChangesOutlined />}
      {...{ choice, list, columns }}
      words={{ find: t('list.find'), empty: t('list.empty'), emptyHint: t('list.emptyHint') }}
      viewWord={(one) => t(`views.${one}`)}
      onOpen={open}
      onNew={mayCreate ? begin : null}
    />
  );
};
