import type { ConfigItemSort } from '#contracts/config-items.ts';
import { CI_CLASSES, CI_STATUSES } from '#domain/fields/config-items.ts';
import { defineListChoice, flag, manyOf, words } from '#renderer/shared/record/list-choice.ts';

/** What the list of configuration items is asked for. It has no views of its own: whatever narrows it can be saved. */
export const CONFIG_ITEM_CHOICE = defineListChoice({
  page: 'configItems',
  views: [],
  filters: {
    text: words(),
    classes: manyOf(CI_CLASSES),
    statuses: manyOf(CI_STATUSES),
    activeOnly: flag(true),
  },
  sorts: ['name', 'ciClass', 'status', 'model', 'assetTag', 'serial', 'updatedAt'],
  sort: { field: 'name', direction: 'asc' } as ConfigItemSort,
});
