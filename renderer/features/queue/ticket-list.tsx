import FilterAltOff from '@mui/icons-material/FilterAltOffOutlined';
import { Box, Button, Typography } from '@mui/material';
import { type ReactNode, useCallback, useMemo, useRef, useState } from 'react';
import { ulid } from 'ulid';
import type { TicketRow } from '#contracts/shared.ts';
import type { TicketFilter } from '#domain/tickets/ticket-filter.ts';
import { type Command, useCommands } from '#renderer/shared/commands/commands.ts';
import { formatCount } from '#renderer/shared/format/format.ts';
import { useLatest } from '#renderer/shared/hooks/use-latest.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { openRoute } from '#renderer/shared/navigation/navigation-store.ts';
import { useMay } from '#renderer/shared/session/session.ts';
import { EmptyNote } from '#renderer/shared/ui/empty-note.tsx';
import { Page } from '#renderer/shared/ui/page.tsx';
import { BulkAssignDialog } from './bulk-assign-dialog.tsx';
import { ColumnMenu } from './column-menu.tsx';
import type { ColumnKey } from './columns.ts';
import { FilterBar } from './filter-bar.tsx';
import type { QueueChange } from './queue-store.ts';
import { TicketTable } from './ticket-table.tsx';
import { type QueueState, refiltered } from './views.ts';

const NOBODY: ReadonlySet<string> = new Set();

type TicketListProps = {
  readonly queue: QueueState;
  readonly onChange: (change: QueueChange) => void;
  /** Takes the user's own restrictions away. */
  readonly onClear: () => void;
  /** Something narrows the list beyond what the page itself is about. */
  readonly isNarrowed: boolean;
  readonly title: string;
  /** Left of the columns button. */
  readonly actions?: ReactNode;
  readonly emptyNote: ReactNode;
};

/** A list of tickets with filter, columns, selection and bulk assignment. */
export const TicketList = (props: TicketListProps): ReactNode => {
  const t = useText('queue');
  const { queue, onChange } = props;
  const may = useMay();
  const mayAssign = may('tickets.bulkAssign');
  const mayMake = may('problems.create') && may('incidents.linkProblem');
  const textRef = useRef<HTMLInputElement>(null);
  const active = useRef<TicketRow | null>(null);
  const [selected, setSelected] = useState<ReadonlySet<string>>(NOBODY);
  const [assigning, setAssigning] = useState<readonly string[] | null>(null);
  const setActive = useCallback((row: TicketRow | null) => {
    active.current = row;
  }, []);
  const setFilter = useCallback(
    (filter: TicketFilter) => onChange(refiltered(queue, filter)),
    [onChange, queue],
  );

  const assign = (): void => {
    const ids = selected.size > 0 ? [...selected] : active.current === null ? [] : [active.current.id];
    if (mayAssign && ids.length > 0) setAssigning(ids);
  };
  const makeProblem = (): void => {
    const incidentIds = [...selected];
    if (mayMake && incidentIds.length > 0) {
      openRoute({ page: 'problem-new', draftId: ulid(), incidentIds, trendKey: null });
    }
  };
  const latest = useLatest({ assign, makeProblem, clear: props.onClear });
  const commands = useMemo<readonly Command[]>(
    () => [
      {
        id: 'queue.filter',
        label: 'queue:commands.filter',
        group: 'queue:commands.group',
        shortcut: '/',
        run: () => textRef.current?.focus(),
      },
      {
        id: 'queue.assign',
        label: 'queue:commands.assign',
        group: 'queue:commands.group',
        shortcut: 'a',
        when: () => mayAssign,
        run: () => latest.current.assign(),
      },
      {
        id: 'queue.problem',
        label: 'queue:commands.problem',
        group: 'queue:commands.group',
        when: () => mayMake,
        run: () => latest.current.makeProblem(),
      },
      {
        id: 'queue.clear',
        label: 'queue:commands.clear',
        group: 'queue:commands.group',
        run: () => latest.current.clear(),
      },
    ],
    [mayAssign, mayMake, latest],
  );
  useCommands(commands);

  const empty = props.isNarrowed ? (
    <EmptyNote
      icon={<FilterAltOff />}
      title={t('empty.noMatch')}
      hint={t('empty.noMatchHint')}
      action={
        <Button variant="outlined" size="small" onClick={props.onClear}>
          {t('empty.clear')}
        </Button>
      }
    />
  ) : (
    props.emptyNote
  );
  const [total, setTotal] = useState<number | null>(null);
  const [leftOut, setLeftOut] = useState<readonly ColumnKey[]>([]);
  return (
    <Page
      title={props.title}
      fill
      subtitle={
        <span role="status">
          {total === null ? '' : t('count', { count: total, shown: formatCount(total) })}
        </span>
      }
      actions={
        <>
          {selected.size > 0 && (
            <>
              <Typography variant="body2" sx={{ whiteSpace: 'nowrap' }}>
                {t('bulk.selected', { count: selected.size })}
              </Typography>
              <Button size="small" onClick={() => setSelected(NOBODY)}>
                {t('bulk.clear')}
              </Button>
              {mayMake && (
                <Button size="small" onClick={makeProblem}>
                  {t('bulk.problem')}
                </Button>
              )}
              {mayAssign && (
                <Button size="small" variant="contained" onClick={assign} sx={{ gap: 1 }}>
                  {t('bulk.assign')}
                </Button>
              )}
            </>
          )}
          {props.actions}
          <ColumnMenu
            columns={queue.columns}
            leftOut={leftOut}
            onChange={(columns) => onChange({ columns })}
          />
        </>
      }
    >
      <Box sx={{ height: '100%', display: 'flex', flexDirection: 'column' }}>
        <FilterBar
          filter={queue.filter}
          onChange={setFilter}
          onClear={props.isNarrowed ? props.onClear : null}
          textRef={textRef}
        />
        <TicketTable
          label={t('list')}
          filter={queue.filter}
          sort={queue.sort}
          columns={queue.columns}
          onSort={(sort) => onChange({ sort })}
          selected={selected}
          onSelect={setSelected}
          onActive={setActive}
          onTotal={setTotal}
          onLeftOut={setLeftOut}
          empty={empty}
        />
      </Box>
      {assigning !== null && (
        <BulkAssignDialog
          ids={assigning}
          onClose={(refused) => {
            setAssigning(null);
            setSelected((before) => new Set(refused.filter((id) => before.has(id))));
          }}
        />
      )}
    </Page>
  );
};
