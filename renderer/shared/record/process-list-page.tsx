import type { ReactNode } from 'react';
import type { TicketFilter } from '#domain/tickets/ticket-filter.ts';
import { useTyped } from '#renderer/shared/hooks/use-debounced.ts';
import type { AskPage } from '#renderer/shared/host/use-window.ts';
import { text, useText } from '#renderer/shared/i18n/i18n.ts';
import type { TableColumn } from '#renderer/shared/table/virtual-table-row.tsx';
import type { WindowTableProps } from '#renderer/shared/table/window-table.tsx';
import { EmptyNote } from '#renderer/shared/ui/empty-note.tsx';
import type { UsedListChoice } from './list-choice.ts';
import { ListFilters, ListViewChoice, TextFilter } from './list-filters.tsx';
import { NewRecordButton, RecordListPage } from './record-list-page.tsx';

/** A choice that can be narrowed by words. */
// biome-ignore lint/suspicious/noExplicitAny: of every list, whatever its other filters and sorts are
type WordedChoice<V extends string> = UsedListChoice<V, any, any> & {
  readonly filters: { readonly text: string };
};

/** `filter` with the words that were typed, once the keys pause. */
export const useWorded = (
  { filters }: Pick<WordedChoice<string>, 'filters'>,
  filter: TicketFilter,
): TicketFilter => {
  const typed = useTyped(filters.text.trim());
  return typed === '' ? filter : { ...filter, text: typed };
};

/** Features whose words name their list, its views and a new record under the same keys. */
type Listed = 'changes' | 'problems' | 'releases';

type ProcessListPageProps<Row extends { readonly id: string }, V extends string> = {
  readonly feature: Listed;
  readonly icon: ReactNode;
  readonly choice: WordedChoice<V>;
  readonly viewWord: (view: V) => string;
  /** What the field for words finds, and what stands where there is nothing. */
  readonly words: { readonly find: string; readonly empty: string; readonly emptyHint: string };
  readonly list: WindowTableProps<Row>['list'] & { readonly ask: AskPage<Row> };
  readonly columns: readonly TableColumn<Row>[];
  readonly onOpen: (row: Row) => void;
  /** Begins a new record; null for who may not. */
  readonly onNew: (() => void) | null;
  /** What else stands beside the title. */
  readonly actions?: ReactNode;
};

/** The list of a process's records: its views, the field for words, and a button for a new one. */
export const ProcessListPage = <Row extends { readonly id: string }, V extends string>(
  props: ProcessListPageProps<Row, V>,
): ReactNode => {
  // Follows the language.
  useText('record');
  const { feature, icon, choice, viewWord, words, list, columns, onOpen, onNew, actions } = props;
  const title = text(`${feature}:pages.list`);
  return (
    <RecordListPage<Row>
      collection="tickets"
      {...{ title, list, columns, onOpen }}
      label={title}
      sort={choice.sort}
      onSort={choice.setSort}
      filters={
        <ListFilters
          views={<ListViewChoice label={text(`${feature}:views.label`)} list={choice} words={viewWord} />}
          find={
            <TextFilter
              value={choice.filters.text}
              placeholder={words.find}
              onChange={(next) => choice.change({ text: next })}
            />
          }
        />
      }
      actions={
        <>
          {actions}
          {onNew !== null && <NewRecordButton label={text(`${feature}:pages.new`)} onNew={onNew} />}
        </>
      }
      empty={<EmptyNote icon={icon} title={words.empty} hint={words.emptyHint} />}
    />
  );
};
