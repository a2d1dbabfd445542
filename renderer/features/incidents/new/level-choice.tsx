import { Box } from '@mui/material';
import { type ReactNode, useId } from 'react';
import { actionOf, type KeyMap, useKeyMap } from '#renderer/shared/commands/key-maps.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';

const LEVELS = [1, 2, 3] as const;
type Level = (typeof LEVELS)[number];

const LEVEL_KEYS: KeyMap<'choose'> = {
  group: 'incidents:new.levels',
  actions: { choose: { label: 'incidents:new.levelKeys', shortcuts: LEVELS.map(String) } },
};

type LevelChoiceProps = {
  readonly label: string;
  readonly value: Level;
  readonly disabled?: boolean;
  readonly onChange: (value: Level) => void;
};

/** Impact or urgency: one of three, by arrow keys or the digits 1 to 3. */
export const LevelChoice = ({ label, value, disabled = false, onChange }: LevelChoiceProps): ReactNode => {
  const t = useText('common');
  useKeyMap(LEVEL_KEYS);
  const name = useId();
  return (
    <Box
      component="fieldset"
      disabled={disabled}
      onKeyDown={(event) => {
        if (actionOf(LEVEL_KEYS, event) === null) return;
        const level = Number(event.key) as Level;
        event.preventDefault();
        onChange(level);
        const radio = event.currentTarget.querySelector<HTMLInputElement>(`input[value="${level}"]`);
        radio?.focus();
      }}
      sx={{ border: 0, m: 0, p: 0, minWidth: 0 }}
    >
      <Box component="legend" sx={{ fontSize: 12, color: 'text.secondary', p: 0, mb: 0.25 }}>
        {label}
      </Box>
      <Box
        sx={{
          display: 'inline-flex',
          border: 1,
          borderColor: 'divider',
          borderRadius: 1,
          overflow: 'hidden',
        }}
      >
        {LEVELS.map((level) => (
          <Box
            key={level}
            component="label"
            sx={{
              px: 1.25,
              py: 0.5,
              fontSize: 13,
              whiteSpace: 'nowrap',
              cursor: disabled ? 'default' : 'pointer',
              '& + &': { borderLeft: 1, borderColor: 'divider' },
              '&:has(:checked)': { bgcolor: 'action.selected', fontWeight: 600 },
              '&:has(:focus-visible)': {
                outline: '2px solid var(--mui-palette-primary-main)',
                outlineOffset: -2,
              },
              '&:has(:disabled)': { color: 'text.disabled' },
            }}
          >
            <Box
              component="input"
              type="radio"
              name={name}
              value={level}
              checked={level === value}
              onChange={() => onChange(level)}
              sx={{ position: 'absolute', opacity: 0, pointerEvents: 'none' }}
            />
            {t(`levels.${level}`)}
          </Box>
        ))}
      </Box>
    </Box>
  );
};
