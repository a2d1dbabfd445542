import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { createIdentifierIndex, type IdentifierIndex } from '#domain/import/csv-identifiers.ts';
import {
  CSV_PRESETS,
  type CsvPlan,
  type CsvTarget,
  parseCsvMapping,
  readCsvFields,
  shownValue,
} from '#domain/import/csv-mapping.ts';
import type { ImportColumn, ImportError, ImportKind, ImportRecord } from '#domain/import/import-report.ts';
import { cutText } from '#domain/records/cut-text.ts';
import { type Reasoned, reasoned, reasonText } from '#domain/records/result.ts';
import { planConfigItem } from './csv-config-items.ts';
import { planPerson, planPlace } from './csv-directory.ts';
import type { CsvRun, Fields, Row } from './csv-rows.ts';
import { openDirectoryIndex } from './directory-index.ts';
import type { PlannedImport, Question } from './glpi-run.ts';
import {
  atLine,
  BadInput,
  badValue,
  type ImportControl,
  type ImportHost,
  NoRecord,
} from './import-context.ts';
import { openKnownConfigItems } from './known-config-items.ts';
import { type CsvListener, checkFiles, readCsv, readJson } from './read-input.ts';
import { reviewsIn } from './reviews.ts';
import type { Workspace } from './workspace.ts';

/** The mapping that `--map` names: a preset or a JSON file. @throws BadInput */
const planOf = async (map: string | CsvPlan | null): Promise<CsvPlan> => {
  if (typeof map === 'object' && map !== null) return map;
  if (map === null) {
    throw new BadInput('', null, reasoned('csv.no_mapping', { presets: [...CSV_PRESETS.keys()] }));
  }
  const preset = CSV_PRESETS.get(map);
  if (preset !== undefined) return preset;
  await checkFiles([map]);
  const parsed = parseCsvMapping(await readJson(map));
  if (!parsed.ok) throw badValue(map, parsed.error);
  return parsed.value;
};

const PLANNERS = { configItems: planConfigItem, people: planPerson, places: planPlace } as const;
const KINDS: Readonly<Record<CsvTarget, ImportKind>> = {
  configItems: 'configItem',
  people: 'person',
  places: 'place',
};

type Bad = { readonly row: Place; readonly why: Reasoned };
type Place = Pick<Row, 'file' | 'line'>;

const badRow = ({ row, why }: Bad): ImportError => ({ file: row.file, where: atLine(row.line), ...why });

/** In the report beside the others, for whoever skips them. */
const skippedRow =
  (plan: CsvPlan) =>
  ({ row, why }: Bad): ImportRecord => ({
    file: row.file,
    kind: KINDS[plan.into],
    id: null,
    label: `line ${row.line}`,
    action: 'skipped',
    why: reasoned('row.line', { line: row.line, cause: why }),
  });

/** Cells shown of a column before anything is written: enough to see a date or an amount that is read wrongly. */
const EXAMPLES = 3;

/** What becomes of the columns of one file. */
const columnsOf = (file: string, names: readonly string[], plan: CsvPlan) => {
  const examples = new Map<string, { line: number; cell: string; value: string }[]>();
  return {
    note: (cells: Readonly<Record<string, string>>, fields: Fields, line: number): void => {
      for (const [column, field] of Object.entries(plan.columns)) {
        const shown = examples.get(column) ?? [];
        if (shown.length === EXAMPLES || fields[field] === undefined) continue;
        const cell = cutText((cells[column] ?? '').trim(), 60);
        shown.push({ line, cell, value: cutText(shownValue(field, fields[field]), 60) });
        examples.set(column, shown);
      }
    },
    told: (): readonly ImportColumn[] =>
      names
        .filter((name) => name !== '')
        .map((column) => ({
          file,
          column,
          field: plan.columns[column] ?? null,
          examples: examples.get(column) ?? [],
        })),
  };
};

type Read = {
  /** Rows that can be read; what they say is read again when they are planned. */
  readonly count: number;
  readonly bad: readonly Bad[];
  readonly columns: readonly ImportColumn[];
  readonly stamp: string;
};

const isMeant = (cells: Readonly<Record<string, string>>, { only }: CsvPlan): boolean =>
  Object.entries(only).every(([column, value]) => (cells[column] ?? '').trim() === value);

const saidBy = (fields: Fields): string => createHash('md5').update(JSON.stringify(fields)).digest('base64');

/** Another one when the file was changed. */
const stampOf = async (file: string): Promise<string> => {
  const { size, mtimeMs } = await stat(file);
  return `${size} ${mtimeMs}`;
};

type OnRow = (row: Row, cells: Readonly<Record<string, string>>) => void | Promise<void>;

