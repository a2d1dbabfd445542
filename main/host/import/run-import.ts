import { changing, type ImportReport, importReport, type Planned } from '#domain/import/import-report.ts';
import { reasoned, reasonText } from '#domain/records/result.ts';
import { planCsv } from './csv-import.ts';
import { planGlpi, planOcs } from './glpi-import.ts';
import { BadInput, breathe, Cancelled, type ImportControl, type ImportHost } from './import-context.ts';
import { checkFiles } from './read-input.ts';
import { planServiceNow } from './servicenow-import.ts';
import { createWorkspace, type Workspace } from './workspace.ts';

export const IMPORT_FORMATS = ['glpi', 'ocs', 'servicenow-incidents', 'csv'] as const;
export type ImportFormat = (typeof IMPORT_FORMATS)[number];

export type ImportRequest = {
  readonly files: readonly string[];
  readonly format: ImportFormat;
  /** For CSV: a mapping file or the name of a preset. */
  readonly map: string | null;
  /** For CSV: rows that can't be imported do not keep the others from it. */
  readonly skipBadRows: boolean;
  /** Plans and reports, writes nothing. */
  readonly dryRun: boolean;
};

const whole = (records: Planned['records']): Planned => ({ records, badRows: [], columns: [] });

const plan = async (
  request: ImportRequest,
  host: ImportHost,
  workspace: Workspace,
  control: ImportControl,
): Promise<Planned> => {
  switch (request.format) {
    case 'glpi':
      return whole(await planGlpi(request.files, host, workspace, control));
    case 'ocs':
      return whole(await planOcs(request.files, host, workspace, control));
    case 'csv':
      return planCsv(request.files, request.map, host, workspace, control);
    case 'servicenow-incidents':
      return whole(await planServiceNow(request.files, host, workspace, control));
  }
};

/**
 * Imports files in three steps: look at all of them, plan all records, then write. A file that can't be read or understood ends the
 * import in `errors` with nothing written; so do rows of a table that make no record, unless they shall be skipped, and a caller who gives up before the writing begins. Importing the same files again changes
 * nothing.
 */
export const runImport = async (
  host: ImportHost,
  request: ImportRequest,
  control: ImportControl,
): Promise<ImportReport> => {
  const { files, dryRun } = request;
  const workspace = createWorkspace(host);
  try {
    await checkFiles(files);
    const { records, badRows, columns } = await plan(request, host, workspace, control);
    await breathe(control);
    if (badRows.length > 0 && !request.skipBadRows) {
      return importReport(files, dryRun, [], badRows, { columns, offered: changing(records) });
    }
    if (dryRun) return importReport(files, dryRun, records, [], { columns });
    const failed = await workspace.write((done, total) =>
      control.progress(done, total, reasonText('progress.writing')),
    );
    const errors = failed.map((id) => ({
      file: records.find((record) => record.id === id)?.file ?? '',
      where: id,
      ...reasoned('import.overtaken'),
    }));
    return importReport(files, dryRun, records, errors, { columns });
  } catch (error) {
    if (error instanceof BadInput) {
      return importReport(files, dryRun, [], [{ file: error.file, where: error.where, ...error.why }]);
    }
    if (error instanceof Cancelled) {
      return importReport(files, dryRun, [], [{ file: '', where: null, ...reasoned('import.cancelled') }]);
    }
    throw error;
  }
};
