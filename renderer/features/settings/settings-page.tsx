import Box from '@mui/material/Box';
import { type ReactNode, useState } from 'react';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { useMay } from '#renderer/shared/session/session.ts';
import { isLoaded } from '#renderer/shared/sync/sync-summary.ts';
import { Boundary } from '#renderer/shared/ui/boundary.tsx';
import { Page } from '#renderer/shared/ui/page.tsx';
import { AboutSection } from './about-section.tsx';
import { ApprovalsSection } from './approvals-section.tsx';
import { AttachmentsSection } from './attachments-section.tsx';
import { CategoriesSection } from './categories-section.tsx';
import { ClosureCodesSection } from './closure-codes-section.tsx';
import { MatrixSection } from './matrix-section.tsx';
import { OptionsSection } from './options-section.tsx';
import { AbsenceSection, LanguageSection, PresenceSection, StartPageSection } from './personal-sections.tsx';
import { RiskSection } from './risk-section.tsx';
import { RoutingSection } from './routing-section.tsx';
import { TelephonySection } from './telephony-section.tsx';

/**
 * Whether the company's settings are here, not only those that hold where there are none: an edit of the latter would be one of nobody's. Once
 * they are they stay, whatever the line does, and so does the focus.
 */
const useAreHere = (): boolean => {
  const sync = useLive('sync.status', {}).data;
  const [areHere, setAreHere] = useState(false);
  if (!areHere && isLoaded(sync)) setAreHere(true);
  return areHere;
};

/** The company's settings: everybody may read them, administrators edit them. */
export const SettingsPage = (): ReactNode => {
  const t = useText('settings');
  const live = useLive('settings.all', {});
  const isAdministrator = useMay()('settings.update');
  const areHere = useAreHere();
  const mayEdit = isAdministrator && areHere;
  const toAdministrator = areHere ? t('forAdministrators') : t('loading');
  return (
    <Page title={t('title')} subtitle={isAdministrator ? toAdministrator : t('readOnly')}>
      <Box sx={{ display: 'grid', gap: 2, maxWidth: 960 }}>
        <StartPageSection />
        <LanguageSection />
        <PresenceSection />
        <AbsenceSection />
        <Boundary live={live}>
          {({ settings }) => (
            <>
              <MatrixSection settings={settings} mayEdit={mayEdit} />
              <OptionsSection settings={settings} mayEdit={mayEdit} />
              <CategoriesSection settings={settings} mayEdit={mayEdit} />
              <RoutingSection settings={settings} mayEdit={mayEdit} />
              <ClosureCodesSection settings={settings} mayEdit={mayEdit} />
              <ApprovalsSection settings={settings} mayEdit={mayEdit} />
              <RiskSection settings={settings} mayEdit={mayEdit} />
              <TelephonySection settings={settings} mayEdit={mayEdit} />
              <AttachmentsSection settings={settings} mayEdit={mayEdit} />
            </>
          )}
        </Boundary>
        <AboutSection />
      </Box>
    </Page>
  );
};
