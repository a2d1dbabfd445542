import { basename } from 'node:path';
import type { ImportCounts } from '#contracts/imports.ts';
import type { CsvPlan } from '#domain/import/csv-mapping.ts';
import type { ImportFormat } from '#domain/import/formats.ts';
import { changing, type ImportReport, importReport } from '#domain/import/import-report.ts';
import type { Id } from '#domain/records/common.ts';
import { reasoned, reasonText } from '#domain/records/result.ts';
import { planCsv } from './csv-import.ts';
import { findFiles } from './find-files.ts';
import { type PlannedDevices, planGlpi, planOcs } from './glpi-import.ts';
import type { PlannedImport } from './glpi-run.ts';
import {
  BadInput,
  breathe,
  Cancelled,
  type ImportControl,
  type ImportHost,
  importEnv,
} from './import-context.ts';
import { checkFiles } from './read-input.ts';
import { keepQuestions } from './reviews.ts';
import { planServiceNow } from './servicenow-import.ts';
import { createWorkspace, type Workspace } from './workspace.ts';

export type ImportRequest = {
  /** Files, and folders with files. */
  readonly files: readonly string[];
  readonly format: ImportFormat;
  /** For CSV: a mapping file, the name of a preset, or the mapping itself. */
  readonly map: string | CsvPlan | null;
  /** For CSV: rows that can't be imported do not keep the others from it. */
  readonly skipBadRows: boolean;
  /** Plans and reports, writes nothing. */
  readonly dryRun: boolean;
};

const ofDevices = ({ records, questions }: PlannedDevices): PlannedImport => ({
  ...{ records, questions },
  ...{ badRows: [], columns: [] },
});

const plan = async (
  request: ImportRequest,
  host: ImportHost,
  workspace: Workspace,
  control: ImportControl,
): Promise<PlannedImport> => {
  switch (request.format) {
    case 'glpi':
      return ofDevices(await planGlpi(request.files, host, workspace, control));
    case 'ocs':
      return ofDevices(await planOcs(request.files, host, workspace, control));
    case 'csv':
      return planCsv(request.files, request.map, host, workspace, control);
    case 'servicenow-incidents': {
      const records = await planServiceNow(request.files, host, workspace, control);
      return { records, questions: [], badRows: [], columns: [] };
    }
  }
};

const NO_COUNTS: ImportCounts = { created: 0, updated: 0, unchanged: 0, skipped: 0, ambiguous: 0 };

const countsOf = ({ created, updated, unchanged, skipped, ambiguous }: ImportReport): ImportCounts => ({
  ...{ created, updated, unchanged, skipped, ambiguous },
});

type Source = Pick<ImportRequest, 'files' | 'dryRun' | 'skipBadRows'> & {
  readonly format: string;
  /** The review that was decided. */
  readonly about?: Id;
};

/** Writes what is planned under a name of its own. */
const writePlanned = async (
  host: ImportHost,
  source: Source,
  planned: PlannedImport,
  workspace: Workspace,
  control: ImportControl,
): Promise<ImportReport> => {
  const { files } = source;
  const { records, columns } = planned;
  const { runs } = host.imports;
  const env = importEnv(host);
  const id: Id = env.newId();
  runs.add({
    ...{ id, at: env.now, by: env.actor.personId, format: source.format, counts: NO_COUNTS },
    files: files.map((file) => basename(file)),
    about: source.about ?? null,
  });
  const { failed, done, total, isCut } = await workspace.write({
    signal: control.signal,
    progress: (at, of) => control.progress(at, of, reasonText('progress.writing')),
    note: (some) => runs.addRecords(id, some),
  });
  const lost = new Set(failed);
  const errors = isCut
    ? [{ file: '', where: null, ...reasoned('import.cut', { done, total }) }]
    : records
        .filter((record) => record.id !== null && lost.has(record.id))
        .map((record) => ({ file: record.file, where: record.id, ...reasoned('import.overtaken') }));
  if (done === 0) runs.remove(id);
  const report = importReport(files, false, records, errors, { columns, run: done === 0 ? null : id });
  if (done > 0) runs.setCounts(id, countsOf(report));
  return report;
};

/**
 * Plans all records, then writes, one import at a time. What can't be understood ends it in `errors` with nothing written; so do rows of a table that
 * make no record, unless they shall be skipped, and a caller who gives up before the writing begins. One who gives up later keeps what was written,
 * under the name of the run. Importing the same again changes nothing.
 */
export const runPlanned = async (
  given: ImportHost,
  source: Source,
  planWith: (workspace: Workspace, host: ImportHost) => Promise<PlannedImport>,
  control: ImportControl,
): Promise<ImportReport> => {
  const { files, dryRun } = source;
  // Whoever began it: somebody else may be signed in before it is through.
  const { actor: beginner } = importEnv(given);
  const host: ImportHost = { ...given, env: (actor = beginner) => given.env(actor) };
  if (!host.imports.begin()) {
    return importReport(files, dryRun, [], [{ file: '', where: null, ...reasoned('import.busy') }]);
  }
  try {
    const workspace = createWorkspace(host);
    const planned = await planWith(workspace, host);
    const { records, badRows, columns, questions } = planned;
    await breathe(control);
    if (badRows.length > 0 && !source.skipBadRows) {
      return importReport(files, dryRun, [], badRows, { columns, offered: changing(records) });
    }
    if (dryRun) return importReport(files, dryRun, records, [], { columns });
    const report = await writePlanned(host, source, planned, workspace, control);
    await keepQuestions(host, questions);
    return report;
  } catch (error) {
    if (error instanceof BadInput) {
      return importReport(files, dryRun, [], [{ file: error.file, where: error.where, ...error.why }]);
    }
    if (error instanceof Cancelled) {
      return importReport(files, dryRun, [], [{ file: '', where: null, ...reasoned('import.cancelled') }]);
    }
    throw error;
  } finally {
    host.imports.end();
  }
};

/** Imports files: looks at all of them, plans, then writes, see {@link runPlanned}. */
export const runImport = (
  host: ImportHost,
  request: ImportRequest,
  control: ImportControl,
): Promise<ImportReport> =>
  runPlanned(
    host,
    request,
    async (workspace, begun) => {
      const { files, left } = await findFiles(request.files, request.format, control);
      await checkFiles(files);
      const planned = await plan({ ...request, files }, begun, workspace, control);
      return { ...planned, records: [...planned.records, ...left] };
    },
    control,
  );
