import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import type { SettingRow } from '#contracts/settings.ts';
import { incidentSettings } from '#domain/settings/defaults.ts';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { TeamPicker } from '#renderer/shared/pickers/team-picker.tsx';
import { nameOf } from '#renderer/shared/records/name-of.ts';
import { FactList } from './fact-list.tsx';
import { ROUTING_SHAPE } from './setting-form.ts';
import { type SectionProps, SettingSection } from './setting-section.tsx';
import { useSetting } from './use-setting.ts';

const useTeamNames = (): Readonly<Record<string, string>> => {
  const teams = useLive('directory.teams', {}).data?.rows ?? [];
  return Object.fromEntries(teams.map(({ id, name }) => [id, name]));
};

/** The categories as they are saved, and those that a route names although they are gone: it can be taken off. */
const categoriesOf = (settings: readonly SettingRow[], routed: readonly string[]): readonly string[] => {
  const known = incidentSettings(settings.map(({ value }) => value)).categories.map(({ name }) => name);
  return [...known, ...routed.filter((name) => !known.includes(name))];
};

/** Which team an incident goes to that was given to nobody: that of its category, else the default one. */
export const RoutingSection = ({ settings, mayEdit }: SectionProps): ReactNode => {
  const t = useText('settings');
  const title = t('routing.title');
  const form = useSetting({ key: 'incident-routing', settings, mayEdit, title, shape: ROUTING_SHAPE });
  const names = useTeamNames();
  const { value } = form;
  const categories = categoriesOf(
    settings,
    value.byCategory.map(({ category }) => category),
  );
  const teamOf = (category: string): string | null =>
    value.byCategory.find((one) => one.category === category)?.teamId ?? null;
  const nameOrNull = (id: string | null): string | null => (id === null ? null : nameOf(names, id));
  const defaultTeamId = value.defaultTeam === '' ? null : value.defaultTeam;
  if (!mayEdit)
    return (
      <SettingSection title={title} hint={t('routing.hint')}>
        <FactList
          facts={[
            [t('routing.default'), nameOrNull(defaultTeamId) ?? t('routing.nobody')],
            ...value.byCategory.map(({ category, teamId }) => [category, nameOf(names, teamId)] as const),
          ]}
        />
      </SettingSection>
    );
  const route = (category: string, teamId: string | null): void => {
    const others = value.byCategory.filter((one) => one.category !== category);
    form.change({ ...value, byCategory: teamId === null ? others : [...others, { category, teamId }] });
  };
  return (
    <SettingSection title={title} hint={t('routing.hint')} form={form}>
      <Box sx={{ maxWidth: 320 }}>
        <TeamPicker
          label={t('routing.default')}
          value={defaultTeamId}
          valueName={nameOrNull(defaultTeamId)}
          onChange={(id) => form.change({ ...value, defaultTeam: id ?? '' })}
        />
      </Box>
      <Typography variant="body2" color="textSecondary">
        {t('routing.byCategory')}
      </Typography>
      <Box
        sx={{
          display: 'grid',
          gap: 1.5,
          gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 240px), 1fr))',
        }}
      >
        {categories.map((category) => (
          <TeamPicker
            key={category}
            label={category}
            value={teamOf(category)}
            valueName={nameOrNull(teamOf(category))}
            onChange={(teamId) => route(category, teamId)}
          />
        ))}
      </Box>
    </SettingSection>
  );
};
