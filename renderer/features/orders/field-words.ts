import { useMemo } from 'react';
import { formatInstant } from '#renderer/shared/format/format.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import type { FieldWords } from '#renderer/shared/journal/journal-model.ts';

const CODES: Readonly<Record<string, string>> = {
  state: 'common:states',
  status: 'common:states',
  type: 'common:orderTypes',
  oldDeviceStatus: 'oldStatus',
  carryOver: 'carry',
};

/** Tasks, devices and effects are told by their own entries' words. */
const HIDDEN: ReadonlySet<string> = new Set(['tasks', 'devices', 'effects', 'active', 'openClashes']);

/** A text, or null where the locale has none: i18next answers a missing key with the key itself. */
const known = (text: string, key: string): string | null => (text === key ? null : text);

/** Words for the fields of an order, and of what it changes, in history and effects. */
export const useOrderFieldWords = (): FieldWords => {
  const t = useText('orders');
  const journal = useText('journal');
  return useMemo(
    () => ({
      label: (field) => known(t(`field.${field}`), `field.${field}`),
      value: (field, value) => {
        const codes = CODES[field];
        if (codes !== undefined) return t(`${codes}.${value}`);
        if (value === 'true' || value === 'false') return t(value === 'true' ? 'common:yes' : 'common:no');
        return /^\d{4}-\d{2}-\d{2}T/.test(value) ? formatInstant(value) : null;
      },
      isHidden: (field) => HIDDEN.has(field),
      parts: (count) => journal('parts', { count }),
    }),
    [t, journal],
  );
};
