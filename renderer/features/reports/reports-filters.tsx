import {
  Checkbox,
  ListItemText,
  MenuItem,
  Stack,
  TextField,
  ToggleButton,
  ToggleButtonGroup,
} from '@mui/material';
import type { ReactNode } from 'react';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { type DayRange, PRESET_DAYS } from './period.ts';
import { useReports } from './reports-store.ts';

const CUSTOM = 'custom';
const isDate = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text);

const Teams = (): ReactNode => {
  const t = useText('reports');
  const { teamIds } = useReports();
  const live = useLive('directory.teams', {});
  const teams = live.data?.rows ?? [];
  const shown = (): string =>
    teamIds.length === 0
      ? t('allTeams')
      : teams
          .filter(({ id }) => teamIds.includes(id))
          .map(({ name }) => name)
          .join(', ');
  return (
    <TextField
      select
      size="small"
      label={t('teams')}
      value={teamIds}
      onChange={(event) =>
        useReports.setState({ teamIds: event.target.value as unknown as readonly string[] })
      }
      slotProps={{
        select: { multiple: true, displayEmpty: true, renderValue: shown },
        inputLabel: { shrink: true },
      }}
      sx={{ width: 200 }}
    >
      {teams
        .filter(({ active }) => active)
        .map(({ id, name }) => (
          <MenuItem key={id} value={id} dense>
            <Checkbox size="small" checked={teamIds.includes(id)} sx={{ p: 0.5 }} />
            <ListItemText primary={name} />
          </MenuItem>
        ))}
    </TextField>
  );
};

/** Period and teams. `range` is what the period means today. */
export const ReportsFilters = ({ range }: { readonly range: DayRange }): ReactNode => {
  const t = useText('reports');
  const { period } = useReports();
  const choose = (value: number | typeof CUSTOM | null): void => {
    if (value === CUSTOM) useReports.setState({ period: { kind: 'custom', ...range } });
    const days = PRESET_DAYS.find((preset) => preset === value);
    if (days !== undefined) useReports.setState({ period: { kind: 'preset', days } });
  };
  return (
    <Stack direction="row" useFlexGap spacing={1} sx={{ flexWrap: 'wrap', alignItems: 'center' }}>
      <ToggleButtonGroup
        exclusive
        size="small"
        value={period.kind === 'custom' ? CUSTOM : period.days}
        aria-label={t('period.label')}
        onChange={(_event, value: number | typeof CUSTOM | null) => choose(value)}
      >
        {PRESET_DAYS.map((days) => (
          <ToggleButton key={days} value={days} sx={{ px: 1.5, textTransform: 'none' }}>
            {t('period.days', { days })}
          </ToggleButton>
        ))}
        <ToggleButton value={CUSTOM} sx={{ px: 1.5, textTransform: 'none' }}>
          {t('period.custom')}
        </ToggleButton>
      </ToggleButtonGroup>
      {period.kind === 'custom' &&
        (['from', 'to'] as const).map((end) => (
          <TextField
            key={end}
            size="small"
            type="date"
            label={t(`period.${end}`)}
            value={period[end]}
            onChange={(event) => {
              if (isDate(event.target.value))
                useReports.setState({ period: { ...period, [end]: event.target.value } });
            }}
            slotProps={{ inputLabel: { shrink: true } }}
          />
        ))}
      <Teams />
    </Stack>
  );
};
