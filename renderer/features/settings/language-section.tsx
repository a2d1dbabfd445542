import type { ReactNode } from 'react';
import { useCommand } from '#renderer/shared/host/use-command.ts';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { LanguageSelect } from '#renderer/shared/i18n/language-select.tsx';
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
