import type { ConflictRow } from '#contracts/conflicts.ts';
import type { Names } from '#contracts/shared.ts';
import { formatDate, formatInstant } from '#renderer/shared/format/format.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { conflictText, fieldWords, kindOf, memberOf, membersOf } from './conflict-value.ts';

/** A clash's field and the values of its sides in words; a group of fields has a line for each of them. */
export const useConflictWords = (row: ConflictRow, names: Names) => {
  const t = useText('conflicts');
  const words = {
    empty: t('emptyValue'),
    instant: (value: string) => formatInstant(value),
    date: (value: string) => formatDate(value),
    boolean: (value: boolean) => t(value ? 'yes' : 'no'),
    closed: (family: string, value: string | number) => t(`common:${family}.${value}`),
  };
  const members = membersOf(row);
  const sides = [row.base, row.mine, row.theirs];
  const one = (field: string, values: readonly unknown[], value: unknown): string =>
    conflictText(kindOf(row, field, values), value, names, words);
  const text = (value: unknown): string => {
    if (members === null || typeof value !== 'object' || value === null) return one(row.field, sides, value);
    return members
      .map((member) => {
        const values = sides.map((side) => memberOf(side, member));
        return `${fieldWords(member)}: ${one(member, values, memberOf(value, member))}`;
      })
      .join('\n');
  };
  return { field: fieldWords(row.field), text };
};
