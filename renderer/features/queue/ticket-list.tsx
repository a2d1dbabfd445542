import FilterAltOff from '@mui/icons-material/FilterAltOffOutlined';
import { Button, Typography } from '@mui/material';
import { type ReactNode, useCallback, useRef } from 'react';
import type { TicketRow } from '#contracts/shared.ts';
import { teamForMe } from '#domain/tickets/team-for-me.ts';
import type { TicketFilter } from '#domain/tickets/ticket-filter.ts';
import type { TicketSort } from '#domain/tickets/ticket-sort.ts';
import { host } from '#renderer/shared/host/host.ts';
import { errorText, useText } from '#renderer/shared/i18n/i18n.ts';
import { openRecord } from '#renderer/shared/navigation/record-route.ts';
import { notify } from '#renderer/shared/notify/notify.ts';
import { MacroDialog } from '#renderer/shared/prepared/macro-dialog.tsx';
import { RecordListPage } from '#renderer/shared/record/record-list-page.tsx';
import { useMay, useSessionUser } from '#renderer/shared/session/session.ts';
import type { MenuEntry } from '#renderer/shared/ui/context-menu.tsx';
import { EmptyNote } from '#renderer/shared/ui/empty-note.tsx';
import { BulkDialog } from './bulk-dialog.tsx';
import { ColumnMenu } from './column-menu.tsx';
import { FilterBar } from './filter-bar.tsx';
import type { QueueChange } from './queue-store.ts';
import { type TicketActs, useTicketActs } from './use-ticket-acts.ts';
import { useTickets } from './use-tickets.tsx';
import { type QueueState, refiltered } from './views.ts';

const open = (row: TicketRow): void => openRecord('tickets', row, row.number);

/** What can be done with the selected tickets. */
const SelectionActions = ({ acts }: { readonly acts: TicketActs }): ReactNode => {
  const t = useText('queue');
  if (acts.selected.size === 0) return null;
  return (
    <>
      <Typography variant="body2" sx={{ whiteSpace: 'nowrap' }}>
        {t('bulk.selected', { count: acts.selected.size })}
      </Typography>
      <Button size="small" onClick={acts.deselect}>
        {t('bulk.clear')}
      </Button>
      {acts.makeProblem !== null && (
        <Button size="small" onClick={acts.makeProblem}>
          {t('bulk.problem')}
        </Button>
      )}
      {acts.macro !== null && (
        <Button size="small" onClick={acts.macro}>
          {t('prepared:macro.choose')}
        </Button>
      )}
      {acts.change !== null && (
        <Button size="small" onClick={acts.change}>
          {t('bulk.change')}
        </Button>
      )}
      {acts.assign !== null && (
        <Button size="small" variant="contained" onClick={acts.assign}>
          {t('bulk.assign')}
        </Button>
      )}
    </>
  );
};

/** What the menu of a row has beyond what any record's has. */
const useRowMenu = (acts: TicketActs): ((row: TicketRow) => readonly MenuEntry[]) => {
  const t = useText('queue');
  const user = useSessionUser();
  const may = useMay();
  const { assignRow } = acts;
  if (assignRow === null) return () => [];
  const toMe = async ({ id, teamId, number }: TicketRow): Promise<void> => {
    const reply = await host.command('tickets.bulk', {
      ids: [id],
      change: { act: 'assign', teamId: teamForMe(teamId, user), assigneeId: user.personId },
    });
    const refused = reply.ok ? reply.data.results.find(({ ok }) => !ok)?.error : reply.error;
    if (refused === undefined || refused === null) notify('success', t('menu.assigned', { number }));
    else notify('error', errorText(refused));
  };
  return (row) =>
    // Who may assign some may not assign this one: another team's would be refused.
    may('tickets.bulk', row)
      ? [
          ...(row.assigneeId === user.personId ? [] : [{ label: t('menu.toMe'), run: () => void toMe(row) }]),
          { label: t('menu.assign'), shortcut: 'a', run: () => assignRow(row.id) },
        ]
      : [];
};

const NothingMatches = ({ onClear }: { readonly onClear: () => void }): ReactNode => {
  const t = useText('queue');
  return (
    <EmptyNote
      icon={<FilterAltOff />}
      title={t('empty.noMatch')}
      hint={t('empty.noMatchHint')}
      action={
        <Button variant="outlined" size="small" onClick={onClear}>
          {t('empty.clear')}
        </Button>
      }
    />
  );
};

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
  const { queue, onChange, onClear, isNarrowed } = props;
  const textRef = useRef<HTMLInputElement>(null);
  const acts = useTicketActs({
    ...{ filter: queue.filter, onClear },
    onFind: () => textRef.current?.focus(),
  });
  const tickets = useTickets(queue, isNarrowed ? <NothingMatches onClear={onClear} /> : props.emptyNote);
  const { total = 0 } = tickets;
  const selectAll = (): void => void acts.selectAll(queue, total);
  const moreOf = useRowMenu(acts);
  const setFilter = useCallback(
    (filter: TicketFilter) => onChange(refiltered(queue, filter)),
    [onChange, queue],
  );
  return (
    <>
      <RecordListPage<TicketRow>
        collection="tickets"
        title={props.title}
        label={t('list')}
        actions={
          <>
            <SelectionActions acts={acts} />
            {props.actions}
            <ColumnMenu
              columns={queue.columns}
              leftOut={tickets.leftOut}
              onChange={(columns) => onChange({ columns })}
            />
          </>
        }
        filters={
          <FilterBar
            filter={queue.filter}
            onChange={setFilter}
            onClear={isNarrowed ? onClear : null}
            textRef={textRef}
          />
        }
        list={tickets.list}
        columns={tickets.columns}
        onLeftOut={tickets.onLeftOut}
        sort={queue.sort}
        onSort={(sort) => onChange({ sort: sort as TicketSort })}
        onOpen={open}
        selected={acts.selected}
        onSelect={acts.onSelect}
        onSelectAll={selectAll}
        onActive={acts.onActive}
        empty={tickets.empty}
        moreOf={moreOf}
      />
      {acts.doing?.act === 'macro' && (
        <MacroDialog collection="tickets" type={null} ids={acts.doing.ids} onClose={acts.done} />
      )}
      {acts.doing !== null && acts.doing.act !== 'macro' && (
        <BulkDialog act={acts.doing.act} ids={acts.doing.ids} onClose={acts.done} />
      )}
    </>
  );
};
