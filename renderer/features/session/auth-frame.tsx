import Box from '@mui/material/Box';
import Paper from '@mui/material/Paper';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import { useText } from '#renderer/shared/i18n/i18n.ts';

type AuthFrameProps = {
  readonly title: string;
  readonly children: ReactNode;
  readonly width?: number;
};

/** The card in the middle of the window that stands before the console. */
export const AuthFrame = ({ title, children, width = 400 }: AuthFrameProps): ReactNode => {
  const t = useText('common');
  return (
    <Box sx={{ height: '100%', overflow: 'auto', display: 'grid', placeItems: 'center', p: 2 }}>
      <Box component="main" sx={{ width: '100%', maxWidth: width, display: 'grid', gap: 2 }}>
        <Typography sx={{ fontSize: 15, fontWeight: 700, letterSpacing: 0.2, color: 'primary.main' }}>
          {t('appName')}
        </Typography>
        <Paper variant="outlined" sx={{ p: 3, display: 'grid', gap: 2 }}>
          <Typography component="h1" variant="h6">
            {title}
          </Typography>
          {children}
        </Paper>
      </Box>
    </Box>
  );
};
