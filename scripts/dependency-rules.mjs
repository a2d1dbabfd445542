/**
 * Checks who imports whom against .dependency-cruiser.mjs. `npm run test:deps` runs it. Plain JavaScript: under tsx
 * dependency-cruiser's swc visitor is loaded the wrong way round and finds nothing.
 */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import swc from '@swc/core';
import { cruise } from 'dependency-cruiser';
import rules from '../.dependency-cruiser.mjs';

const rooms = ['domain', 'contracts', 'main', 'preload', 'renderer', 'backend', 'cli', 'scripts', 'tests'];

// dependency-cruiser 17 parses every file as TypeScript without JSX, so a .tsx file is a syntax error to it. It calls
// swc through this module object.
const parse = swc.parseFileSync.bind(swc);
const parseByName = (
  /** @type {string} */ file,
  /** @type {import('@swc/core').ParseOptions | undefined} */ options,
) => parse(file, { ...options, syntax: 'typescript', tsx: file.endsWith('.tsx') });
swc.parseFileSync = /** @type {typeof swc.parseFileSync} */ (parseByName);

/** @typedef {{ readonly rule: string, readonly from: string, readonly to: string }} Violation */

/**
 * @param {string} root the folder that holds the rooms and a package.json with the `#room/*` imports.
 * @returns {Promise<{ readonly files: number, readonly violations: readonly Violation[] }>} the imports that break a
 *   rule, and how many files were looked at.
 */
export async function checkDependencies(root) {
  const present = rooms.filter((room) => existsSync(join(root, room)));
  const { forbidden, options } = rules;
  const { output } = await cruise(
    present,
    { ...options, ruleSet: { forbidden }, validate: true, baseDir: root, outputType: 'json' },
    options.enhancedResolveOptions,
  );
  /** @type {import('dependency-cruiser').ICruiseResult} */
  const { summary } = typeof output === 'string' ? JSON.parse(output) : output;
  return {
    files: summary.totalCruised,
    violations: summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to })),
  };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { files, violations } = await checkDependencies(dirname(dirname(fileURLToPath(import.meta.url))));
  for (const { rule, from, to } of violations) console.log(`${rule}: ${from} -> ${to}`);
  console.log(`${files} files, ${violations.length} forbidden imports`);
  process.exitCode = violations.length === 0 ? 0 : 1;
}
