import { Box, Checkbox, FormControlLabel, ToggleButton, ToggleButtonGroup } from '@mui/material';
import type { ReactNode } from 'react';
import { WEEKDAYS } from '#domain/fields/events.ts';
import type { FormDraft } from '#renderer/shared/drafts/use-form-draft.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { ChoicePicker, textChoices } from '#renderer/shared/pickers/choice-picker.tsx';
import { fieldLabel } from '#renderer/shared/record/words.ts';
import { WhenField } from '#renderer/shared/ui/when-field.tsx';
import type { WindowForm } from './window-model.ts';

type Draft = Pick<FormDraft<WindowForm>, 'form' | 'set'>;

/** On which days of the week, from when to when, and by the clock of which zone. */
export const WeekFields = ({ form, set }: Draft): ReactNode => {
  const t = useText('changes');
  const time = (name: 'from' | 'to'): ReactNode => (
    <WhenField
      kind="time"
      label={fieldLabel('events', name)}
      value={form[name]}
      onValue={(time) => set(name, time ?? '')}
      sx={{ width: 120 }}
    />
  );
  return (
    <Box sx={{ display: 'grid', gap: 1.5, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <FormControlLabel
        control={
          <Checkbox size="small" checked={form.repeats} onChange={(_event, on) => set('repeats', on)} />
        }
        label={t('windows.repeats')}
      />
      {form.repeats && (
        <>
          <ToggleButtonGroup
            size="small"
            value={form.weekdays}
            onChange={(_event, days: readonly string[]) => set('weekdays', days)}
            aria-label={t('windows.weekdays')}
            sx={{ flexWrap: 'wrap' }}
          >
            {WEEKDAYS.map((day) => (
              <ToggleButton key={day} value={day} aria-label={t(`windows.days.${day}`)}>
                {t(`windows.shortDays.${day}`)}
              </ToggleButton>
            ))}
          </ToggleButtonGroup>
          <Box sx={{ display: 'flex', gap: 1.5, flexWrap: 'wrap' }}>
            {time('from')}
            {time('to')}
            <Box sx={{ flex: 1, minWidth: 200 }}>
              <ChoicePicker
                label={fieldLabel('events', 'zone')}
                value={form.zone}
                valueName={form.zone}
                choices={textChoices(Intl.supportedValuesOf('timeZone'))}
                onChange={(zone) => {
                  if (zone !== null) set('zone', zone);
                }}
              />
            </Box>
          </Box>
        </>
      )}
    </Box>
  );
};
