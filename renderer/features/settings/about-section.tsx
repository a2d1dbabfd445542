import { type ReactNode, useEffect, useState } from 'react';
import type { KeyProtection } from '#contracts/native.ts';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { useAppInfo } from '#renderer/shared/native/use-app-info.ts';
import { FactList } from './fact-list.tsx';
import { SettingSection } from './setting-section.tsx';

const useKeyProtection = (): KeyProtection | null => {
  const [protection, setProtection] = useState<KeyProtection | null>(null);
  useEffect(() => {
    void window.deskhand.native.keyStatus().then((status) => {
      if (status.state === 'unlocked') setProtection(status.protection);
    });
  }, []);
  return protection;
};

/** What runs here: for whoever reports a problem or looks after the machine. */
export const AboutSection = (): ReactNode => {
  const t = useText('settings');
  const info = useAppInfo();
  const protection = useKeyProtection();
  const session = useLive('session.status', {}).data;
  const facts: readonly (readonly [string, string | null | undefined])[] = [
    [t('about.version'), info?.version],
    [t('about.runtime'), info === null ? null : `Electron ${info.electronVersion}, ${info.platform}`],
    [t('about.device'), session?.deviceCode],
    [t('about.server'), session?.serverUrl ?? t('about.noServer')],
    [t('about.prefix'), session?.prefix],
    [t('about.profile'), info?.profileDir],
    [t('about.key'), protection === null ? null : t(`about.protection.${protection}`)],
  ];
  return (
    <SettingSection title={t('about.title')} hint={t('about.hint')}>
      <FactList facts={facts} />
    </SettingSection>
  );
};
