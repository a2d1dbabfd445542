import { create } from 'zustand';
import type { TicketFilter, TicketSort } from '#domain/tickets/ticket-filter.ts';
import type { QueueState } from './views.ts';

type QueueStore = {
  /** Null until the user is known; the built-in views depend on who asks. */
  readonly queue: QueueState | null;
  readonly show: (queue: QueueState) => void;
  readonly setFilter: (filter: TicketFilter) => void;
  readonly setSort: (sort: TicketSort) => void;
  readonly setColumns: (columns: readonly string[]) => void;
};

/** What the user is looking at in the queue, kept while other pages are open. */
export const useQueueStore = create<QueueStore>()((set) => {
  const change = (patch: Partial<QueueState>): void =>
    set(({ queue }) => ({ queue: queue === null ? null : { ...queue, ...patch } }));
  return {
    queue: null,
    show: (queue) => set({ queue }),
    setFilter: (filter) => change({ filter }),
    setSort: (sort) => change({ sort }),
    setColumns: (columns) => change({ columns }),
  };
});
