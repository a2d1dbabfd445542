import { create } from 'zustand';
import type { TicketFilter } from '#domain/tickets/ticket-filter.ts';
import type { TicketSort } from '#domain/tickets/ticket-sort.ts';
import type { ShownView } from '#renderer/shared/navigation/places.ts';

export type QueueChange = {
  readonly filter?: TicketFilter;
  readonly sort?: TicketSort;
  readonly columns?: readonly string[];
};

type QueueStore = {
  /** Whose queue this is. */
  readonly personId: string | null;
  /** The view that `changes` belong to; undefined before one was chosen. */
  readonly of: ShownView | undefined;
  /** What the user changed on top of the view. */
  readonly changes: QueueChange;
  readonly start: (personId: string) => void;
  readonly change: (of: ShownView | undefined, changes: QueueChange) => void;
};

/** What the user changed in the queue, kept while other pages are open. */
export const useQueueStore = create<QueueStore>()((set, get) => ({
  personId: null,
  of: undefined,
  changes: {},
  start: (personId) => set({ personId, of: undefined, changes: {} }),
  change: (of, changes) => set({ of, changes: get().of === of ? { ...get().changes, ...changes } : changes }),
}));
