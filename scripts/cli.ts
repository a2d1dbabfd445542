/** `npm run -s cli -- VERB ...`: brings the build up to date, then runs the command line of dist/ in this process. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from './build.ts';
import { projectRoot } from './paths.ts';

await build();
const entry = join(projectRoot, 'dist', 'cli', 'deskhand.mjs');
process.argv[1] = entry;
await import(pathToFileURL(entry).href);
