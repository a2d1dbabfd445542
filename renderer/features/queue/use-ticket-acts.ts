import { useCallback, useMemo, useRef, useState } from 'react';
import { ulid } from 'ulid';
import type { TicketRow } from '#contracts/shared.ts';
import type { TicketFilter } from '#domain/tickets/ticket-filter.ts';
import { type Command, useCommands } from '#renderer/shared/commands/commands.ts';
import { formatCount } from '#renderer/shared/format/format.ts';
import { useLatest } from '#renderer/shared/hooks/use-latest.ts';
import { host } from '#renderer/shared/host/host.ts';
import { errorText, text } from '#renderer/shared/i18n/i18n.ts';
import { openRoute } from '#renderer/shared/navigation/navigation-store.ts';
import { notify } from '#renderer/shared/notify/notify.ts';
import { useMay } from '#renderer/shared/session/session.ts';
import type { BulkAct } from './bulk-model.ts';
import type { QueueState } from './views.ts';

const NOBODY: ReadonlySet<string> = new Set();

/** Tickets that one thing is done with; a macro has a dialog of its own. */
type Doing = { readonly act: BulkAct | 'macro'; readonly ids: readonly string[] };

type Given = {
  /** Which tickets the list shows. */
  readonly filter: TicketFilter;
  /** Takes the user's own restrictions away. */
  readonly onClear: () => void;
  /** Goes to the field for words. */
  readonly onFind: () => void;
};

type Selection = { readonly list: string; readonly ids: ReadonlySet<string> };

/** What is selected in a list of tickets, and what can be done with it, by button and by key. */
export const useTicketActs = (given: Given) => {
  const may = useMay();
  const mayAssign = may('tickets.bulk');
  const mayMake = may('problems.create') && may('incidents.linkProblem');
  const active = useRef<TicketRow | null>(null);
  // What is selected in one list is not meant in another, where nobody sees it.
  const list = JSON.stringify(given.filter);
  const [selection, setSelection] = useState<Selection>({ list, ids: NOBODY });
  const selected = selection.list === list ? selection.ids : NOBODY;
  const setSelected = useCallback((ids: ReadonlySet<string>): void => setSelection({ list, ids }), [list]);
  const [doing, setDoing] = useState<Doing | null>(null);
  const begin = (act: Doing['act']): void => {
    // Without a selection it is about the row that the keyboard stands on.
    const ids = selected.size > 0 ? [...selected] : active.current === null ? [] : [active.current.id];
    if (mayAssign && ids.length > 0) setDoing({ act, ids });
  };
  const makeProblem = (): void => {
    const incidentIds = [...selected];
    if (mayMake && incidentIds.length > 0) {
      openRoute({ page: 'problem-new', draftId: ulid(), incidentIds, trendKey: null });
    }
  };
  const latest = useLatest({ ...given, begin, makeProblem });
  const commands = useMemo<readonly Command[]>(
    () => [
      {
        id: 'queue.filter',
        label: 'queue:commands.filter',
        group: 'queue:commands.group',
        shortcut: '/',
        run: () => latest.current.onFind(),
      },
      {
        id: 'queue.assign',
        label: 'queue:commands.assign',
        group: 'queue:commands.group',
        shortcut: 'a',
        when: () => mayAssign,
        run: () => latest.current.begin('assign'),
      },
      {
        id: 'queue.change',
        label: 'queue:commands.change',
        group: 'queue:commands.group',
        shortcut: 'c',
        when: () => mayAssign,
        run: () => latest.current.begin('step'),
      },
      {
        id: 'queue.macro',
        label: 'prepared:macro.command',
        group: 'queue:commands.group',
        shortcut: 'Ctrl+Shift+M',
        ofPage: true,
        when: () => mayAssign,
        run: () => latest.current.begin('macro'),
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
        run: () => latest.current.onClear(),
      },
    ],
    [mayAssign, mayMake, latest],
  );
  useCommands(commands);
  return {
    selected,
    onSelect: setSelected,
    onActive: useCallback((row: TicketRow | null) => {
      active.current = row;
    }, []),
    deselect: () => setSelected(NOBODY),
    /** All tickets of the list, as many as can be changed at once. */
    selectAll: async (
      { filter, sort }: Pick<QueueState, 'filter' | 'sort'>,
      total: number,
    ): Promise<void> => {
      const reply = await host.query('tickets.ids', { filter, sort });
      if (!reply.ok) {
        notify('error', errorText(reply.error));
        return;
      }
      const { ids } = reply.data;
      setSelected(new Set(ids));
      if (ids.length < total)
        notify(
          'warning',
          text('queue:bulk.firstSelected', {
            shown: formatCount(ids.length),
            total: formatCount(total),
          }),
        );
    },
    /** Null where this user may not. */
    assign: mayAssign ? () => begin('assign') : null,
    /** From the menu of a row: about that row, and what is selected with it. */
    assignRow: mayAssign
      ? (id: string) => setDoing({ act: 'assign', ids: selected.has(id) ? [...selected] : [id] })
      : null,
    change: mayAssign ? () => begin('step') : null,
    macro: mayAssign ? () => begin('macro') : null,
    makeProblem: mayMake ? makeProblem : null,
    /** What the dialog is about; null while it is closed. */
    doing,
    /** Those that were refused stay selected. */
    done: (refused: readonly string[]): void => {
      setDoing(null);
      // What it was not about stays selected, too.
      const asked = new Set(doing?.ids);
      setSelected(new Set([...selected].filter((id) => !asked.has(id) || refused.includes(id))));
    },
  };
};
export type TicketActs = ReturnType<typeof useTicketActs>;
