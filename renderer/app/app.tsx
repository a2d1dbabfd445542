import CssBaseline from '@mui/material/CssBaseline';
import { ThemeProvider } from '@mui/material/styles';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { HostGate } from '#renderer/features/session/host-gate.tsx';
import { SessionGate } from '#renderer/features/session/session-gate.tsx';
import { Shell } from '#renderer/shell/shell.tsx';
import { pageOf } from './routes.tsx';
import { theme } from './theme.ts';

export const App = (): ReactNode => {
  const { i18n } = useTranslation();
  return (
    <ThemeProvider key={i18n.language} theme={theme} defaultMode="system" noSsr>
      <CssBaseline enableColorScheme />
      <HostGate>
        <SessionGate>
          <Shell pageOf={pageOf} />
        </SessionGate>
      </HostGate>
    </ThemeProvider>
  );
};
