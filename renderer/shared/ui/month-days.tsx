import ChevronLeft from '@mui/icons-material/ChevronLeft';
import ChevronRight from '@mui/icons-material/ChevronRight';
import { Box, ButtonBase, IconButton, Typography } from '@mui/material';
import { type ReactNode, useState } from 'react';
import { dayOf } from '#renderer/shared/format/device-time.ts';
import { formatDate } from '#renderer/shared/format/format.ts';
import { spokenLocale, useText } from '#renderer/shared/i18n/i18n.ts';

const DAYS = 7;
const WEEKS = 6;
/** A Monday: weeks begin with it in the languages that are spoken here. */
const MONDAY = new Date(2026, 10, 2);

const plus = (day: Date, days: number): Date =>
  new Date(day.getFullYear(), day.getMonth(), day.getDate() + days);

type MonthDaysProps = {
  /** The day that is chosen, `2026-11-21`; empty for none. */
  readonly chosen: string;
  readonly onChoose: (day: string) => void;
};

/** A month to choose a day from. It takes no focus: whoever chose goes on typing. */
export const MonthDays = ({ chosen, onChoose }: MonthDaysProps): ReactNode => {
  const t = useText('common');
  const day = chosen === '' ? new Date() : new Date(`${chosen}T12:00`);
  const [away, setAway] = useState(0);
  const month = new Date(day.getFullYear(), day.getMonth() + away, 1);
  const first = plus(month, -((month.getDay() + DAYS - 1) % DAYS));
  const words = (options: Intl.DateTimeFormatOptions, at: Date): string =>
    new Intl.DateTimeFormat(spokenLocale(), options).format(at);
  const today = dayOf(new Date());
  return (
    <Box sx={{ p: 1, display: 'grid', gap: 0.5 }} onMouseDown={(event) => event.preventDefault()}>
      <Box sx={{ display: 'flex', alignItems: 'center', justifyContent: 'space-between' }}>
        <IconButton tabIndex={-1} aria-label={t('when.before')} onClick={() => setAway(away - 1)}>
          <ChevronLeft fontSize="small" />
        </IconButton>
        <Typography variant="body2" aria-live="polite" sx={{ fontWeight: 600 }}>
          {words({ month: 'long', year: 'numeric' }, month)}
        </Typography>
        <IconButton tabIndex={-1} aria-label={t('when.after')} onClick={() => setAway(away + 1)}>
          <ChevronRight fontSize="small" />
        </IconButton>
      </Box>
      <Box sx={{ display: 'grid', gridTemplateColumns: 'repeat(7, 32px)', textAlign: 'center' }}>
        {Array.from({ length: DAYS }, (_none, index) => (
          <Typography
            key={plus(MONDAY, index).getDay()}
            variant="caption"
            aria-hidden
            sx={{ color: 'text.secondary' }}
          >
            {words({ weekday: 'short' }, plus(MONDAY, index))}
          </Typography>
        ))}
        {Array.from({ length: WEEKS * DAYS }, (_none, index) => {
          const at = plus(first, index);
          const value = dayOf(at);
          return (
            <ButtonBase
              key={value}
              tabIndex={-1}
              aria-label={formatDate(value)}
              aria-pressed={value === chosen}
              aria-current={value === today ? 'date' : undefined}
              onClick={() => onChoose(value)}
              sx={{
                ...{ height: 28, borderRadius: 1, border: '1px solid transparent' },
                color: at.getMonth() === month.getMonth() ? 'text.primary' : 'text.disabled',
                '&:hover': { bgcolor: 'action.hover' },
                '&[aria-current]': { borderColor: 'primary.main' },
                '&[aria-pressed="true"]': { bgcolor: 'primary.main', color: 'primary.contrastText' },
              }}
            >
              {at.getDate()}
            </ButtonBase>
          );
        })}
      </Box>
    </Box>
  );
};
