/** What the documents name is there: a file that was renamed or joined with another is renamed there, too. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SAMPLE_ACCOUNTS } from '#backend/sample-company/accounts.ts';

const root = join(import.meta.dirname, '../../..');
const AT_ROOT = readdirSync(root, { withFileTypes: true }).filter(
  ({ name }) => !/^(?:\.|node_modules$)/.test(name),
);
const FOLDERS = 'domain contracts main preload renderer backend cli resources tests scripts docs'.split(' ');
const files = [
  ...AT_ROOT.filter((one) => one.isFile()).map(({ name }) => name),
  ...FOLDERS.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((one) => one.isFile())
      .map((one) => relative(root, join(one.parentPath, one.name)).replaceAll('\\', '/')),
  ),
];
const DOCUMENTS = files.filter((file) => file.endsWith('.md'));
/** Folders that a page describes file by file: it tells of all of them. */
const WHOLE = ['main/host/read', 'main/host/sync', 'main/host/storage', 'main/host/import'];

/** Files that a reader is told to write, and folders on their machine. */
const ABSENT = [/\bchanges?\b/, /<.*>/, /^\.profiles\//, /^~/];

const isThere = (name: string): boolean => {
  const path = name.replace(/^#/, '').replace(/\/$/, '');
  return files.some((file) => file === path || file.endsWith(`/${path}`) || `/${file}`.includes(`/${path}/`));
};

/** `{en,de}` stands for each of them. */
const spread = (name: string): readonly string[] => {
  const [, before = '', list, after = ''] = /^(.*?)\{([^}]*)\}(.*)$/.exec(name) ?? [];
  return list === undefined ? [name] : list.split(',').map((one) => before + one + after);
};

const isInFolder = (word: string): boolean =>
  FOLDERS.some((folder) => word.startsWith(`${folder}/`) && word.length > folder.length + 1);

const namesIn = (text: string): readonly string[] => {
  const words = [...text.matchAll(/[#~\w./{}<>,-]+/g)].map(([word]) => word.replace(/[.,]+$/, ''));
  const named = words.filter((word) => /\w\.(?:tsx?|css|json|png|md)$/.test(word) || isInFolder(word));
  return [...new Set(named)].flatMap(spread).filter((name) => !ABSENT.some((one) => one.test(name)));
};

describe('the documents', () => {
  it.each(DOCUMENTS)('%s names files and folders that are there', (document) => {
    const names = namesIn(readFileSync(join(root, document), 'utf8'));
    expect(names.filter((name) => !isThere(name))).toEqual([]);
  });

  it('name everybody who can sign in to the sample company, and every verb of the command line', () => {
    const readme = readFileSync(join(root, 'README.md'), 'utf8');
    for (const { login, password } of SAMPLE_ACCOUNTS) {
      expect(readme).toMatch(new RegExp(`\\| \`${login}\` +\\| \`${password}\` +\\|`));
    }
    const verbs = files.flatMap((file) => /^cli\/verbs\/(\w+)\.ts$/.exec(file)?.[1] ?? []);
    const table = readme.slice(readme.indexOf('| verb '), readme.indexOf('## Layout'));
    const told = [...table.matchAll(/`([a-z]+)`/g)].map(([, word]) => word);
    expect(told).toEqual(expect.arrayContaining(verbs));
  });

  it.each(WHOLE)('tell of every file of %s', (folder) => {
    const page = readFileSync(join(root, folder, 'README.md'), 'utf8');
    const own = files.filter((file) => dirname(file) === folder && !/\.(?:md|d\.ts)$/.test(file));
    expect(own.map((file) => basename(file)).filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
  });
});
