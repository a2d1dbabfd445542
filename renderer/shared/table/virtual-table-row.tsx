// biome-ignore-all lint/a11y/useSemanticElements: a virtual grid can't be a table element, whose rows may not be positioned
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus, a row is only ever its active descendant
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the grid handles the keys
import '../ui/cells.css';
import { memo, type ReactNode } from 'react';
import type { ColumnSize } from './column-fit.ts';

/** What a cell says as a value: an instant in UTC, a word, a number; null for nothing. */
export type CellValue = string | number | null;

export type TableColumn<Row> = ColumnSize & {
  readonly header: string;
  readonly align?: 'start' | 'end';
  readonly sortable?: boolean;
  readonly render: (row: Row) => ReactNode;
  /** The same as a value, for a file of the list; a column without it is in none. */
  readonly value?: (row: Row) => CellValue;
};

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

const VirtualRow = <Row,>(props: RowProps<Row>): ReactNode => {
  const { row, index, columns, isActive, isSelected, onClick, onToggle } = props;
  return (
    <div
      id={props.domId}
      role="row"
      className="vt-row"
      aria-rowindex={index + 2}
      {...(isSelected === null ? {} : { 'aria-selected': isSelected })}
      data-active={isActive || undefined}
      onClick={(event) => onClick(index, event)}
      style={{ gridTemplateColumns: props.template, height: props.height, top: props.top }}
    >
      {isSelected !== null && (
        <div role="gridcell" className="vt-check">
          <input
            type="checkbox"
            tabIndex={-1}
            checked={isSelected}
            disabled={row === undefined}
            aria-label={`${props.selectLabel} ${index + 1}`}
            onClick={(event) => event.stopPropagation()}
            onChange={() => onToggle(index)}
          />
        </div>
      )}
      {columns.map((column) => (
        <div
          key={column.key}
          role="gridcell"
          className="vt-cell"
          // Names and titles come in any script; cut off at their own end, they still stand in one column.
          dir="auto"
          style={{ textAlign: column.align === 'end' ? 'right' : 'left' }}
        >
          {row === undefined ? <span className="vt-waiting" /> : column.render(row)}
        </div>
      ))}
    </div>
  );
};

export const TableRow = memo(VirtualRow) as typeof VirtualRow;
