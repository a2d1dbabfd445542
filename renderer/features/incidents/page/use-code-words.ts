import { useCallback } from 'react';
import type { IncidentSettings } from '#domain/settings/defaults.ts';
import { formatDuration, formatInstant } from '#renderer/shared/format/format.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import type { CodeWords } from './history-model.ts';

const WORDS: Readonly<Record<string, string>> = {
  state: 'states',
  holdReason: 'holdReasons',
  priority: 'priorities',
  impact: 'levels',
  urgency: 'levels',
  channel: 'channels',
  type: 'ticketTypes',
};

/** How coded values of a ticket's fields are written. */
export const useCodeWords = (settings: IncidentSettings): CodeWords => {
  const common = useText('common');
  return useCallback(
    (field, value) => {
      const group = WORDS[field];
      if (group !== undefined) return common(`${group}.${String(value)}`);
      if (field === 'timeSpentMinutes' && typeof value === 'number') return formatDuration(value);
      if (field.endsWith('At') && typeof value === 'string') return formatInstant(value);
      if (field === 'closureCode')
        return settings.closureCodes.find((code) => code.code === value)?.label ?? String(value);
      return null;
    },
    [common, settings],
  );
};
