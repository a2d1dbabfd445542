import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'esbuild';

/** Name of the variable that the bundle's text declares; it holds the rules module's exports. */
export const RULES_VARIABLE = 'deskhandRules';

const RULES_MODULE = '#domain/permissions/server-rules.ts';

// The data host is bundled as CommonJS, where import.meta.url does not exist.
const here = typeof __dirname === 'string' ? __dirname : dirname(fileURLToPath(import.meta.url));
/** Beside the other bundles of dist/. From the source folder this path does not exist, so sources never meet stale rules. */
const builtFile = join(here, '..', 'backend', 'validation.js');

/**
 * The text of the domain's server rules as one script for CouchDB's engine: as built with the program, or bundled now
 * when running from the sources.
 */
export async function loadRulesBundle(): Promise<string> {
  return existsSync(builtFile) ? readFileSync(builtFile, 'utf8') : bundleRules(join(here, '..', '..'));
}

/** What only consoles ask is no part of the text (domain/processes/console-rules.ts). */
const withoutConsoleRules: Plugin = {
  name: 'without-console-rules',
  setup: ({ onLoad }) =>
    onLoad({ filter: /[\\/]domain[\\/]processes[\\/]console-rules\.ts$/ }, () => ({
      contents: 'export function forConsoles() {}',
    })),
};

/**
 * Bundles a rules module with everything it imports.
 * @param root folder that `module` is resolved from
 * @param module what exports `checkDocumentWrite`
 */
export async function bundleRules(root: string, module: string = RULES_MODULE): Promise<string> {
  const { build } = await import('esbuild');
  const result = await build({
    stdin: {
      contents: `export * from ${JSON.stringify(module)};`,
      resolveDir: root,
      loader: 'ts',
    },
    bundle: true,
    write: false,
    format: 'iife',
    globalName: RULES_VARIABLE,
    platform: 'neutral',
    charset: 'ascii',
    minify: true,
    legalComments: 'none',
    // CouchDB before 3.4 reads functions with esprima 4, which stops at ES2017.
    target: 'es2017',
    plugins: [withoutConsoleRules],
    logLevel: 'silent',
  });
  const [file] = result.outputFiles;
  if (!file) throw new Error('esbuild wrote nothing');
  return file.text;
}
