/**
 * The whole project with the toy process put into it as ARCHITECTURE, "Adding a process", says: its own files, its words, and a line in each
 * list. What is built from it is the console as it would be with one more process.
 */
import { spawn } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../../scripts/paths.ts';

const ROOMS = [
  'domain',
  'contracts',
  'main',
  'preload',
  'renderer',
  'backend',
  'cli',
  'resources',
  'scripts',
];
const FILES = ['package.json', 'package-lock.json', 'tsconfig.base.json', 'tsconfig.json', 'vite.config.ts'];
const toy = import.meta.dirname;

/** A line of a list: what is imported, and the entry with the one it stands after. */
type Line = {
  readonly file: string;
  readonly imports: string;
  readonly after: string;
  readonly entry: string;
};

const LINES: readonly Line[] = [
  {
    file: 'domain/fields/tables.ts',
    imports: "import { REVIEW_FIELDS } from './reviews.ts';",
    after: 'problem: PROBLEM_FIELDS',
    entry: ', review: REVIEW_FIELDS',
  },
  {
    file: 'domain/processes/registry.ts',
    imports: "import { REVIEW } from './review.ts';",
    after: '  problem: PROBLEM,',
    entry: ' review: REVIEW,',
  },
  {
    file: 'contracts/registry.ts',
    imports: "import { reviewsContract } from './reviews.ts';",
    after: '  problems: problemsContract,',
    entry: ' reviews: reviewsContract,',
  },
  {
    file: 'main/host/features/all-handlers.ts',
    imports: "import { reviewsHandlers } from './reviews/reviews.handlers.ts';",
    after: '  problems: problemsHandlers,',
    entry: ' reviews: reviewsHandlers,',
  },
  {
    file: 'renderer/app/features.ts',
    imports: "import { reviewsFeature } from '#renderer/features/reviews/reviews.feature.tsx';",
    after: '  problemsFeature,',
    entry: ' reviewsFeature,',
  },
  {
    file: 'resources/locales/words.ts',
    imports: "import type reviews from './en/reviews.json';",
    after: '  readonly problems: typeof problems;',
    entry: ' readonly reviews: typeof reviews;',
  },
];

const addLine = async (root: string, { file, imports, after, entry }: Line): Promise<void> => {
  const path = join(root, file);
  const [before, behind, ...more] = (await readFile(path, 'utf8')).split(after);
  if (before === undefined || behind === undefined || more.length > 0)
    throw new Error(`${file} has no one place after ${after}`);
  const added = `${before}${after}${entry}${behind}`;
  const firstImport = added.search(/^import /m);
  await writeFile(path, `${added.slice(0, firstImport)}${imports}\n${added.slice(firstImport)}`);
};

type Words = { [key: string]: string | Words };
const joined = (into: Words, from: Words): Words => {
  for (const [key, words] of Object.entries(from)) {
    const known = into[key];
    into[key] = typeof words === 'object' && typeof known === 'object' ? joined(known, words) : words;
  }
  return into;
};

/** Its own file of words, and the words that stand with those of the other processes. */
const addWords = async (root: string): Promise<void> => {
  const locales = join('resources', 'locales');
  const files = await readdir(join(toy, locales), { recursive: true });
  for (const file of files.filter((name) => name.endsWith('.json'))) {
    const path = join(root, locales, file);
    const known = JSON.parse(await readFile(path, 'utf8').catch(() => '{}')) as Words;
    const words = JSON.parse(await readFile(join(toy, locales, file), 'utf8')) as Words;
    await writeFile(path, JSON.stringify(joined(known, words), null, 2));
  }
};

export type ToyProject = {
  readonly root: string;
  /** Runs one of its tools with Node; what it printed when it failed, null when all is well. */
  readonly run: (script: string, ...given: readonly string[]) => Promise<string | null>;
  readonly remove: () => Promise<void>;
};

export const makeToyProject = async (): Promise<ToyProject> => {
  const root = await mkdtemp(join(tmpdir(), 'deskhand-toy-'));
  for (const name of [...ROOMS, ...FILES])
    await cp(join(projectRoot, name), join(root, name), { recursive: true });
  await symlink(join(projectRoot, 'node_modules'), join(root, 'node_modules'), 'junction');
  for (const room of ['domain', 'contracts', 'main', 'renderer'])
    await cp(join(toy, room), join(root, room), { recursive: true });
  await addWords(root);
  for (const line of LINES) await addLine(root, line);
  return {
    root,
    run: (script, ...given) =>
      new Promise((resolve) => {
        const child = spawn(process.execPath, [join(projectRoot, 'node_modules', script), ...given], {
          cwd: root,
          env: { ...process.env, NODE_ENV: 'production' },
          stdio: ['ignore', 'pipe', 'pipe'],
        });
        let output = '';
        for (const stream of [child.stdout, child.stderr]) {
          stream.on('data', (chunk: Buffer) => {
            output += chunk.toString();
          });
        }
        child.once('error', (error) => resolve(error.message));
        child.once('close', (code) => resolve(code === 0 ? null : output));
      }),
    remove: () => rm(root, { recursive: true, force: true }),
  };
};
