import Box from '@mui/material/Box';
import TextField from '@mui/material/TextField';
import type { ReactNode } from 'react';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { FactList } from './fact-list.tsx';
import { TELEPHONY_SHAPE } from './setting-form.ts';
import { type SectionProps, SettingSection } from './setting-section.tsx';
import { useSetting } from './use-setting.ts';

/** Where the company's telephones stand: what completes a number without a country or an area. */
export const TelephonySection = ({ settings, mayEdit }: SectionProps): ReactNode => {
  const t = useText('settings');
  const title = t('telephony.title');
  const form = useSetting({ key: 'telephony', settings, mayEdit, title, shape: TELEPHONY_SHAPE });
  const { value } = form;
  if (!mayEdit)
    return (
      <SettingSection title={title} hint={t('telephony.hint')}>
        <FactList
          facts={[
            [t('telephony.country'), value.country],
            [t('telephony.area'), value.area],
          ]}
        />
      </SettingSection>
    );
  return (
    <SettingSection title={title} hint={t('telephony.hint')} form={form}>
      <Box sx={{ display: 'grid', gap: 1.5, gridTemplateColumns: 'repeat(auto-fit, minmax(200px, 260px))' }}>
        <TextField
          label={t('telephony.country')}
          helperText={t('telephony.countryHint')}
          value={value.country}
          onChange={(event) => form.change({ ...value, country: event.target.value.trim().toUpperCase() })}
        />
        <TextField
          label={t('telephony.area')}
          helperText={t('telephony.areaHint')}
          value={value.area}
          onChange={(event) => form.change({ ...value, area: event.target.value.trim() })}
        />
      </Box>
    </SettingSection>
  );
};
