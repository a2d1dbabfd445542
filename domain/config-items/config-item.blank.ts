import type { RecordBase } from '#domain/fields/base.ts';
import {
  COMMERCIAL_FIELDS,
  CONFIG_ITEM_FIELDS,
  type ConfigItem,
  HARDWARE_FIELDS,
} from '#domain/fields/config-items.ts';
import { blankOf } from '#domain/processes/engine.ts';

export const NO_COMMERCIAL = blankOf(COMMERCIAL_FIELDS) as Readonly<ConfigItem['commercial']>;
export const NO_HARDWARE = blankOf(HARDWARE_FIELDS) as Readonly<ConfigItem['hardware']>;

/** A configuration item in operation of which nothing is known but `facts`. */
export const blankConfigItem = (
  facts: RecordBase & Pick<ConfigItem, 'ciClass' | 'name'> & Partial<ConfigItem>,
): ConfigItem => ({
  ...(blankOf(CONFIG_ITEM_FIELDS) as ConfigItem),
  status: 'in_operation',
  active: true,
  criticality: 'low',
  ...facts,
});
