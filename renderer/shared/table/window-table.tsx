import type { ReactNode } from 'react';
import type { Live } from '#renderer/shared/host/use-live.ts';
import { Boundary } from '#renderer/shared/ui/boundary.tsx';
import { VirtualTable, type VirtualTableProps } from './virtual-table.tsx';

export type WindowTableProps<Row> = Omit<
  VirtualTableProps<Row>,
  'total' | 'rows' | 'windowOffset' | 'onWindow' | 'resetKey' | 'busy'
> & {
  /** What `useWindow` answers. */
  readonly list: Pick<VirtualTableProps<Row>, 'windowOffset' | 'onWindow' | 'resetKey'> & {
    readonly live: Live<{
      readonly total: number;
      readonly rows: readonly Row[];
      readonly isCapped?: boolean;
    }>;
  };
  /** Shown instead of the table when the list has no rows. */
  readonly empty: ReactNode;
};

/** A live list of any length with its loading, error and empty states. Fills its parent, which needs a height. */
export const WindowTable = <Row,>({ list, empty, ...table }: WindowTableProps<Row>): ReactNode => (
  <Boundary live={list.live} lines={14} empty={({ total }) => (total === 0 ? empty : null)}>
    {({ total, rows }) => (
      <VirtualTable<Row>
        {...table}
        total={total}
        rows={rows}
        windowOffset={list.windowOffset}
        onWindow={list.onWindow}
        resetKey={list.resetKey}
        busy={list.live.stale}
      />
    )}
  </Boundary>
);
