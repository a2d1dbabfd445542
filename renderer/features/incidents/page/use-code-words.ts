import { useCallback } from 'react';
import type { IncidentSettings } from '#domain/settings/defaults.ts';
import { formatDuration, formatInstant } from '#renderer/shared/format/format.ts';
import { codeText, type GroupKey } from '#renderer/shared/i18n/i18n.ts';
import type { CodeWords } from './history-model.ts';

const WORDS: Readonly<Record<string, GroupKey>> = {
  state: 'common:states',
  holdReason: 'common:holdReasons',
  priority: 'common:priorities',
  impact: 'common:levels',
  urgency: 'common:levels',
  channel: 'common:channels',
  type: 'common:ticketTypes',
};

/** How coded values of a ticket's fields are written. */
export const useCodeWords = (settings: IncidentSettings): CodeWords => {
  return useCallback(
    (field, value) => {
      const group = WORDS[field];
      if (group !== undefined) return codeText(group, String(value));
      if (field === 'timeSpentMinutes' && typeof value === 'number') return formatDuration(value);
      if (field.endsWith('At') && typeof value === 'string') return formatInstant(value);
      if (field === 'closureCode')
        return settings.closureCodes.find((code) => code.code === value)?.label ?? String(value);
      return null;
    },
    [settings],
  );
};
