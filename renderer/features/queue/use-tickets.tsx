import { type ReactNode, useCallback, useMemo, useState } from 'react';
import type { TicketRow } from '#contracts/shared.ts';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { useWindow } from '#renderer/shared/host/use-window.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { useReportUsable } from '#renderer/shared/session/session.ts';
import { useFirstLoadNote } from '#renderer/shared/sync/first-load-note.tsx';
import type { TableColumn } from '#renderer/shared/table/virtual-table-row.tsx';
import { type ColumnKey, chosenColumns } from './columns.ts';
import { ticketColumns } from './ticket-columns.tsx';
import type { QueueState } from './views.ts';

/** The chosen columns, and those of them that the window has no room for. */
const useColumns = (keys: readonly string[]) => {
  const t = useText('queue');
  const columns: readonly TableColumn<TicketRow>[] = useMemo(() => ticketColumns(keys, t), [keys, t]);
  const [leftOut, setLeftOut] = useState<readonly ColumnKey[]>([]);
  const onLeftOut = useCallback(
    (names: readonly string[]) =>
      setLeftOut(
        chosenColumns(keys)
          .filter(({ key, sortField }) => names.includes(sortField ?? key))
          .map(({ key }) => key),
      ),
    [keys],
  );
  return { columns, leftOut, onLeftOut };
};

/** A live window on the tickets of the queue, and what stands there while a first sync brings them. */
export const useTickets = ({ filter, sort, columns: keys }: QueueState, empty: ReactNode) => {
  const list = useWindow('tickets.page', { filter, sort });
  const sync = useLive('sync.status', {}).data;
  const total = list.live.data?.total;
  // While the first sync brings the company over, an empty or half-named list is not yet what there is to work with.
  const isComplete = sync !== undefined && sync.initial === null && sync.phase !== 'connecting';
  useReportUsable(total !== undefined && (isComplete || (sync?.initial === null && total > 0)));
  const loading = useFirstLoadNote();
  return { list, total, ...useColumns(keys), empty: loading ?? empty };
};
