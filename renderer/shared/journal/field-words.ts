import { useMemo } from 'react';
import { formatDate, formatInstant } from '#renderer/shared/format/format.ts';
import { codeText, codeTextOr, type GroupKey, useText } from '#renderer/shared/i18n/i18n.ts';
import type { FieldWords } from './journal-model.ts';

/**
 * Words for the fields of a record in its history. `codes` says in which group the words of a coded field are. Both `codes` and `hidden`
 * must be stable.
 */
export const useFieldWords = (
  codes: Readonly<Record<string, GroupKey>>,
  hidden: ReadonlySet<string>,
): FieldWords => {
  const journal = useText('journal');
  return useMemo(
    () => ({
      label: (field) => codeTextOr('fields', field, null),
      value: (field, value) => {
        const words = codes[field];
        if (words !== undefined) return codeText(words, value);
        if (value === 'true' || value === 'false')
          return journal(value === 'true' ? 'common:yes' : 'common:no');
        if (/^\d{4}-\d{2}-\d{2}T/.test(value)) return formatInstant(value);
        return /^\d{4}-\d{2}-\d{2}$/.test(value) ? formatDate(value) : null;
      },
      isHidden: (field) => hidden.has(field),
      parts: (count) => journal('parts', { count }),
    }),
    [journal, codes, hidden],
  );
};
