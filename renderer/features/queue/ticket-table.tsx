import CloudDownload from '@mui/icons-material/CloudDownload';
import { type ReactNode, useCallback, useEffect, useMemo } from 'react';
import type { TicketRow } from '#contracts/shared.ts';
import type { TicketFilter, TicketSort } from '#domain/tickets/ticket-filter.ts';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { useWindow } from '#renderer/shared/host/use-window.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { openRecord } from '#renderer/shared/navigation/record-route.ts';
import { useReportUsable } from '#renderer/shared/session/session.ts';
import { WindowTable } from '#renderer/shared/table/window-table.tsx';
import { EmptyNote } from '#renderer/shared/ui/empty-note.tsx';
import { type ColumnKey, chosenColumns } from './columns.ts';
import { ticketColumns } from './ticket-columns.tsx';

type TicketTableProps = {
  readonly label: string;
  readonly filter: TicketFilter;
  readonly sort: TicketSort;
  readonly columns: readonly string[];
  readonly onSort: (sort: TicketSort) => void;
  readonly selected: ReadonlySet<string>;
  readonly onSelect: (selected: ReadonlySet<string>) => void;
  /** The row that the keyboard stands on. */
  readonly onActive: (row: TicketRow | null) => void;
  readonly onTotal: (total: number) => void;
  /** The chosen columns that the window has no room for. */
  readonly onLeftOut: (columns: readonly ColumnKey[]) => void;
  readonly empty: ReactNode;
};

const keyOf = (row: TicketRow): string => row.id;
const open = (row: TicketRow): void => openRecord('tickets', row, row.number);

/** A live window on the tickets that match a filter. */
export const TicketTable = (props: TicketTableProps): ReactNode => {
  const t = useText('queue');
  const { filter, sort } = props;
  const list = useWindow('tickets.page', { filter, sort });
  const columns = useMemo(() => ticketColumns(props.columns, t), [props.columns, t]);
  const sync = useLive('sync.status', {}).data;
  // While the first sync brings the company over, an empty or half-named list is not yet what there is to work with.
  const isComplete = sync !== undefined && sync.initial === null && sync.phase !== 'connecting';
  const known = list.live.data?.total;
  useReportUsable(known !== undefined && (isComplete || (sync?.initial === null && known > 0)));
  const { onTotal, onLeftOut } = props;
  const tellLeftOut = useCallback(
    (keys: readonly string[]) =>
      onLeftOut(
        chosenColumns(props.columns)
          .filter(({ key, sortField }) => keys.includes(sortField ?? key))
          .map(({ key }) => key),
      ),
    [onLeftOut, props.columns],
  );
  useEffect(() => {
    if (known !== undefined) onTotal(known);
  }, [known, onTotal]);
  return (
    <div style={{ flex: 1, minHeight: 0 }}>
      <WindowTable<TicketRow>
        list={list}
        label={props.label}
        columns={columns}
        rowKey={keyOf}
        onOpen={open}
        onActive={props.onActive}
        onLeftOut={tellLeftOut}
        sort={sort}
        onSort={(next) => props.onSort(next as TicketSort)}
        selected={props.selected}
        onSelect={props.onSelect}
        autoFocus
        empty={
          sync === undefined || sync.initial === null ? (
            props.empty
          ) : (
            <EmptyNote
              icon={<CloudDownload />}
              title={t('empty.firstSync')}
              hint={t('empty.firstSyncHint', { count: sync.initial.done })}
            />
          )
        }
      />
    </div>
  );
};
