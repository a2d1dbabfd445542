import { useMemo } from 'react';
import type { Names } from '#contracts/shared.ts';
import { allFieldsOf, fieldTableOf } from '#domain/fields/tables.ts';
import { useCompany } from '#renderer/shared/settings/company.ts';
import type { FormatContext } from './field-format.ts';
import type { RecordKind } from './words.ts';

/** What the values of a record of a kind are written with. */
export const useFormatContext = (
  { collection, type }: RecordKind,
  names: Names,
  currency: string | null = null,
): FormatContext => {
  const { closureCodes } = useCompany().settings;
  return useMemo(
    () => ({
      kind: { collection, type },
      // Of a type that only a newer console knows what it shares with others of its collection can be shown.
      table: fieldTableOf(collection, type) ?? allFieldsOf(collection),
      names,
      currency,
      closureCode: (code) => closureCodes.find((known) => known.code === code)?.label ?? code,
    }),
    [collection, type, names, currency, closureCodes],
  );
};
