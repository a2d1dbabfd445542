import Add from '@mui/icons-material/Add';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Chip from '@mui/material/Chip';
import FormControlLabel from '@mui/material/FormControlLabel';
import Stack from '@mui/material/Stack';
import Switch from '@mui/material/Switch';
import TextField from '@mui/material/TextField';
import type { ReactNode } from 'react';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { RemoveButton } from '#renderer/shared/ui/remove-button.tsx';
import { CODES_SHAPE, type ValueOf } from './setting-form.ts';
import { type SectionProps, SettingSection } from './setting-section.tsx';
import { useSetting } from './use-setting.ts';

type Code = ValueOf<'closure-codes'>['codes'][number];

const CodeRow = ({
  code,
  isNew,
  onChange,
  onRemove,
}: {
  readonly code: Code;
  readonly isNew: boolean;
  readonly onChange: (code: Code) => void;
  readonly onRemove: () => void;
}): ReactNode => {
  const t = useText('settings');
  return (
    <Stack direction="row" spacing={1} sx={{ alignItems: 'center' }}>
      <TextField
        label={t('codes.code')}
        value={code.code}
        // Resolved tickets refer to it: the code of an activated row stays.
        disabled={!isNew}
        error={code.code.trim() === ''}
        onChange={(event) => onChange({ ...code, code: event.target.value })}
        slotProps={{ htmlInput: { maxLength: 80 } }}
        sx={{ width: 200 }}
      />
      <TextField
        label={t('codes.label')}
        value={code.label}
        error={code.label.trim() === ''}
        onChange={(event) => onChange({ ...code, label: event.target.value })}
        slotProps={{ htmlInput: { maxLength: 120 } }}
        sx={{ flex: 1, maxWidth: 320 }}
      />
      <FormControlLabel
        control={
          <Switch
            size="small"
            checked={code.active}
            onChange={(event) => onChange({ ...code, active: event.target.checked })}
          />
        }
        label={t('codes.active')}
      />
      {isNew && <RemoveButton label={t('removeUnsaved', { name: code.label })} onClick={onRemove} />}
    </Stack>
  );
};

/** What may be given as the reason of a resolution. A code is switched off, never removed. */
export const ClosureCodesSection = ({ settings, mayEdit }: SectionProps): ReactNode => {
  const t = useText('settings');
  const title = t('codes.title');
  const form = useSetting({ key: 'closure-codes', settings, mayEdit, title, shape: CODES_SHAPE });
  const { codes } = form.value;
  const known = settings.find((setting) => setting.key === 'closure-codes')?.value;
  const knownCount = known?.key === 'closure-codes' ? known.codes.length : form.isEdited ? 0 : codes.length;
  const set = (next: readonly Code[]): void => form.change({ ...form.value, codes: [...next] });
  return (
    <SettingSection title={title} hint={t('codes.hint')} form={form}>
      {mayEdit ? (
        <Box sx={{ display: 'grid', gap: 1.25 }}>
          {codes.map((code, index) => (
            <CodeRow
              // biome-ignore lint/suspicious/noArrayIndexKey: a code changes while it is typed, the place does not
              key={index}
              code={code}
              isNew={index >= knownCount}
              onChange={(next) => set(codes.map((other, place) => (place === index ? next : other)))}
              onRemove={() => set(codes.filter((_code, place) => place !== index))}
            />
          ))}
          <Button
            startIcon={<Add />}
            onClick={() => set([...codes, { code: '', label: '', active: true }])}
            sx={{ justifySelf: 'start' }}
          >
            {t('codes.add')}
          </Button>
        </Box>
      ) : (
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.75 }}>
          {codes
            .filter((code) => code.active)
            .map((code) => (
              <Chip key={code.code} label={code.label} variant="outlined" />
            ))}
        </Box>
      )}
    </SettingSection>
  );
};
