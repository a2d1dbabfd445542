import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { CSV_PRESETS } from '#domain/import/csv-mapping.ts';
import { IMPORT_FORMATS, type ImportFormat } from '#domain/import/formats.ts';
import type { ImportRecord, ImportReport } from '#domain/import/import-report.ts';
import type { Host } from '#main/host/host.ts';
import { runImport } from '#main/host/import/run-import.ts';
import { storePathOf } from '#main/profile/store-path.ts';
import { placeWords, toldReport } from '../import-words.ts';
import { withProfileOptions } from '../options.ts';
import { hasProfile, interruptible, type ProfileOptions, withProfile } from '../profile.ts';
import { Refused, type Terminal, WrongUsage } from '../terminal.ts';
import { progressWords, say, sentence } from '../words.ts';
import { addImportRuns } from './import-runs.ts';

type Options = ProfileOptions & {
  readonly as?: ImportFormat;
  readonly dryRun?: boolean;
  readonly map?: string;
  readonly skipBadRows?: boolean;
};

/** The store, its log, lock and key check are named after it. */
const STORE_FILES = basename(storePathOf(''));

const recordLine = ({ action, kind, label, why, changes, file }: ImportRecord): string =>
  [action, kind, label, changes?.join(', ') ?? '', why === undefined ? '' : sentence(why), file]
    .map((cell) => cell.replace(/[\t\r\n]+/g, ' '))
    .join('\t');

/** What of the report is worth a line: everything of a dry run, else what needs a look. */
const isShown = (record: ImportRecord, { dryRun }: ImportReport): boolean =>
  dryRun ||
  record.action === 'skipped' ||
  record.action === 'ambiguous' ||
  (record.action === 'created' && record.candidates !== undefined);

/** Which columns are left out, always; before anything is written also how the others are read. */
const columnLines = ({ columns, dryRun, offered }: ImportReport): readonly string[] => {
  const left = columns.flatMap(({ column, field }) => (field === null ? [column] : []));
  const taken = dryRun || offered > 0 ? columns.filter(({ field }) => field !== null) : [];
  return [
    ...taken.flatMap(({ column, field, examples }) => [
      say('import.columnTaken', { column, field: field ?? '' }),
      ...examples.map((example) => say('import.columnExample', example)),
    ]),
    ...(left.length > 0 ? [say('import.columnsLeft', { columns: [...new Set(left)].join(', ') })] : []),
  ];
};

const print = (report: ImportReport, terminal: Terminal): void => {
  for (const line of columnLines(report)) terminal.line(line);
  for (const record of report.records) if (isShown(record, report)) terminal.line(recordLine(record));
  const { created, updated, unchanged, skipped, ambiguous } = report;
  const counts = say('import.counts', { created, updated, unchanged, skipped, ambiguous });
  terminal.line(report.dryRun ? say('import.dryRunCounts', { counts }) : counts);
  if (report.run !== null) terminal.line(say('import.runName', { id: report.run }));
};

/** Told one by one on a screen; a table of the wrong form has as many as rows. */
const MOST_ERRORS = 100;

const refusalOf = (report: ImportReport): Refused => {
  const words = report.errors
    .slice(0, MOST_ERRORS)
    .map(({ file, where, ...why }) =>
      [file, placeWords(where), sentence(why)].filter((part) => part !== '').join(': '),
    );
  const written = report.created + report.updated > 0;
  const more = report.errors.length - words.length;
  const offered = report.offered > 0 ? [say('import.offered', { count: report.offered })] : [];
  return new Refused({
    code: 'import_refused',
    message: [
      ...words,
      ...(more > 0 ? [say('import.moreBadRows', { count: more })] : []),
      ...columnLines(report),
      ...(written ? [] : [say('import.nothing'), ...offered]),
    ].join('\n'),
    details: { report: toldReport(report) },
  });
};

/** The uppermost folder that making `folder` will make; null when it is there. */
const firstMissing = (folder: string): string | null => {
  if (existsSync(folder)) return null;
  return firstMissing(dirname(folder)) ?? folder;
};

/** A profile that is made for the import alone goes again when nothing comes into it: an empty one would answer `query` as if all were well. */
const inNewProfile = async (
  options: Options,
  terminal: Terminal,
  work: (host: Host) => Promise<ImportReport>,
): Promise<ImportReport> => {
  const folder = resolve(options.profile);
  const before = new Set(existsSync(folder) ? await readdir(folder) : []);
  const made = firstMissing(folder);
  // Until this run has opened it, a store that appears there is somebody else's.
  let isKept = true;
  try {
    const report = await withProfile(options, terminal, true, (host) => {
      isKept = false;
      return work(host);
    });
    isKept = report.errors.length === 0 || report.created + report.updated > 0;
    return report;
  } finally {
    if (!isKept && made !== null) await rm(made, { recursive: true, force: true });
    if (!isKept && made === null) await removeNewFiles(folder, before);
  }
};

/** Takes what this run put into a folder that was there before, and nothing else. */
const removeNewFiles = async (folder: string, before: ReadonlySet<string>): Promise<void> => {
  const added = (await readdir(folder)).filter((name) => !before.has(name) && name.startsWith(STORE_FILES));
  for (const name of added) await rm(join(folder, name), { force: true });
};

/** A dry run into a profile that is not there yet must not leave one behind. */
const withImportProfile = async (
  options: Options,
  terminal: Terminal,
  work: (host: Host) => Promise<ImportReport>,
): Promise<ImportReport> => {
  if (hasProfile(options)) return withProfile(options, terminal, false, work);
  if (options.dryRun !== true) return inNewProfile(options, terminal, work);
  const folder = await mkdtemp(join(tmpdir(), 'deskhand-dry-run-'));
  try {
    return await withProfile({ ...options, profile: folder }, terminal, true, work);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

export const addImport = (program: Command, terminal: Terminal): void => {
  const imports = withProfileOptions(
    program.command('import').description(say('verbs.import')).argument('<files...>', say('import.files')),
  );
  addImportRuns(imports, terminal);
  imports
    .addOption(new Option('--as <format>', say('import.as')).choices(IMPORT_FORMATS))
    .option('--map <file>', say('import.map'))
    .option('--skip-bad-rows', say('import.skipBadRows'))
    .option('--dry-run', say('import.dryRun'))
    .action(async (files: readonly string[], options: Options) => {
      const format = options.as;
      // Not commander's to demand: it would demand it of `import list`, too.
      if (format === undefined)
        throw new WrongUsage(say('import.asNeeded', { formats: IMPORT_FORMATS.join(', ') }));
      if (format === 'csv' && options.map === undefined) {
        const presets = [...CSV_PRESETS.keys()].join(', ');
        throw new WrongUsage(say('import.mapNeeded', { presets }));
      }
      const interrupt = interruptible();
      const report = await withImportProfile(options, terminal, (host) =>
        runImport(
          host.context,
          {
            files,
            format,
            map: options.map ?? null,
            skipBadRows: options.skipBadRows === true,
            dryRun: options.dryRun === true,
          },
          {
            signal: interrupt.signal,
            progress: (done, total, text) => terminal.progress(progressWords(done, total, text)),
          },
        ),
      ).finally(interrupt.dispose);
      if (report.errors.length > 0) throw refusalOf(report);
      print(report, terminal);
      terminal.data(toldReport(report));
    });
};
