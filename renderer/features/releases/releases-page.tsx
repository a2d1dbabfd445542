import RocketLaunchOutlined from '@mui/icons-material/RocketLaunchOutlined';
import { type ReactNode, useMemo } from 'react';
import { ulid } from 'ulid';
import type { ReleaseRow } from '#contracts/releases.ts';
import { RELEASE_FIELDS } from '#domain/fields/releases.ts';
import { useDebounced } from '#renderer/shared/hooks/use-debounced.ts';
import { useWindow } from '#renderer/shared/host/use-window.ts';
import { joined } from '#renderer/shared/i18n/bidi.ts';
import { type Translate, useText } from '#renderer/shared/i18n/i18n.ts';
import { openRoute } from '#renderer/shared/navigation/navigation-store.ts';
import { ApprovalChip } from '#renderer/shared/record/approval-chip.tsx';
import { fieldColumns } from '#renderer/shared/record/field-columns.tsx';
import { useListChoice } from '#renderer/shared/record/list-choice.ts';
import { ListFilters, ListViewChoice, TextFilter } from '#renderer/shared/record/list-filters.tsx';
import { NewRecordButton, RecordListPage } from '#renderer/shared/record/record-list-page.tsx';
import { useMay, useSessionUser } from '#renderer/shared/session/session.ts';
import type { TableColumn } from '#renderer/shared/table/virtual-table-row.tsx';
import { EmptyNote } from '#renderer/shared/ui/empty-note.tsx';
import { RELEASE_CHOICE, releaseFilter } from './release-views.ts';

const TYPING_MS = 120;

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
  const { view, sort } = choice;
  const { text } = choice.filters;
  const mayCreate = useMay()('releases.create');
  const settled = useDebounced(text.trim(), TYPING_MS);
  const filter = { ...releaseFilter(view, personId), ...(settled === '' ? {} : { text: settled }) };
  const list = useWindow('releases.page', { filter, sort });
  const columns = useMemo(() => columnsFor(t), [t]);
  return (
    <RecordListPage<ReleaseRow>
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
        mayCreate && (
          <NewRecordButton
            label={t('pages.new')}
            onNew={() => openRoute({ page: 'release-new', draftId: ulid(), changeIds: [] })}
          />
        )
      }
      empty={<EmptyNote icon={<RocketLaunchOutlined />} title={t('list.empty')} hint={t('list.emptyHint')} />}
    />
  );
};
