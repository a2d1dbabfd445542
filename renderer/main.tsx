import createCache from '@emotion/cache';
import { CacheProvider } from '@emotion/react';
import { CssBaseline, Typography } from '@mui/material';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';

// The page's policy lets only styles with this load's nonce in; emotion writes styles at run time.
const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
const styles = createCache({ key: 'deskhand', nonce });

const root = document.getElementById('root');
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <CacheProvider value={styles}>
        <CssBaseline />
        <Typography variant="h5" sx={{ p: 3 }}>
          Deskhand
        </Typography>
      </CacheProvider>
    </StrictMode>,
  );
}
