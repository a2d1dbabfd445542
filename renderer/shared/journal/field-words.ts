import { useMemo } from 'react';
import { formatDate, formatInstant } from '#renderer/shared/format/format.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import type { FieldWords } from './journal-model.ts';

/** A text, or null where the locale has none: i18next answers a missing key with the key itself. */
const known = (text: string, key: string): string | null => (text === key ? null : text);

/**
 * Words for the fields of a record in its history. `namespace` has their names under `field`, `codes` says under which key the words of
 * a coded field are. Both `codes` and `hidden` must be stable.
 */
export const useFieldWords = (
  namespace: string,
  codes: Readonly<Record<string, string>>,
  hidden: ReadonlySet<string>,
): FieldWords => {
  const t = useText(namespace);
  const journal = useText('journal');
  return useMemo(
    () => ({
      label: (field) => known(t(`field.${field}`), `field.${field}`),
      value: (field, value) => {
        const words = codes[field];
        if (words !== undefined) return t(`${words}.${value}`);
        if (value === 'true' || value === 'false') return t(value === 'true' ? 'common:yes' : 'common:no');
        if (/^\d{4}-\d{2}-\d{2}T/.test(value)) return formatInstant(value);
        return /^\d{4}-\d{2}-\d{2}$/.test(value) ? formatDate(value) : null;
      },
      isHidden: (field) => hidden.has(field),
      parts: (count) => journal('parts', { count }),
    }),
    [t, journal, codes, hidden],
  );
};
