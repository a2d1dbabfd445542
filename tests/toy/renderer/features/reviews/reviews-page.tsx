import FactCheck from '@mui/icons-material/FactCheckOutlined';
import { type ReactNode, useState } from 'react';
import type { TicketRow } from '#contracts/shared.ts';
import { TICKET_SORT_FIELDS, type TicketSort } from '#domain/tickets/ticket-sort.ts';
import { useWindow } from '#renderer/shared/host/use-window.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { openRoute } from '#renderer/shared/navigation/navigation-store.ts';
import { fieldColumns } from '#renderer/shared/record/field-columns.tsx';
import { defineListChoice, manyOf, useListChoice, words } from '#renderer/shared/record/list-choice.ts';
import { CodeFilter, ListFilters, TextFilter } from '#renderer/shared/record/list-filters.tsx';
import { RecordListPage } from '#renderer/shared/record/record-list-page.tsx';
import { EmptyNote } from '#renderer/shared/ui/empty-note.tsx';
import { REVIEW_FIELDS } from '../../../domain/fields/reviews.ts';

const KIND = { collection: 'tickets', type: 'review' } as const;
const STATE = REVIEW_FIELDS.state;

const CHOICE = defineListChoice({
  page: 'reviews',
  views: ['all'],
  filters: { text: words(), states: manyOf(STATE.of) },
  sorts: TICKET_SORT_FIELDS,
  sort: { field: 'number', direction: 'desc' } as TicketSort,
});

const columnsOf = () =>
  fieldColumns<TicketRow>(KIND, REVIEW_FIELDS, [
    { field: 'number', sortable: true },
    { field: 'title', sortable: true },
    { field: 'state', sortable: true },
    { field: 'teamId', name: (row) => row.teamName, sortable: true },
    { field: 'openedAt', sortable: true },
  ]);

export const ReviewsPage = (): ReactNode => {
  const t = useText('reviews');
  const { filters, sort, change, setSort } = useListChoice(CHOICE, 'all');
  const { text, states } = filters;
  const filter = { types: ['review' as const], states: [...states], ...(text === '' ? {} : { text }) };
  const list = useWindow('tickets.page', { filter, sort });
  const [columns] = useState(columnsOf);
  return (
    <RecordListPage<TicketRow>
      collection="tickets"
      title={t('pages.list')}
      label={t('pages.list')}
      list={list}
      columns={columns}
      sort={sort}
      onSort={setSort}
      onOpen={(row) => openRoute({ page: 'review', id: row.id }, row.number)}
      filters={
        <ListFilters
          find={
            <TextFilter value={text} placeholder={t('find')} onChange={(next) => change({ text: next })} />
          }
          more={
            <CodeFilter
              kind={KIND}
              field="state"
              spec={STATE}
              chosen={states}
              onChange={(next) => change({ states: next })}
            />
          }
          chosen={states.length}
        />
      }
      empty={<EmptyNote icon={<FactCheck />} title={t('empty')} />}
    />
  );
};
