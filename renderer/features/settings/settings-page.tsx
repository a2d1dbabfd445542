import Box from '@mui/material/Box';
import type { ReactNode } from 'react';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { useMay } from '#renderer/shared/session/session.ts';
import { Boundary } from '#renderer/shared/ui/boundary.tsx';
import { Page } from '#renderer/shared/ui/page.tsx';
import { AboutSection } from './about-section.tsx';
import { CategoriesSection } from './categories-section.tsx';
import { ClosureCodesSection } from './closure-codes-section.tsx';
import { MatrixSection } from './matrix-section.tsx';
import { OptionsSection } from './options-section.tsx';
import { LanguageSection, StartPageSection } from './personal-sections.tsx';

/** The company's settings: everybody may read them, administrators edit them. */
export const SettingsPage = (): ReactNode => {
  const t = useText('settings');
  const live = useLive('settings.all', {});
  const mayEdit = useMay()('settings.update');
  return (
    <Page title={t('title')} subtitle={mayEdit ? t('forAdministrators') : t('readOnly')}>
      <Box sx={{ display: 'grid', gap: 2, maxWidth: 960 }}>
        <StartPageSection />
        <LanguageSection />
        <Boundary live={live}>
          {({ settings }) => (
            <>
              <MatrixSection settings={settings} mayEdit={mayEdit} />
              <OptionsSection settings={settings} mayEdit={mayEdit} />
              <CategoriesSection settings={settings} mayEdit={mayEdit} />
              <ClosureCodesSection settings={settings} mayEdit={mayEdit} />
            </>
          )}
        </Boundary>
        <AboutSection />
      </Box>
    </Page>
  );
};
