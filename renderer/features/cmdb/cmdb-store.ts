import { create } from 'zustand';
import type { CiSort } from '#contracts/cmdb.ts';
import type { CiClass, CiStatus } from '#domain/fields/config-items.ts';

type CmdbState = {
  readonly text: string;
  readonly classes: readonly CiClass[];
  readonly statuses: readonly CiStatus[];
  readonly activeOnly: boolean;
  readonly sort: CiSort;
};

export const NO_FILTER: Omit<CmdbState, 'sort'> = {
  text: '',
  classes: [],
  statuses: [],
  activeOnly: true,
};

/** What the list of configuration items is asked for; it stays while the user looks at an item. */
export const useCmdb = create<CmdbState>()(() => ({
  ...NO_FILTER,
  sort: { field: 'name', direction: 'asc' },
}));
