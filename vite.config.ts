import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

type Modules = { readonly getModuleInfo: (id: string) => { readonly importedIds: readonly string[] } | null };

/**
 * Whether a module is there from the first moment, that is, imported by main.tsx without a dynamic import in between. All of those
 * go into one file: rolldown would put what later pages share into ten files of their own, and each is a message to the main process.
 */
const startModules = new Set<string>();
function isAtStart(id: string, modules: Modules): boolean {
  if (startModules.size === 0) {
    const open = [join(import.meta.dirname, 'renderer', 'main.tsx')];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (startModules.has(next)) continue;
      startModules.add(next);
      open.push(...(modules.getModuleInfo(next)?.importedIds ?? []));
    }
  }
  return startModules.has(id);
}

/** The words of a language other than English are one file, fetched when somebody speaks it. */
const wordsOf = (id: string): string | null => {
  const [, language] = /[\\/]locales[\\/](\w+)[\\/]\w+\.json$/.exec(id) ?? [];
  return language === undefined ? null : `words-${language}`;
};

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
    rolldownOptions: {
      // The queue's feature names its page like all others do; that it is in the file of the start already is meant so.
      checks: { ineffectiveDynamicImport: false },
      output: {
        codeSplitting: {
          groups: [
            { debugName: 'start', name: (id, modules) => (isAtStart(id, modules) ? 'start' : null) },
            { debugName: 'words', name: wordsOf },
          ],
        },
      },
    },
    // The policy allows no data: fonts or scripts.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 2000,
  },
});
