// biome-ignore-all lint/a11y/useSemanticElements: a virtual grid can't be a table element, whose rows may not be positioned
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus, and the buttons in the heads
import '../ui/cells.css';
import ArrowDownward from '@mui/icons-material/ArrowDownward';
import ArrowUpward from '@mui/icons-material/ArrowUpward';
import { Checkbox } from '@mui/material';
import type { ReactNode } from 'react';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import type { TableColumn } from './virtual-table-row.tsx';

export type TableSort = { readonly field: string; readonly direction: 'asc' | 'desc' };

/** Height of the header in pixels. */
export const HEADER_HEIGHT = 32;

type HeaderProps<Row> = {
  readonly columns: readonly TableColumn<Row>[];
  readonly template: string;
  readonly sort: TableSort | undefined;
  readonly onSort: ((sort: TableSort) => void) | undefined;
  /** Null in a table without selection. */
  readonly allSelected: boolean | null;
  readonly someSelected: boolean;
  readonly onSelectAll: () => void;
};

const flipped = (sort: TableSort | undefined, field: string): TableSort => ({
  field,
  direction: sort?.field === field && sort.direction === 'asc' ? 'desc' : 'asc',
});

const ariaSort = (sort: TableSort | undefined, field: string): 'ascending' | 'descending' | 'none' => {
  if (sort?.field !== field) return 'none';
  return sort.direction === 'asc' ? 'ascending' : 'descending';
};

const SortSign = ({ direction }: { readonly direction: TableSort['direction'] }): ReactNode =>
  direction === 'asc' ? <ArrowUpward sx={{ fontSize: 14 }} /> : <ArrowDownward sx={{ fontSize: 14 }} />;

export const TableHeader = <Row,>(props: HeaderProps<Row>): ReactNode => {
  const t = useText('common');
  const { columns, sort, onSort } = props;
  return (
    <div
      role="row"
      aria-rowindex={1}
      className="vt-head"
      style={{ gridTemplateColumns: props.template, height: HEADER_HEIGHT }}
    >
      {props.allSelected !== null && (
        <div role="columnheader" className="vt-check">
          <Checkbox
            size="small"
            checked={props.allSelected}
            indeterminate={!props.allSelected && props.someSelected}
            onChange={props.onSelectAll}
            slotProps={{ input: { 'aria-label': t('table.selectLoaded') } }}
            sx={{ p: 0.5 }}
          />
        </div>
      )}
      {columns.map((column) => (
        <div
          key={column.key}
          role="columnheader"
          className="vt-head-cell"
          aria-sort={ariaSort(sort, column.key)}
          title={column.header}
          data-align={column.align}
        >
          {column.sortable && onSort !== undefined ? (
            // The whole cell sorts, not just its word.
            <button type="button" className="vt-sort" onClick={() => onSort(flipped(sort, column.key))}>
              <span className="vt-words">{column.header}</span>
              {sort?.field === column.key && <SortSign direction={sort.direction} />}
            </button>
          ) : (
            <span className="vt-words">{column.header}</span>
          )}
        </div>
      ))}
    </div>
  );
};
