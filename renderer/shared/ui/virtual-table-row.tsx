import { Box, Checkbox, Skeleton } from '@mui/material';
import { memo, type ReactNode } from 'react';

export type TableColumn<Row> = {
  readonly key: string;
  readonly header: string;
  /** Least width in pixels. */
  readonly width: number;
  /** Share of the room that is left over; columns without it keep their width. */
  readonly grow?: number;
  readonly align?: 'start' | 'end';
  readonly sortable?: boolean;
  readonly render: (row: Row) => ReactNode;
};

/** Width of the column of check boxes in pixels. */
const CHECK_WIDTH = 36;

export const gridTemplate = <Row,>(columns: readonly TableColumn<Row>[], selectable: boolean): string =>
  [
    ...(selectable ? [`${CHECK_WIDTH}px`] : []),
    ...columns.map(({ width, grow }) =>
      grow === undefined ? `${width}px` : `minmax(${width}px, ${grow}fr)`,
    ),
  ].join(' ');

export const leastWidth = <Row,>(columns: readonly TableColumn<Row>[], selectable: boolean): number =>
  columns.reduce((sum, column) => sum + column.width, selectable ? CHECK_WIDTH : 0);

type RowProps<Row> = {
  readonly domId: string;
  /** Undefined while the row is not loaded. */
  readonly row: Row | undefined;
  readonly index: number;
  readonly top: number;
  readonly height: number;
  readonly columns: readonly TableColumn<Row>[];
  readonly template: string;
  readonly isActive: boolean;
  /** Null in a table without selection. */
  readonly isSelected: boolean | null;
  readonly selectLabel: string;
  readonly onClick: (index: number, event: { readonly ctrlKey: boolean; readonly shiftKey: boolean }) => void;
  readonly onToggle: (index: number) => void;
};

const cellSx = {
  px: 1,
  minWidth: 0,
  overflow: 'hidden',
  textOverflow: 'ellipsis',
  whiteSpace: 'nowrap',
} as const;

const VirtualRow = <Row,>(props: RowProps<Row>): ReactNode => {
  const { row, index, columns, isActive, isSelected, onClick, onToggle } = props;
  return (
    // The grid itself has the focus and handles the keys; a row is only ever its active descendant.
    <Box
      id={props.domId}
      role="row"
      aria-rowindex={index + 2}
      {...(isSelected === null ? {} : { 'aria-selected': isSelected })}
      data-active={isActive || undefined}
      onClick={(event) => onClick(index, event)}
      sx={{
        position: 'absolute',
        insetInline: 0,
        display: 'grid',
        alignItems: 'center',
        cursor: 'default',
        borderBottom: 1,
        borderColor: 'divider',
        bgcolor: isSelected ? 'action.selected' : undefined,
        '&:hover': { bgcolor: 'action.hover' },
        '&[data-active]': { boxShadow: 'inset 3px 0 0 var(--mui-palette-primary-main)' },
      }}
      style={{ gridTemplateColumns: props.template, height: props.height, top: props.top }}
    >
      {isSelected !== null && (
        <Box role="gridcell" sx={{ display: 'flex', justifyContent: 'center' }}>
          <Checkbox
            size="small"
            tabIndex={-1}
            checked={isSelected}
            disabled={row === undefined}
            onClick={(event) => event.stopPropagation()}
            onChange={() => onToggle(index)}
            slotProps={{ input: { 'aria-label': `${props.selectLabel} ${index + 1}`, tabIndex: -1 } }}
            sx={{ p: 0.5 }}
          />
        </Box>
      )}
      {columns.map((column) => (
        <Box key={column.key} role="gridcell" sx={cellSx} style={{ textAlign: column.align ?? 'start' }}>
          {row === undefined ? <Skeleton variant="text" width="60%" /> : column.render(row)}
        </Box>
      ))}
    </Box>
  );
};

export const TableRow = memo(VirtualRow) as typeof VirtualRow;
