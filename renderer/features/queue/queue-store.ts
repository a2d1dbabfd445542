import { create } from 'zustand';
import type { TicketFilter, TicketSort } from '#domain/tickets/ticket-filter.ts';
import type { QueueState } from './views.ts';

type QueueStore = {
  /** Whose queue this is. */
  readonly personId: string | null;
  /** Null until something was chosen: the first built-in view. */
  readonly queue: QueueState | null;
  readonly start: (personId: string) => void;
  readonly show: (queue: QueueState) => void;
};

/** What the user is looking at in the queue, kept while other pages are open. */
export const useQueueStore = create<QueueStore>()((set) => ({
  personId: null,
  queue: null,
  start: (personId) => set({ personId, queue: null }),
  show: (queue) => set({ queue }),
}));

export type QueueChange = {
  readonly filter?: TicketFilter;
  readonly sort?: TicketSort;
  readonly columns?: readonly string[];
};
