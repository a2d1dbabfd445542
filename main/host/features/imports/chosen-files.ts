import type { CallControl, Reply } from '#contracts/define.ts';
import type { WindowReport } from '#contracts/imports.ts';
import { CSV_PRESETS, type CsvPlan, parseCsvMapping } from '#domain/import/csv-mapping.ts';
import type { ImportAction, ImportReport } from '#domain/import/import-report.ts';
import { may } from '#domain/permissions/permissions.ts';
import { cutText } from '#domain/records/cut-text.ts';
import { fail, ok, type Result } from '#domain/records/result.ts';
import type { FeatureHandlers, HostContext } from '../../context.ts';
import { findFiles } from '../../import/find-files.ts';
import { BadInput } from '../../import/import-context.ts';
import { checkFiles, readCsv } from '../../import/read-input.ts';
import { runImport } from '../../import/run-import.ts';
import { actorOf } from '../actor.ts';
import { done, toReply } from '../reply.ts';

/** More than anybody reads; all are counted. */
const MOST_RECORDS = 400;
const MOST_ERRORS = 200;

/** What needs a look comes first. */
const IN_RANKS: readonly ImportAction[] = ['ambiguous', 'skipped', 'created', 'updated', 'unchanged'];

type Named = (json: string) => string;

/** Puts names in the place of paths, wherever JSON tells them: reasons and progress do, too, and no window learns where a file lies. */
const namedBy = (names: ReadonlyMap<string, string>): Named => {
  const bare = (text: string): string => JSON.stringify(text).slice(1, -1);
  const pairs = [...names].map(([path, name]) => [bare(path), bare(name)] as const);
  return (json) => pairs.reduce((said, [path, name]) => said.replaceAll(path, () => name), json);
};

/** A report small enough for a window. */
export const windowReport = (
  context: HostContext,
  report: ImportReport,
  named: Named = (json) => json,
): WindowReport => {
  const shown = {
    records: IN_RANKS.flatMap((rank) => report.records.filter(({ action }) => action === rank)).slice(
      0,
      MOST_RECORDS,
    ),
    errors: report.errors.slice(0, MOST_ERRORS),
    files: report.files.slice(0, MOST_ERRORS),
    columns: report.columns,
  };
  const told = JSON.parse(named(JSON.stringify(shown))) as typeof shown;
  const items = told.records.flatMap(({ candidates = [] }) => candidates.map(({ id }) => id));
  return {
    ...report,
    ...told,
    recordsTotal: report.records.length,
    errorsTotal: report.errors.length,
    names: context.read.ciNames(items),
  };
};

/** The mapping that a window names or writes; never a path. */
const mapOf = (
  format: string,
  map: string | Readonly<Record<string, unknown>> | null,
): Result<string | CsvPlan | null> => {
  if (format !== 'csv') return ok(null);
  if (map === null) return fail('missing_fields', 'csv.no_mapping', { presets: [...CSV_PRESETS.keys()] });
  return typeof map === 'string' ? ok(map) : parseCsvMapping(map);
};

const PAUSE_MS = 25;
const MOST_PAUSES = 20;

/** The main process tells of a chosen file on a line of its own, which may be the slower one. */
const pathsOf = async ({ offered }: HostContext, ids: readonly string[]): Promise<readonly string[]> => {
  for (let pause = 0; pause < MOST_PAUSES && ids.some((id) => offered.path(id) === null); pause += 1) {
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  return ids.flatMap((id) => offered.path(id) ?? []);
};

type Run = FeatureHandlers<'imports'>['commands']['run'];

export const runChosen: Run = async (context, { fileIds, format, map, skipBadRows, dryRun }, control) => {
  // The server asks for each kind of record; whoever may import some and not others would find half refused later.
  for (const right of ['configItems.import', 'directory.import'] as const) {
    const allowed = may(actorOf(context), right);
    if (!allowed.ok) return toReply(allowed);
  }
  const files = await pathsOf(context, fileIds);
  if (files.length < fileIds.length) return fail('not_found', 'import.file_gone');
  const mapping = mapOf(format, map);
  if (!mapping.ok) return toReply(mapping);
  const request = { files, format, map: mapping.value, skipBadRows, dryRun };
  const named = namedBy(new Map(files.map((path, at) => [path, context.offered.name(fileIds[at] ?? '')])));
  const progress: CallControl['progress'] = (at, of, text) => control.progress(at, of, named(text));
  const report = await runImport(context, request, { ...control, progress });
  if (!dryRun) context.bus.touch('imports');
  return done(windowReport(context, report, named));
};

const SHOWN_ROWS = 5;
const SHOWN_CHARACTERS = 80;

type Columns = FeatureHandlers<'imports'>['queries']['columns'];

/** The header of a table and its first rows, for whoever maps them. */
export const columnsOf: Columns = async (context, { fileId, delimiter, encoding }, control) => {
  const [path] = await pathsOf(context, [fileId]);
  if (path === undefined) return fail('not_found', 'import.file_gone');
  const columns = new Map<string, string[]>();
  try {
    const [file = path] = (await findFiles([path], 'csv', control)).files;
    await checkFiles([file]);
    const table = readCsv(file, { delimiter, encoding, required: [] }, control, {
      header: (names) => {
        for (const name of names) if (name !== '') columns.set(name, []);
      },
      badRow: () => {},
    });
    let rows = 0;
    for await (const { cells } of table) {
      for (const [name, shown] of columns) shown.push(cutText((cells[name] ?? '').trim(), SHOWN_CHARACTERS));
      rows += 1;
      if (rows === SHOWN_ROWS) break;
    }
  } catch (error) {
    if (error instanceof BadInput) return unread(error);
    throw error;
  }
  return done({ columns: [...columns].map(([name, cells]) => ({ name, cells })) });
};

const unread = ({ why }: BadInput): Reply<never> => fail('invalid', why.reason, why.details);
