import { CSV_PRESETS, type CsvPlan, parseCsvMapping, readCsvFields } from '#domain/import/csv-mapping.ts';
import type { ImportRecord } from '#domain/import/import-report.ts';
import { reasoned } from '#domain/records/result.ts';
import { planConfigItem } from './csv-config-items.ts';
import { planPerson, planPlace } from './csv-directory.ts';
import type { CsvRun, Row } from './csv-rows.ts';
import { openDirectoryIndex } from './directory-index.ts';
import { atLine, BadInput, badValue, type ImportControl, type ImportHost, placed } from './import-context.ts';
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

/** Plans the rows of CSV files by a mapping. @throws BadInput for the first cell that can't be read */
export const planCsv = async (
  files: readonly string[],
  map: string | null,
  host: ImportHost,
  workspace: Workspace,
  control: ImportControl,
): Promise<readonly ImportRecord[]> => {
  const plan = await planOf(map);
  const rows: Row[] = [];
  for (const file of files) {
    for await (const { cells, line } of readCsv(file, plan, control)) {
      const fields = readCsvFields(cells, plan);
      if (!fields.ok) throw new BadInput(file, atLine(line), fields.error);
      rows.push({ file, line, fields: fields.value });
    }
  }
  const run: CsvRun = {
    host,
    workspace,
    directory: await openDirectoryIndex(host),
    known: createKnownConfigItems(host.read.ciIdentities()),
  };
  const records: ImportRecord[] = [];
  for (const row of rows) {
    const planned = placed(row.file, atLine(row.line), () => PLANNERS[plan.into](row, run));
    records.push(...(await planned));
  }
  return records;
};
