import { useMemo } from 'react';
import { formatDate, formatInstant } from '#renderer/shared/format/format.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import type { FieldWords } from '#renderer/shared/journal/journal-model.ts';

const CODES: Readonly<Record<string, string>> = {
  status: 'states',
  ciClass: 'ciClasses',
  criticality: 'criticalities',
};

/** A text, or null where the locale has none: i18next answers a missing key with the key itself. */
const known = (text: string, key: string): string | null => (text === key ? null : text);

/** Words for the fields of a configuration item in its history. */
export const useCiFieldWords = (): FieldWords => {
  const t = useText('cmdb');
  const journal = useText('journal');
  return useMemo(
    () => ({
      label: (field) => known(t(`field.${field}`), `field.${field}`),
      value: (field, value) => {
        const codes = CODES[field];
        if (codes !== undefined) return t(`common:${codes}.${value}`);
        if (value === 'true' || value === 'false') return t(value === 'true' ? 'common:yes' : 'common:no');
        if (/^\d{4}-\d{2}-\d{2}T/.test(value)) return formatInstant(value);
        return /^\d{4}-\d{2}-\d{2}$/.test(value) ? formatDate(value) : null;
      },
      isHidden: (field) => field === 'active' || field === 'openClashes',
      parts: (count) => journal('parts', { count }),
    }),
    [t, journal],
  );
};
