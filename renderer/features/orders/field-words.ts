import type { GroupKey } from '#renderer/shared/i18n/i18n.ts';
import { useFieldWords } from '#renderer/shared/journal/field-words.ts';
import type { FieldWords } from '#renderer/shared/journal/journal-model.ts';

const CODES: Readonly<Record<string, GroupKey>> = {
  state: 'common:states',
  status: 'common:states',
  type: 'common:orderTypes',
  oldDeviceStatus: 'orders:oldStatus',
  carryOver: 'orders:carry',
};

/** Tasks, devices and effects are told by their own entries' words. */
const HIDDEN: ReadonlySet<string> = new Set(['tasks', 'devices', 'effects', 'active', 'openClashes']);

/** Words for the fields of an order, and of what it changes, in history and effects. */
export const useOrderFieldWords = (): FieldWords => useFieldWords(CODES, HIDDEN);
