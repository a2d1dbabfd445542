import { Box } from '@mui/material';
import { type ReactNode, useId } from 'react';
import { actionOf, type KeyMap, useKeyMap } from '#renderer/shared/commands/key-maps.ts';

/** Digits that stand for a level; a choice of three takes the first three. */
const LEVEL_KEYS: KeyMap<'choose'> = {
  group: 'record:level.group',
  actions: { choose: { label: 'record:level.choose', shortcuts: ['1', '2', '3', '4', '5'] } },
};

type LevelChoiceProps<L extends number> = {
  readonly label: string;
  readonly levels: readonly L[];
  readonly words: (level: L) => string;
  readonly value: L;
  readonly disabled?: boolean;
  readonly autoFocus?: boolean;
  /** Where the name stands beside it already. */
  readonly hideLabel?: boolean;
  readonly onChange: (value: L) => void;
};

/** Impact or urgency: one of a few, by arrow keys or their digits. */
export const LevelChoice = <L extends number>(props: LevelChoiceProps<L>): ReactNode => {
  const { label, levels, words, value, disabled = false, autoFocus = false, onChange } = props;
  useKeyMap(LEVEL_KEYS);
  const name = useId();
  return (
    <Box
      component="fieldset"
      disabled={disabled}
      onKeyDown={(event) => {
        if (actionOf(LEVEL_KEYS, event) === null) return;
        const level = levels.find((known) => String(known) === event.key);
        if (level === undefined) return;
        event.preventDefault();
        onChange(level);
        const radio = event.currentTarget.querySelector<HTMLInputElement>(`input[value="${level}"]`);
        radio?.focus();
      }}
      // What is hidden in it must stay in it: it would be scrolled to where it is not.
      sx={{ position: 'relative', border: 0, m: 0, p: 0, minWidth: 0 }}
    >
      <Box
        component="legend"
        sx={
          props.hideLabel
            ? { position: 'absolute', opacity: 0, pointerEvents: 'none' }
            : { fontSize: 12, color: 'text.secondary', p: 0, mb: 0.25 }
        }
      >
        {label}
      </Box>
      <Box
        sx={{
          display: 'inline-flex',
          flexWrap: 'wrap',
          maxWidth: '100%',
          border: 1,
          borderColor: 'divider',
          borderRadius: 1,
          overflow: 'hidden',
        }}
      >
        {levels.map((level) => (
          <Box
            key={level}
            component="label"
            sx={{
              position: 'relative',
              px: props.hideLabel ? 0.75 : 1.25,
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
              autoFocus={autoFocus && level === value}
              onChange={() => onChange(level)}
              sx={{ position: 'absolute', opacity: 0, pointerEvents: 'none' }}
            />
            {words(level)}
          </Box>
        ))}
      </Box>
    </Box>
  );
};
