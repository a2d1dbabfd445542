import Box from '@mui/material/Box';
import FormControlLabel from '@mui/material/FormControlLabel';
import MenuItem from '@mui/material/MenuItem';
import Switch from '@mui/material/Switch';
import TextField from '@mui/material/TextField';
import type { ReactNode } from 'react';
import { IMPACTS, type Impact } from '#domain/fields/tickets.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { FactList } from './fact-list.tsx';
import { OPTIONS_SHAPE } from './setting-form.ts';
import { type SectionProps, SettingSection } from './setting-section.tsx';
import { useSetting } from './use-setting.ts';

/** How new incidents begin, and what holding them asks for. */
export const OptionsSection = ({ settings, mayEdit }: SectionProps): ReactNode => {
  const t = useText('settings');
  const title = t('options.title');
  const form = useSetting({ key: 'incident-options', settings, mayEdit, title, shape: OPTIONS_SHAPE });
  const { value } = form;
  if (!mayEdit)
    return (
      <SettingSection title={title} hint={t('options.hint')}>
        <FactList
          facts={[
            [t('options.defaultImpact'), t(`common:levels.${value.defaultImpact}`)],
            [t('options.defaultUrgency'), t(`common:levels.${value.defaultUrgency}`)],
            [t('options.autoClose'), value.autoClose],
            [t('options.correctFor'), value.correctFor],
            [t('options.requireComment'), t(value.requireCommentAwaitingCaller ? 'common:yes' : 'common:no')],
          ]}
        />
      </SettingSection>
    );

  const level = (field: 'defaultImpact' | 'defaultUrgency'): ReactNode => (
    <TextField
      select
      label={t(`options.${field}`)}
      value={value[field]}
      onChange={(event) => form.change({ ...value, [field]: Number(event.target.value) as Impact })}
    >
      {IMPACTS.map((choice) => (
        <MenuItem key={choice} value={choice}>
          {t(`common:levels.${choice}`)}
        </MenuItem>
      ))}
    </TextField>
  );
  return (
    <SettingSection title={title} hint={t('options.hint')} form={form}>
      <Box
        sx={{
          display: 'grid',
          gap: 1.5,
          gridTemplateColumns: 'repeat(auto-fit, minmax(200px, 260px))',
          alignItems: 'start',
        }}
      >
        {level('defaultImpact')}
        {level('defaultUrgency')}
        <TextField
          label={t('options.autoClose')}
          helperText={t('options.autoCloseHint')}
          value={value.autoClose}
          onChange={(event) => form.change({ ...value, autoClose: event.target.value })}
          slotProps={{ htmlInput: { inputMode: 'numeric' } }}
        />
        <TextField
          label={t('options.correctFor')}
          helperText={t('options.correctForHint')}
          value={value.correctFor}
          onChange={(event) => form.change({ ...value, correctFor: event.target.value })}
          slotProps={{ htmlInput: { inputMode: 'numeric' } }}
        />
      </Box>
      <FormControlLabel
        control={
          <Switch
            size="small"
            checked={value.requireCommentAwaitingCaller}
            onChange={(event) =>
              form.change({ ...value, requireCommentAwaitingCaller: event.target.checked })
            }
          />
        }
        label={t('options.requireComment')}
      />
    </SettingSection>
  );
};