/** Hands over each row of a file that can be read. @throws BadInput for a file that can't be read as a table at all */
const eachRow = async (
  file: string,
  plan: CsvPlan,
  control: ImportControl,
  listener: CsvListener & { readonly row: OnRow },
): Promise<void> => {
  for await (const { cells, line } of readCsv(file, plan, control, listener)) {
    if (!isMeant(cells, plan)) continue;
    const fields = readCsvFields(cells, plan);
    if (fields.ok)
      await listener.row({ file, line, fields: fields.value, said: saidBy(fields.value) }, cells);
    else listener.badRow(line, fields.error);
  }
};

/** Looks over one file: which rows can't be read, what becomes of the columns, and what tells each row from others. @throws BadInput */
const lookOver = async (
  file: string,
  plan: CsvPlan,
  identifiers: IdentifierIndex,
  control: ImportControl,
): Promise<Read> => {
  let count = 0;
  const bad: Bad[] = [];
  const stamp = await stampOf(file);
  let columns = columnsOf(file, [], plan);
  await eachRow(file, plan, control, {
    header: (names) => {
      columns = columnsOf(file, names, plan);
    },
    badRow: (line, why) => bad.push({ row: { file, line }, why }),
    row: (row, cells) => {
      columns.note(cells, row.fields, row.line);
      identifiers.note(row);
      count += 1;
    },
  });
  return { count, bad, columns: columns.told(), stamp };
};

const ROWS_BETWEEN_WORDS = 100;

type Planning = {
  readonly run: CsvRun;
  readonly total: number;
  readonly control: ImportControl;
  /** Lines that are bad. */
  readonly left: ReadonlySet<number>;
  readonly bad: (one: Bad) => void;
};

/** Plans the good rows of one file. */
const planFile = async (
  file: string,
  records: ImportRecord[],
  { run, total, control, left, bad }: Planning,
): Promise<void> => {
  const { plan, workspace } = run;
  let count = 0;
  // How far reading is would be told beside how far planning is.
  const quiet = { ...control, progress: () => {} };
  await eachRow(file, plan, quiet, {
    header: () => {},
    badRow: () => {},
    row: async (row) => {
      if (left.has(row.line)) return;
      try {
        records.push(...(await PLANNERS[plan.into](row, run)));
      } catch (error) {
        if (!(error instanceof NoRecord)) throw error;
        bad({ row: { file, line: row.line }, why: error.why });
      }
      count += 1;
      workspace.settle();
      if (count % ROWS_BETWEEN_WORDS === 0)
        control.progress(count, total, reasonText('progress.comparing', { file }));
    },
  });
};

/** Looks over all files; the rows that can't be imported. What tells rows apart is let go of before the first is planned. */
const lookOverAll = async (
  files: readonly string[],
  plan: CsvPlan,
  read: Read[],
  control: ImportControl,
): Promise<Bad[]> => {
  const identifiers = createIdentifierIndex(plan.into);
  for (const file of files) read.push(await lookOver(file, plan, identifiers, control));
  return [
    ...read.flatMap((one) => one.bad),
    ...identifiers.sharing().map(({ file, line, why }): Bad => ({ row: { file, line }, why })),
  ];
};

/** Plans the rows of CSV files by a mapping, in two goes: all rows are looked over before the first is planned. @throws BadInput for a file that can't be read at all */
export const planCsv = async (
  files: readonly string[],
  map: string | CsvPlan | null,
  host: ImportHost,
  workspace: Workspace,
  control: ImportControl,
): Promise<PlannedImport> => {
  const plan = await planOf(map);
  const read: Read[] = [];
  const bad = await lookOverAll(files, plan, read, control);
  const questions: Question[] = [];
  const run: CsvRun = {
    ...{ host, workspace, plan },
    directory: await openDirectoryIndex(host, control),
    known: await openKnownConfigItems(host, reviewsIn(host), control),
    taken: new Map(),
    ask: (question) => questions.push(question),
  };
  const records: ImportRecord[] = [];
  for (const [at, file] of files.entries()) {
    if ((await stampOf(file)) !== read[at]?.stamp) throw new BadInput(file, null, reasoned('file.changed'));
    const left = new Set(bad.filter(({ row }) => row.file === file).map(({ row }) => row.line));
    const total = read[at]?.count ?? 0;
    await planFile(file, records, { run, total, control, left, bad: (one) => bad.push(one) });
  }
  const badRows = bad.sort(byPlace(files));
  return {
    records: [...records, ...badRows.map(skippedRow(plan))],
    badRows: badRows.map(badRow),
    columns: read.flatMap((one) => one.columns),
    questions,
  };
};

const byPlace =
  (files: readonly string[]) =>
  ({ row: left }: Bad, { row: right }: Bad): number =>
    files.indexOf(left.file) - files.indexOf(right.file) || left.line - right.line;
