import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import type { ImportFormat } from '#domain/import/formats.ts';
import type { ImportRecord } from '#domain/import/import-report.ts';
import { type Reasoned, reasoned } from '#domain/records/result.ts';
import { BadInput, breathe, type ImportControl } from './import-context.ts';
import { ioProblem } from './read-input.ts';

/** How files end that are taken out of a folder; a file that is named is taken whatever its name is. */
const ENDINGS: Readonly<Record<ImportFormat, readonly string[]>> = {
  glpi: ['.json'],
  ocs: ['.xml', '.ocs'],
  csv: ['.csv', '.tsv', '.txt'],
  'servicenow-incidents': ['.csv'],
};

export type FoundFiles = {
  readonly files: readonly string[];
  /** What lies in the folders and is not taken, each with the reason. */
  readonly left: readonly ImportRecord[];
};

const leftOut = (file: string, why: Reasoned): ImportRecord => ({
  file,
  kind: 'file',
  id: null,
  label: basename(file),
  action: 'skipped',
  why,
});

/** Why one entry of a folder is not taken; null for one that is. */
const whyLeft = (entry: Dirent, endings: readonly string[]): Reasoned | null => {
  // Followed, one that leads back up would be gone through without end.
  if (entry.isSymbolicLink()) return reasoned('file.link');
  if (!entry.isFile()) return reasoned('file.no_file');
  return endings.includes(extname(entry.name).toLowerCase())
    ? null
    : reasoned('file.other_kind', { endings });
};

const entriesOf = async (folder: string): Promise<readonly Dirent[]> => {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    throw ioProblem(folder, error);
  });
  // What a system hides (`.DS_Store`, `.git`) nobody put there.
  const shown = entries.filter(({ name }) => !name.startsWith('.'));
  return shown.sort((one, other) => (one.name < other.name ? -1 : 1));
};

const isFolder = async (path: string): Promise<boolean> => {
  const found = await stat(path).catch((error: unknown) => {
    throw ioProblem(path, error);
  });
  return found.isDirectory();
};

/**
 * The files that are named, and of each folder those that end as `format` does, in the order of their names, with all folders in it. Hidden files
 * and folders are passed over; links and other files are told. @throws BadInput for a folder that can't be read or has no such file
 */
export const findFiles = async (
  paths: readonly string[],
  format: ImportFormat,
  control: Pick<ImportControl, 'signal'>,
): Promise<FoundFiles> => {
  const files = new Set<string>();
  const left: ImportRecord[] = [];
  const endings = ENDINGS[format];
  const takeFolder = async (folder: string): Promise<void> => {
    await breathe(control);
    for (const entry of await entriesOf(folder)) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) {
        await takeFolder(path);
        continue;
      }
      const why = whyLeft(entry, endings);
      if (why === null) files.add(path);
      else left.push(leftOut(path, why));
    }
  };
  for (const path of paths) {
    if (!(await isFolder(path))) {
      files.add(path);
      continue;
    }
    const before = files.size;
    await takeFolder(path);
    if (files.size === before) throw new BadInput(path, null, reasoned('file.none_in_folder', { endings }));
  }
  return { files: [...files], left };
};
