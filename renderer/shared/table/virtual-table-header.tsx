import ArrowDownward from '@mui/icons-material/ArrowDownward';
import ArrowUpward from '@mui/icons-material/ArrowUpward';
import { Box, ButtonBase, Checkbox } from '@mui/material';
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

const HeaderWords = ({ children }: { readonly children: string }): ReactNode => (
  <Box component="span" sx={{ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}>
    {children}
  </Box>
);

export const TableHeader = <Row,>(props: HeaderProps<Row>): ReactNode => {
  const t = useText('common');
  const { columns, sort, onSort } = props;
  return (
    <Box
      role="row"
      aria-rowindex={1}
      sx={{
        position: 'sticky',
        top: 0,
        zIndex: 2,
        display: 'grid',
        alignItems: 'center',
        bgcolor: 'background.paper',
        borderBottom: 1,
        borderColor: 'divider',
        color: 'text.secondary',
        fontSize: 12,
        fontWeight: 600,
      }}
      style={{ gridTemplateColumns: props.template, height: HEADER_HEIGHT }}
    >
      {props.allSelected !== null && (
        <Box role="columnheader" sx={{ display: 'flex', justifyContent: 'center' }}>
          <Checkbox
            size="small"
            checked={props.allSelected}
            indeterminate={!props.allSelected && props.someSelected}
            onChange={props.onSelectAll}
            slotProps={{ input: { 'aria-label': t('table.selectLoaded') } }}
            sx={{ p: 0.5 }}
          />
        </Box>
      )}
      {columns.map((column) => (
        <Box
          key={column.key}
          role="columnheader"
          aria-sort={ariaSort(sort, column.key)}
          title={column.header}
          sx={{ minWidth: 0, height: '100%', display: 'flex' }}
        >
          {column.sortable && onSort !== undefined ? (
            // The whole cell sorts, not just its word.
            <ButtonBase
              onClick={() => onSort(flipped(sort, column.key))}
              sx={{
                flex: 1,
                minWidth: 0,
                px: 1,
                gap: 0.5,
                font: 'inherit',
                color: 'inherit',
                justifyContent: column.align === 'end' ? 'flex-end' : 'flex-start',
                '&:hover': { bgcolor: 'action.hover' },
              }}
            >
              <HeaderWords>{column.header}</HeaderWords>
              {sort?.field === column.key &&
                (sort.direction === 'asc' ? (
                  <ArrowUpward sx={{ fontSize: 14 }} />
                ) : (
                  <ArrowDownward sx={{ fontSize: 14 }} />
                ))}
            </ButtonBase>
          ) : (
            <Box
              sx={{
                flex: 1,
                minWidth: 0,
                px: 1,
                display: 'flex',
                alignItems: 'center',
                justifyContent: column.align === 'end' ? 'flex-end' : 'flex-start',
              }}
            >
              <HeaderWords>{column.header}</HeaderWords>
            </Box>
          )}
        </Box>
      ))}
    </Box>
  );
};
