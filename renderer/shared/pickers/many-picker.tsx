import { Box, Chip } from '@mui/material';
import type { ReactNode } from 'react';
import type { Names } from '#contracts/shared.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { nameOf } from '#renderer/shared/records/name-of.ts';

type ManyPickerProps = {
  readonly value: readonly string[];
  readonly names: Names;
  readonly onChange: (value: readonly string[]) => void;
  /** A picker of one that adds to them; it begins anew after each choice. */
  readonly children: (add: (id: string | null) => void) => ReactNode;
};

/** Several records: those chosen as chips, and a picker that adds another one. */
export const ManyPicker = ({ value, names, onChange, children }: ManyPickerProps): ReactNode => {
  const t = useText('record');
  return (
    <Box sx={{ display: 'grid', gap: 0.75, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      {value.length > 0 && (
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.5 }}>
          {value.map((id) => {
            const name = nameOf(names, id);
            return (
              <Chip
                key={id}
                label={name}
                title={name}
                slotProps={{ root: { 'aria-label': t('edit.remove', { name }) } }}
                onDelete={() => onChange(value.filter((other) => other !== id))}
                sx={{ maxWidth: '100%' }}
              />
            );
          })}
        </Box>
      )}
      <Box key={value.length}>
        {children((id) => {
          if (id !== null && !value.includes(id)) onChange([...value, id]);
        })}
      </Box>
    </Box>
  );
};
