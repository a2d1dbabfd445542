import { create } from 'zustand';
import type { ConfigItemSort } from '#contracts/config-items.ts';
import type { ConfigItemClass, ConfigItemStatus } from '#domain/fields/config-items.ts';

type ConfigItemsListState = {
  readonly text: string;
  readonly classes: readonly ConfigItemClass[];
  readonly statuses: readonly ConfigItemStatus[];
  readonly activeOnly: boolean;
  readonly sort: ConfigItemSort;
};

export const NO_FILTER: Omit<ConfigItemsListState, 'sort'> = {
  text: '',
  classes: [],
  statuses: [],
  activeOnly: true,
};

/** What the list of configuration items is asked for; it stays while the user looks at an item. */
export const useConfigItemsList = create<ConfigItemsListState>()(() => ({
  ...NO_FILTER,
  sort: { field: 'name', direction: 'asc' },
}));
