import { Box, ButtonBase, useTheme } from '@mui/material';
import type { ReactNode } from 'react';
import type { CalendarKind } from '#contracts/events.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { CALENDAR_TONES } from './calendar-model.ts';

type CalendarLegendProps = {
  readonly kinds: readonly CalendarKind[];
  readonly away: ReadonlySet<CalendarKind>;
  readonly onChange: (away: ReadonlySet<CalendarKind>) => void;
};

/** Which colour is what; a press puts the entries of a kind away, another one brings them back. */
export const CalendarLegend = ({ kinds, away, onChange }: CalendarLegendProps): ReactNode => {
  const t = useText('changes');
  const { palette } = useTheme();
  const toggle = (kind: CalendarKind): void => {
    const next = new Set(away);
    if (!next.delete(kind)) next.add(kind);
    onChange(next);
  };
  return (
    <Box
      role="group"
      aria-label={t('calendar.shown')}
      sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 0.5 }}
    >
      {kinds.map((kind) => {
        const isShown = !away.has(kind);
        // As the grid has it, in the dark, too.
        const color = palette[CALENDAR_TONES[kind]].main;
        return (
          <ButtonBase
            key={kind}
            aria-pressed={isShown}
            onClick={() => toggle(kind)}
            sx={{
              ...{ gap: 0.75, px: 0.75, minHeight: 24, borderRadius: 0.5, fontSize: 12 },
              color: isShown ? 'text.primary' : 'text.secondary',
              textDecoration: isShown ? 'none' : 'line-through',
              '&:hover': { bgcolor: 'action.hover' },
            }}
          >
            <Box
              component="span"
              sx={{
                ...{ width: 10, height: 10, borderRadius: 0.5, border: 1, borderColor: color },
                bgcolor: isShown ? color : 'transparent',
              }}
            />
            <Box
              component="span"
              sx={{ display: 'inline-block', '&::first-letter': { textTransform: 'uppercase' } }}
            >
              {t(`calendar.kinds.${kind}`)}
            </Box>
          </ButtonBase>
        );
      })}
    </Box>
  );
};
