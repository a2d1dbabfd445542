import { type Command, Option } from 'commander';
import type { ImportRecord, ImportReport } from '#domain/import/import-report.ts';
import { IMPORT_FORMATS, type ImportFormat, runImport } from '#main/host/import/run-import.ts';
import { withProfileOptions } from '../options.ts';
import { interruptible, type ProfileOptions, withProfile } from '../profile.ts';
import { Refused, type Terminal } from '../terminal.ts';

type Options = ProfileOptions & { readonly as: ImportFormat; readonly dryRun?: boolean };

const recordLine = ({ action, kind, label, reason, changes, file }: ImportRecord): string =>
  [action, kind, label, changes?.join(', ') ?? '', reason ?? '', file].join('\t');

/** What of the report is worth a line: everything of a dry run, else what needs a look. */
const isShown = (record: ImportRecord, { dryRun }: ImportReport): boolean =>
  dryRun || record.action === 'skipped';

const print = (report: ImportReport, terminal: Terminal): void => {
  for (const record of report.records) if (isShown(record, report)) terminal.line(recordLine(record));
  const { created, updated, unchanged, skipped } = report;
  terminal.line(
    `${report.dryRun ? 'dry run, nothing written: ' : ''}${created} created, ${updated} updated, ${unchanged} unchanged, ${skipped} skipped`,
  );
};

const refusalOf = (report: ImportReport): Refused => {
  const words = report.errors.map(({ file, where, message }) =>
    [file, where, message].filter((part) => part !== null && part !== '').join(': '),
  );
  const written = report.created + report.updated > 0;
  return new Refused({
    code: 'import_refused',
    message: `${words.join('\n')}${written ? '' : '\nNothing was imported.'}`,
    details: { report },
  });
};

export const addImport = (program: Command, terminal: Terminal): void => {
  withProfileOptions(
    program
      .command('import')
      .description("take in other systems' files; all of them are checked before anything is written")
      .argument('<files...>', 'files to import'),
  )
    .addOption(
      new Option('--as <format>', 'what the files are').choices(IMPORT_FORMATS).makeOptionMandatory(),
    )
    .option('--dry-run', 'say what would be created, updated and skipped, and why; write nothing')
    .action(async (files: readonly string[], options: Options) => {
      const interrupt = interruptible();
      const report = await withProfile(options, terminal, true, (host) =>
        runImport(
          host.context,
          { files, format: options.as, dryRun: options.dryRun === true },
          {
            signal: interrupt.signal,
            progress: (done, total, text) =>
              terminal.progress(`${text}: ${done}${total === null ? '' : ` of ${total}`}`),
          },
        ),
      ).finally(interrupt.dispose);
      if (report.errors.length > 0) throw refusalOf(report);
      print(report, terminal);
      terminal.data(report);
    });
};
