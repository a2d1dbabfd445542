import RocketLaunchOutlined from '@mui/icons-material/RocketLaunchOutlined';
import { type ReactNode, useMemo } from 'react';
import { ulid } from 'ulid';
import type { ReleaseRow } from '#contracts/releases.ts';
import { RELEASE_FIELDS } from '#domain/fields/releases.ts';
import { useWindow } from '#renderer/shared/host/use-window.ts';
import { joined } from '#renderer/shared/i18n/bidi.ts';
import { type Translate, useText } from '#renderer/shared/i18n/i18n.ts';
import { openRoute } from '#renderer/shared/navigation/navigation-store.ts';
import { ApprovalChip } from '#renderer/shared/record/approval-chip.tsx';
import { fieldColumns } from '#renderer/shared/record/field-columns.tsx';
import { useListChoice } from '#renderer/shared/record/list-choice.ts';
import { ProcessListPage, useWorded } from '#renderer/shared/record/process-list-page.tsx';
import { useMay, useSessionUser } from '#renderer/shared/session/session.ts';
import type { TableColumn } from '#renderer/shared/table/virtual-table-row.tsx';
import { RELEASE_CHOICE, releaseFilter } from './release-views.ts';

const KIND = { collection: 'tickets', type: 'release' } as const;

const columnsFor = (t: Translate<'releases'>): readonly TableColumn<ReleaseRow>[] => {
  const waves = ({ wavesDone, wavesTotal, isStopped }: ReleaseRow): string =>
    joined([
      wavesTotal === 0 ? null : t('waves.progress', { done: wavesDone, total: wavesTotal }),
      isStopped ? t('waves.isStopped') : null,
    ]);
  return [
    ...fieldColumns<ReleaseRow>(KIND, RELEASE_FIELDS, [
      { field: 'number', sortable: true },
      { field: 'title', sortable: true },
      { field: 'state', width: 122, sortable: true },
    ]),
    {
      key: 'waves',
      header: t('columns.waves'),
      width: 128,
      rank: 1,
      render: waves,
      value: waves,
    },
    {
      key: 'approval',
      header: t('columns.approval'),
      width: 104,
      rank: 3,
      render: ({ type, state, approval }) => <ApprovalChip {...{ type, state, approval }} />,
      value: ({ approval }) => t(`approvals:status.${approval}`),
    },
    {
      key: 'changes',
      header: t('columns.changes'),
      width: 88,
      rank: 4,
      render: ({ changesTotal }) => String(changesTotal),
      value: ({ changesTotal }) => String(changesTotal),
    },
    ...fieldColumns<ReleaseRow>(KIND, RELEASE_FIELDS, [
      { field: 'plannedStartAt', sortable: true, rank: 2 },
      { field: 'plannedEndAt', rank: 4 },
      { field: 'teamId', name: (row) => row.teamName, sortable: true, rank: 3 },
      { field: 'assigneeId', name: (row) => row.assigneeName, sortable: true, rank: 2 },
      { field: 'openedAt', sortable: true },
    ]),
  ];
};

const open = (row: ReleaseRow): void => openRoute({ page: 'release', id: row.id }, row.number);

/** All releases, the earliest planned first, and how far their waves are. */
export const ReleasesPage = (): ReactNode => {
  const t = useText('releases');
  const { personId } = useSessionUser();
  const choice = useListChoice(RELEASE_CHOICE, 'open');
  const filter = useWorded(choice, releaseFilter(choice.view, personId));
  const list = useWindow('releases.page', { filter, sort: choice.sort });
  const columns = useMemo(() => columnsFor(t), [t]);
  const mayCreate = useMay()('releases.create');
  const begin = (): void => openRoute({ page: 'release-new', draftId: ulid(), changeIds: [] });
  return (
    <ProcessListPage
      feature="releases"
      icon={<RocketLaunchOutlined />}
      {...{ choice, list, columns }}
      words={{ find: t('list.find'), empty: t('list.empty'), emptyHint: t('list.emptyHint') }}
      viewWord={(one) => t(`views.${one}`)}
      onOpen={open}
      onNew={mayCreate ? begin : null}
    />
  );
};
