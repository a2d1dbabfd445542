import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { projectRoot } from '../../../scripts/paths.ts';

const html = (script: string): string =>
  `<!doctype html><meta charset="utf-8"><title>wait</title><div id="root"></div><script src="${script}"></script>`;

/** Builds an Electron app in `folder` that can show empty.html, plain.html and dexie.html. */
export async function buildPages(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const here = join(projectRoot, 'tests', 'bench', 'pages');
  await build({
    entryPoints: ['empty.tsx', 'plain.tsx', 'dexie.ts'].map((page) => join(here, page)),
    outdir: folder,
    bundle: true,
    minify: true,
    // Modules can't be loaded from a file.
    format: 'iife',
    platform: 'browser',
    jsx: 'automatic',
    target: 'chrome130',
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'error',
  });
  await build({
    entryPoints: [join(here, 'main.ts')],
    outfile: join(folder, 'main.cjs'),
    bundle: true,
    format: 'cjs',
    platform: 'node',
    external: ['electron'],
    logLevel: 'error',
  });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'bench', main: 'main.cjs' }));
  for (const page of ['empty', 'plain', 'dexie'])
    writeFileSync(join(folder, `${page}.html`), html(`${page}.js`));
}
