import Add from '@mui/icons-material/Add';
import { Box, Button } from '@mui/material';
import type { ReactNode } from 'react';
import type { CollectionName } from '#domain/records/collections.ts';
import type { AskPage } from '#renderer/shared/host/use-window.ts';
import { text, useText } from '#renderer/shared/i18n/i18n.ts';
import { recordEntries } from '#renderer/shared/navigation/record-menu.ts';
import { LoadingNote } from '#renderer/shared/sync/loading-note.tsx';
import type { TableSort } from '#renderer/shared/table/virtual-table-header.tsx';
import { WindowTable, type WindowTableProps } from '#renderer/shared/table/window-table.tsx';
import type { MenuEntry } from '#renderer/shared/ui/context-menu.tsx';
import { Page } from '#renderer/shared/ui/page.tsx';
import { ExportButton } from './export-button.tsx';
import { foundWords } from './found-words.ts';

type Table<Row> = Omit<
  WindowTableProps<Row>,
  'rowKey' | 'rowHeight' | 'sort' | 'onSort' | 'empty' | 'menuOf'
>;

/** What menus and links need to know of a row. */
type MenuRow = { readonly id: string; readonly type?: string; readonly number?: string };

type RecordListPageProps<Row extends MenuRow> = Omit<Table<Row>, 'list'> & {
  /** What `useWindow` answers. */
  readonly list: Table<Row>['list'] & { readonly ask: AskPage<Row> };
  /** Whose records the rows are. */
  readonly collection: CollectionName;
  readonly title: string;
  /** Replaces the count beside the title. */
  readonly subtitle?: ReactNode;
  readonly actions?: ReactNode;
  /** `ListFilters`. */
  readonly filters: ReactNode;
  readonly sort: TableSort;
  readonly onSort: (sort: TableSort) => void;
  /** Shown when nothing answers the question. */
  readonly empty: ReactNode;
  /** What else can be done with a row of this list. */
  readonly moreOf?: (row: Row) => readonly MenuEntry[];
};

type NewRecordButtonProps = { readonly label: string; readonly onNew: () => void };

/** Begins a new record, beside the title of their list. */
export const NewRecordButton = ({ label, onNew }: NewRecordButtonProps): ReactNode => (
  <Button size="small" variant="outlined" startIcon={<Add />} onClick={onNew}>
    {label}
  </Button>
);

const keyOf = (row: { readonly id: string }): string => row.id;

/** A list of records as a page: title with its count, views and filters, the table, and what stands where there is nothing. */
export const RecordListPage = <Row extends MenuRow>(props: RecordListPageProps<Row>): ReactNode => {
  // Follows the language.
  useText('record');
  const { title, subtitle, actions, filters, list, autoFocus = true, collection, moreOf, ...table } = props;
  const { onOpen } = table;
  const menuOf = (row: Row): readonly MenuEntry[] => [
    { label: text('common:contextMenu.open'), shortcut: 'Enter', run: () => onOpen(row) },
    ...recordEntries({ collection, id: row.id, type: row.type ?? null, number: row.number ?? null }),
    ...(moreOf?.(row) ?? []),
  ];
  return (
    <Page
      title={title}
      fill
      subtitle={subtitle ?? <span role="status">{foundWords(list.live.data)}</span>}
      actions={
        <>
          {actions}
          <ExportButton<Row> title={title} columns={table.columns} ask={list.ask} />
        </>
      }
    >
      <Box sx={{ height: '100%', display: 'flex', flexDirection: 'column' }}>
        <Box sx={{ px: 2, pt: 0.75, pb: 1 }}>{filters}</Box>
        <LoadingNote />
        <Box sx={{ flex: 1, minHeight: 0 }}>
          <WindowTable<Row> {...table} list={list} rowKey={keyOf} autoFocus={autoFocus} menuOf={menuOf} />
        </Box>
      </Box>
    </Page>
  );
};
