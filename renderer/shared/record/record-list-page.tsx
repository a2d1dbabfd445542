import { Box } from '@mui/material';
import type { ReactNode } from 'react';
import { formatCount } from '#renderer/shared/format/format.ts';
import type { Live } from '#renderer/shared/host/use-live.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import type { TableSort } from '#renderer/shared/table/virtual-table-header.tsx';
import type { TableColumn } from '#renderer/shared/table/virtual-table-row.tsx';
import { WindowTable } from '#renderer/shared/table/window-table.tsx';
import { Page } from '#renderer/shared/ui/page.tsx';

type RecordListPageProps<Row extends { readonly id: string }> = {
  readonly title: string;
  /** Accessible name of the table. */
  readonly label: string;
  /** Replaces the count beside the title. */
  readonly subtitle?: ReactNode;
  readonly actions?: ReactNode;
  /** `ListFilters`. */
  readonly filters: ReactNode;
  /** What `useWindow` answers. */
  readonly list: {
    readonly live: Live<{ readonly total: number; readonly rows: readonly Row[] }>;
    readonly windowOffset: number;
    readonly onWindow: (offset: number, limit: number) => void;
    readonly resetKey: string;
  };
  readonly columns: readonly TableColumn<Row>[];
  readonly sort: TableSort;
  readonly onSort: (sort: TableSort) => void;
  readonly onOpen: (row: Row) => void;
  /** Shown when nothing answers the question. */
  readonly empty: ReactNode;
  /** Left to something else on the page, a field to find by, for example. */
  readonly autoFocus?: boolean;
};

const keyOf = (row: { readonly id: string }): string => row.id;

/** A list of records as a page: title with its count, views and filters, the table, and what stands where there is nothing. */
export const RecordListPage = <Row extends { readonly id: string }>(
  props: RecordListPageProps<Row>,
): ReactNode => {
  const t = useText('record');
  const { list, sort, onSort, onOpen, columns } = props;
  const total = list.live.data?.total;
  const count = total === undefined ? '' : t('list.found', { count: total, shown: formatCount(total) });
  return (
    <Page title={props.title} fill subtitle={props.subtitle ?? count} actions={props.actions}>
      <Box sx={{ height: '100%', display: 'flex', flexDirection: 'column' }}>
        <Box sx={{ px: 2, pt: 0.75, pb: 1 }}>{props.filters}</Box>
        <Box sx={{ flex: 1, minHeight: 0 }}>
          <WindowTable<Row>
            list={list}
            label={props.label}
            columns={columns}
            rowKey={keyOf}
            onOpen={onOpen}
            sort={sort}
            onSort={onSort}
            autoFocus={props.autoFocus ?? true}
            empty={props.empty}
          />
        </Box>
      </Box>
    </Page>
  );
};
