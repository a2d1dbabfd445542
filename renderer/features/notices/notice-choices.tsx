import { Box, FormControlLabel, Switch } from '@mui/material';
import type { ReactNode } from 'react';
import type { CommandInput } from '#contracts/registry.ts';
import { NOTICE_KINDS } from '#domain/notices/notices.ts';
import { host } from '#renderer/shared/host/host.ts';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { errorText, useText } from '#renderer/shared/i18n/i18n.ts';
import { notify } from '#renderer/shared/notify/notify.ts';
import { Section } from '#renderer/shared/ui/section.tsx';
import { WhenField } from '#renderer/shared/ui/when-field.tsx';

const choose = async (choice: CommandInput<'notices.choose'>): Promise<void> => {
  const reply = await host.command('notices.choose', choice);
  if (!reply.ok) notify('error', errorText(reply.error));
};

type RowProps = {
  readonly label: string;
  readonly checked: boolean;
  readonly onChange: (on: boolean) => void;
};

const Row = ({ label, checked, onChange }: RowProps): ReactNode => (
  <FormControlLabel
    control={<Switch size="small" checked={checked} onChange={(event) => onChange(event.target.checked)} />}
    label={label}
    slotProps={{ typography: { variant: 'body2' } }}
    sx={{ mr: 0 }}
  />
);

/** What one is told of, and when the system of this device stays quiet. */
export const NoticeChoicesPart = (): ReactNode => {
  const t = useText('notices');
  const choices = useLive('notices.choices', {}).data;
  if (choices === undefined) return null;
  const { muted, native, quietFrom, quietTo } = choices;
  const time = (label: string, value: string | null, name: 'quietFrom' | 'quietTo'): ReactNode => (
    <WhenField
      kind="time"
      label={label}
      value={value ?? ''}
      disabled={!native}
      onValue={(time) => {
        if (time !== null) void choose({ [name]: time || null });
      }}
      sx={{ flex: '1 1 110px' }}
    />
  );
  return (
    <Box sx={{ minHeight: 0, overflow: 'auto', display: 'grid', gap: 1, alignContent: 'start' }}>
      <Section title={t('choices')}>
        <Box sx={{ display: 'flex', flexDirection: 'column' }}>
          {NOTICE_KINDS.map((kind) => (
            <Row
              key={kind}
              label={t(`kinds.${kind}`)}
              checked={!muted.includes(kind)}
              onChange={(on) => void choose({ kind: { name: kind, muted: !on } })}
            />
          ))}
        </Box>
      </Section>
      <Section title={t('system')}>
        <Row label={t('native')} checked={native} onChange={(on) => void choose({ native: on })} />
        <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap', pt: 1 }}>
          {time(t('quietFrom'), quietFrom, 'quietFrom')}
          {time(t('quietTo'), quietTo, 'quietTo')}
        </Box>
      </Section>
    </Box>
  );
};
