/** Writes dist/backend/validation.js: the domain's server rules, ready for CouchDB's engine. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundleRules } from '#backend/databases/rules-bundle.ts';
import { projectRoot } from './paths.ts';

export async function buildValidation(): Promise<void> {
  const file = join(projectRoot, 'dist', 'backend', 'validation.js');
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, await bundleRules(projectRoot));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await buildValidation();
