import type { Names } from '#contracts/shared.ts';
import { formatInstant } from '#renderer/shared/format/format.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { conflictText, fieldWords } from './conflict-value.ts';

/** Text families of closed lists, by the field that holds their values. */
const LISTS: Readonly<Record<string, string>> = {
  state: 'states',
  status: 'states',
  oldDeviceStatus: 'states',
  holdReason: 'holdReasons',
  channel: 'channels',
  ciClass: 'ciClasses',
  criticality: 'criticalities',
};

/** A field's name and its values in words. */
export const useConflictWords = (field: string, names: Names) => {
  const t = useText('conflicts');
  const family = LISTS[field.split('.').at(-1) ?? field];
  const words = {
    empty: t('emptyValue'),
    instant: (value: string) => formatInstant(value),
    value: (value: string) => (family === undefined ? value : t(`common:${family}.${value}`)),
  };
  return { field: fieldWords(field), text: (value: unknown) => conflictText(field, value, names, words) };
};
