import { rowsOfOneIdentifier } from '#domain/import/csv-identifiers.ts';
import {
  CSV_PRESETS,
  type CsvPlan,
  type CsvTarget,
  parseCsvMapping,
  readCsvFields,
  shownValue,
} from '#domain/import/csv-mapping.ts';
import type {
  ImportColumn,
  ImportError,
  ImportKind,
  ImportRecord,
  Planned,
} from '#domain/import/import-report.ts';
import { cutText } from '#domain/records/cut-text.ts';
import { type Reasoned, reasoned } from '#domain/records/result.ts';
import { planConfigItem } from './csv-config-items.ts';
import { planPerson, planPlace } from './csv-directory.ts';
import type { CsvRun, Fields, Row } from './csv-rows.ts';
import { openDirectoryIndex } from './directory-index.ts';
import {
  atLine,
  BadInput,
  badValue,
  type ImportControl,
  type ImportHost,
  NoRecord,
} from './import-context.ts';
import { createKnownConfigItems } from './known-config-items.ts';
import { checkFiles, readCsv, readJson } from './read-input.ts';
import type { Workspace } from './workspace.ts';

/** The mapping that `--map` names: a preset or a JSON file. @throws BadInput */
const planOf = async (map: string | null): Promise<CsvPlan> => {
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
  readonly rows: readonly Row[];
  readonly bad: readonly Bad[];
  readonly columns: readonly ImportColumn[];
};

const isMeant = (cells: Readonly<Record<string, string>>, { only }: CsvPlan): boolean =>
  Object.entries(only).every(([column, value]) => (cells[column] ?? '').trim() === value);

/** The rows of one file, and those of them that can't be read. @throws BadInput for a file that can't be read as a table at all */
const readRows = async (file: string, plan: CsvPlan, control: ImportControl): Promise<Read> => {
  const rows: Row[] = [];
  const bad: Bad[] = [];
  let columns = columnsOf(file, [], plan);
  const table = readCsv(file, plan, control, {
    header: (names) => {
      columns = columnsOf(file, names, plan);
    },
    badRow: (line, why) => bad.push({ row: { file, line }, why }),
  });
  for await (const { cells, line } of table) {
    if (!isMeant(cells, plan)) continue;
    const fields = readCsvFields(cells, plan);
    if (!fields.ok) {
      bad.push({ row: { file, line }, why: fields.error });
      continue;
    }
    columns.note(cells, fields.value, line);
    rows.push({ file, line, fields: fields.value });
  }
  return { rows, bad, columns: columns.told() };
};

/** Plans the rows of CSV files by a mapping. @throws BadInput for a file that can't be read at all */
export const planCsv = async (
  files: readonly string[],
  map: string | null,
  host: ImportHost,
  workspace: Workspace,
  control: ImportControl,
): Promise<Planned> => {
  const plan = await planOf(map);
  const read: Read[] = [];
  for (const file of files) read.push(await readRows(file, plan, control));
  const rows = read.flatMap((one) => one.rows);
  const sharing = rowsOfOneIdentifier(rows, plan.into);
  const bad: Bad[] = [
    ...read.flatMap((one) => one.bad),
    ...[...sharing].map(([row, why]): Bad => ({ row, why })),
  ];
  const run: CsvRun = {
    host,
    workspace,
    plan,
    directory: await openDirectoryIndex(host),
    known: createKnownConfigItems(host.read.ciIdentities()),
    taken: new Map(),
  };
  const records: ImportRecord[] = [];
  for (const row of rows.filter((one) => !sharing.has(one))) {
    try {
      records.push(...(await PLANNERS[plan.into](row, run)));
    } catch (error) {
      if (!(error instanceof NoRecord)) throw error;
      bad.push({ row, why: error.why });
    }
  }
  const badRows = bad.sort(byPlace(files));
  return {
    records: [...records, ...badRows.map(skippedRow(plan))],
    badRows: badRows.map(badRow),
    columns: read.flatMap((one) => one.columns),
  };
};

const byPlace =
  (files: readonly string[]) =>
  ({ row: left }: Bad, { row: right }: Bad): number =>
    files.indexOf(left.file) - files.indexOf(right.file) || left.line - right.line;
