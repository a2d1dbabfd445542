import '@fontsource-variable/inter/wght.css';
import createCache from '@emotion/cache';
import { CacheProvider } from '@emotion/react';
import { StrictMode } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { setupFeatures } from './app/features.ts';
import { connectHost } from './shared/host/host.ts';
import { copyWithoutIsolates } from './shared/i18n/bidi.ts';
import { setupTexts } from './shared/i18n/i18n.ts';
import { beginLanguage } from './shared/i18n/language.ts';
import { askAppInfo } from './shared/native/use-app-info.ts';

// The page's policy lets only styles with this load's nonce in; emotion writes styles at run time.
const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
const styles = createCache({ key: 'deskhand', nonce });

setupTexts();
setupFeatures();
copyWithoutIsolates(document);
connectHost();
void askAppInfo();

const render = (root: HTMLElement): void => {
  flushSync(() =>
    createRoot(root).render(
      <StrictMode>
        <CacheProvider value={styles}>
          <App />
        </CacheProvider>
      </StrictMode>,
    ),
  );
};

const root = document.getElementById('root');
if (root !== null) {
  const words = beginLanguage();
  // At once, not in a task of its own: Chromium keeps for the next start what was compiled until this script has ended. What another
  // language needs is a file that is waited for in this script, too.
  if (words !== null) await words;
  render(root);
}
