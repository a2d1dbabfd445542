import CssBaseline from '@mui/material/CssBaseline';
import { ThemeProvider } from '@mui/material/styles';
import type { ReactNode } from 'react';
import { HostGate } from '#renderer/features/session/host-gate.tsx';
import { SessionGate } from '#renderer/features/session/session-gate.tsx';
import { useLanguage } from '#renderer/shared/i18n/language.ts';
import { Shell } from '#renderer/shell/shell.tsx';
import { pageOf } from './routes.tsx';
import { StillWhileChanging } from './still-while-changing.tsx';
import { themeFor } from './theme.ts';

export const App = (): ReactNode => {
  const language = useLanguage((shown) => shown.language);
  return (
    <ThemeProvider theme={themeFor(language)} defaultMode="system" noSsr>
      <CssBaseline enableColorScheme />
      <StillWhileChanging />
      <HostGate>
        <SessionGate>
          {/* What is in memory (open pages, drafts, filters) lies in stores, so a console mounted anew goes on where it was. */}
          <Shell key={language} pageOf={pageOf} />
        </SessionGate>
      </HostGate>
    </ThemeProvider>
  );
};
