import { Box, InputAdornment, TextField } from '@mui/material';
import type { ReactNode } from 'react';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { FactList } from './fact-list.tsx';
import { ATTACHMENTS_SHAPE } from './setting-form.ts';
import { type SectionProps, SettingSection } from './setting-section.tsx';
import { useSetting } from './use-setting.ts';

/** What files people may add: how large, and of which kinds not. */
export const AttachmentsSection = ({ settings, mayEdit }: SectionProps): ReactNode => {
  const t = useText('settings');
  const title = t('attachments.title');
  const form = useSetting({ key: 'attachment-options', settings, mayEdit, title, shape: ATTACHMENTS_SHAPE });
  const { value } = form;
  if (!mayEdit)
    return (
      <SettingSection title={title} hint={t('attachments.hint')}>
        <FactList
          facts={[
            [t('attachments.max'), `${value.max} ${t('attachments.maxUnit')}`],
            [t('attachments.blocked'), value.blocked],
          ]}
        />
      </SettingSection>
    );
  return (
    <SettingSection title={title} hint={t('attachments.hint')} form={form}>
      <Box sx={{ display: 'grid', gap: 1.5, gridTemplateColumns: 'minmax(0, 200px)' }}>
        <TextField
          label={t('attachments.max')}
          value={value.max}
          onChange={(event) => form.change({ ...value, max: event.target.value })}
          slotProps={{
            input: {
              endAdornment: <InputAdornment position="end">{t('attachments.maxUnit')}</InputAdornment>,
            },
            htmlInput: { inputMode: 'numeric' },
          }}
        />
      </Box>
      <TextField
        label={t('attachments.blocked')}
        helperText={t('attachments.blockedHint')}
        value={value.blocked}
        multiline
        fullWidth
        sx={{ mt: 1.5 }}
        onChange={(event) => form.change({ ...value, blocked: event.target.value })}
      />
    </SettingSection>
  );
};
