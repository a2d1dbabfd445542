import FactCheck from '@mui/icons-material/FactCheckOutlined';
import { type ReactNode, useState } from 'react';
import type { TicketRow } from '#contracts/shared.ts';
import type { TicketSort } from '#domain/tickets/ticket-filter.ts';
import { useWindow } from '#renderer/shared/host/use-window.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { openRoute } from '#renderer/shared/navigation/navigation-store.ts';
import { fieldColumns } from '#renderer/shared/record/field-columns.tsx';
import { CodeFilter, RecordListPage } from '#renderer/shared/record/record-list-page.tsx';
import { EmptyNote } from '#renderer/shared/ui/empty-note.tsx';
import { REVIEW_FIELDS } from '../../../domain/fields/reviews.ts';

const KIND = { collection: 'tickets', type: 'review' } as const;
const COLUMNS = () =>
  fieldColumns<TicketRow>(KIND, REVIEW_FIELDS, [
    { field: 'number', width: 118, grow: 0, sortable: true },
    { field: 'title', grow: 4, sortable: true },
    { field: 'state', width: 150, sortable: true },
    { field: 'teamId', name: (row) => row.teamName, sortable: true },
    { field: 'openedAt', sortable: true },
  ]);

export const ReviewsPage = (): ReactNode => {
  const t = useText('reviews');
  const [states, setStates] = useState<readonly string[]>([]);
  const [sort, setSort] = useState<TicketSort>({ field: 'number', direction: 'desc' });
  const list = useWindow('tickets.page', { filter: { types: ['review'], states: [...states] }, sort });
  const [columns] = useState(COLUMNS);
  return (
    <RecordListPage<TicketRow>
      title={t('pages.list')}
      label={t('pages.list')}
      list={list}
      columns={columns}
      sort={sort}
      onSort={(next) => setSort(next as TicketSort)}
      onOpen={(row) => openRoute({ page: 'review', id: row.id }, row.number)}
      filters={
        <CodeFilter
          kind={KIND}
          field="state"
          spec={REVIEW_FIELDS.state}
          chosen={states}
          onChange={setStates}
        />
      }
      empty={<EmptyNote icon={<FactCheck />} title={t('empty')} />}
    />
  );
};
