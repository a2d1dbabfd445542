import FormControlLabel from '@mui/material/FormControlLabel';
import MenuItem from '@mui/material/MenuItem';
import Switch from '@mui/material/Switch';
import TextField from '@mui/material/TextField';
import type { ReactNode } from 'react';
import { useCommand } from '#renderer/shared/host/use-command.ts';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { LanguageSelect } from '#renderer/shared/i18n/language-select.tsx';
import { pageSpec } from '#renderer/shared/navigation/registry.ts';
import type { ListPage } from '#renderer/shared/navigation/route.ts';
import { startPageOf, startPages } from '#renderer/shared/navigation/start-page.ts';
import { AbsencePart } from '#renderer/shared/people/absence-part.tsx';
import { useSessionUser } from '#renderer/shared/session/session.ts';
import { ErrorNote } from '#renderer/shared/ui/error-note.tsx';
import { SettingSection } from './setting-section.tsx';

/** The language of whoever is signed in; the console changes to it as soon as it is saved (session-gate.tsx). */
export const LanguageSection = (): ReactNode => {
  const t = useText('settings');
  const choice = useLive('session.status', {}).data?.language ?? null;
  const save = useCommand('session.setLanguage');
  return (
    <SettingSection title={t('language.title')} hint={t('language.hint')}>
      <LanguageSelect choice={choice} width={320} onChoose={(language) => void save.run({ language })} />
      {save.error !== undefined && <ErrorNote error={save.error} />}
    </SettingSection>
  );
};

const BY_ROLE = 'role';

/** Which page the console begins with for whoever is signed in; saved as soon as it is chosen. */
export const StartPageSection = (): ReactNode => {
  const t = useText('settings');
  const user = useSessionUser();
  const chosen = useLive('session.status', {}).data?.startPage ?? null;
  const save = useCommand('session.setStartPage');
  const pages = startPages();
  const pageName = (page: ListPage): string => t(pageSpec(page).title);
  return (
    <SettingSection title={t('startPage.title')} hint={t('startPage.hint')}>
      <TextField
        select
        label={t('startPage.field')}
        value={pages.find((page) => page === chosen) ?? BY_ROLE}
        onChange={({ target: { value } }) =>
          void save.run({ page: pages.find((page) => page === value) ?? null })
        }
        sx={{ maxWidth: 320 }}
      >
        <MenuItem value={BY_ROLE}>
          {t('startPage.byRole', { page: pageName(startPageOf(user.roles, null)) })}
        </MenuItem>
        {pages.map((page) => (
          <MenuItem key={page} value={page}>
            {pageName(page)}
          </MenuItem>
        ))}
      </TextField>
      {save.error !== undefined && <ErrorNote error={save.error} />}
    </SettingSection>
  );
};

/** Whether others see what whoever is signed in has open on this device. */
export const PresenceSection = (): ReactNode => {
  const t = useText('settings');
  const choice = useLive('presence.choice', {}).data;
  const save = useCommand('presence.choose');
  return (
    <SettingSection title={t('presence.title')} hint={t('presence.hint')}>
      <FormControlLabel
        label={t('presence.told')}
        control={
          <Switch
            checked={choice?.told ?? true}
            disabled={choice === undefined}
            onChange={(_event, told) => void save.run({ told })}
          />
        }
      />
      {save.error !== undefined && <ErrorNote error={save.error} />}
    </SettingSection>
  );
};

/** When whoever is signed in is away, and who decides for them meanwhile. */
export const AbsenceSection = (): ReactNode => {
  const t = useText('people');
  const { personId, name } = useSessionUser();
  return (
    <SettingSection title={t('absence.title')} hint={t('absence.own')}>
      <AbsencePart personId={personId} name={name} />
    </SettingSection>
  );
};
