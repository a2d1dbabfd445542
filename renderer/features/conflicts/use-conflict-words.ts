import { useMemo } from 'react';
import type { ConflictRow } from '#contracts/conflicts.ts';
import type { Names } from '#contracts/shared.ts';
import { incidentSettings } from '#domain/settings/defaults.ts';
import { formatDate, formatDecimal, formatInstant } from '#renderer/shared/format/format.ts';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { codeText, useText } from '#renderer/shared/i18n/i18n.ts';
import { conflictText, fieldWords, kindOf, memberOf, membersOf, type Words } from './conflict-value.ts';

/** Words for coded values. Ask once for the page: the closure codes are the company's. */
export const useValueWords = (): Words => {
  const t = useText('conflicts');
  const settings = useLive('settings.all', {}).data?.settings;
  return useMemo(() => {
    const { closureCodes } = incidentSettings(settings?.map((setting) => setting.value));
    return {
      empty: t('emptyValue'),
      instant: (value) => formatInstant(value),
      date: (value) => formatDate(value),
      boolean: (value) => t(value ? 'yes' : 'no'),
      closed: (family, value) => {
        return codeText(family === null ? 'conflicts:values' : `common:${family}`, value);
      },
      money: (minor) => formatDecimal(minor / 100, 2, 2),
      closureCode: (code) => closureCodes.find((known) => known.code === code)?.label ?? code,
    };
  }, [t, settings]);
};

/** A clash's field and the values of its sides in words; a group of fields has a line for each of them. */
export const conflictWords = (
  row: ConflictRow,
  names: Names,
  words: Words,
): { readonly field: string; readonly text: (value: unknown) => string } => {
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
