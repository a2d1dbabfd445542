import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  root: 'renderer',
  plugins: [react()],
  // The protocol handler of the main process puts a fresh nonce in its place at each load.
  html: { cspNonce: '__CSP_NONCE__' },
  build: {
    outDir: '../dist/renderer',
    emptyOutDir: true,
    // Chromium of the oldest runtime the app is run on, the fallback Electron 33.
    target: 'chrome130',
    sourcemap: true,
    modulePreload: { polyfill: false },
    // The policy allows no data: fonts or scripts.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 2000,
  },
});
