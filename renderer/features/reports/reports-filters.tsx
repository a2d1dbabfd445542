import { Stack, ToggleButton, ToggleButtonGroup } from '@mui/material';
import type { ReactNode } from 'react';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { ManySelect } from '#renderer/shared/pickers/many-select.tsx';
import { nameOf } from '#renderer/shared/records/name-of.ts';
import { WhenField } from '#renderer/shared/ui/when-field.tsx';
import { type DayRange, PRESET_DAYS, useReports } from './period.ts';

const CUSTOM = 'custom';
const isDate = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text);

const Teams = (): ReactNode => {
  const t = useText('reports');
  const { teamIds } = useReports();
  const live = useLive('directory.teams', {});
  const teams = live.data?.rows ?? [];
  const names = new Map(teams.map(({ id, name }) => [id, name]));
  return (
    <ManySelect<string>
      label={t('teams')}
      any={t('allTeams')}
      values={teams.filter(({ active }) => active).map(({ id }) => id)}
      chosen={teamIds}
      words={(id) => names.get(id) ?? nameOf({}, id)}
      several={(count) => t('severalTeams', { count })}
      width={200}
      onChange={(chosen) => useReports.setState({ teamIds: chosen })}
    />
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
          <ToggleButton
            key={days}
            value={days}
            sx={{ px: 1.5, textTransform: 'none', color: 'text.secondary' }}
          >
            {t('period.days', { days })}
          </ToggleButton>
        ))}
        <ToggleButton value={CUSTOM} sx={{ px: 1.5, textTransform: 'none', color: 'text.secondary' }}>
          {t('period.custom')}
        </ToggleButton>
      </ToggleButtonGroup>
      {period.kind === 'custom' &&
        (['from', 'to'] as const).map((end) => (
          <WhenField
            key={end}
            kind="day"
            label={t(`period.${end}`)}
            value={period[end]}
            onValue={(day) => {
              if (day !== null && isDate(day)) useReports.setState({ period: { ...period, [end]: day } });
            }}
          />
        ))}
      <Teams />
    </Stack>
  );
};
