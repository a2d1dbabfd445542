import type { ImportRecord } from '#domain/import/import-report.ts';
import {
  type ReplayContext,
  replayIncident,
  servicenowIds,
  UNKNOWN_PERSON,
  wasWorkedOn,
} from '#domain/import/servicenow-replay.ts';
import {
  parseServiceNowRow,
  SERVICENOW_COLUMNS,
  type ServiceNowRow,
} from '#domain/import/servicenow-rows.ts';
import { recompute } from '#domain/processes/engine.ts';
import { INCIDENT } from '#domain/processes/incident.ts';
import { cutText } from '#domain/records/cut-text.ts';
import { reasoned, reasonText } from '#domain/records/result.ts';
import { newPerson, newPlace, newTeam } from './directory-records.ts';
import {
  atLine,
  BadInput,
  createPace,
  type ImportControl,
  type ImportHost,
  importEnv,
  placed,
} from './import-context.ts';
import { readCsv } from './read-input.ts';
import { planSettings } from './servicenow-settings.ts';
import type { Workspace } from './workspace.ts';

type ByNumber = ReadonlyMap<string, readonly ServiceNowRow[]>;

/** Looked up in one go, and laid aside together. */
const INCIDENTS_AT_ONCE = 50;
const MAX_EXTERNAL_ID = 200;

const readRows = async (files: readonly string[], control: ImportControl): Promise<ByNumber> => {
  const byNumber = new Map<string, ServiceNowRow[]>();
  for (const file of files) {
    for await (const { cells, line } of readCsv(file, { required: SERVICENOW_COLUMNS }, control)) {
      const row = parseServiceNowRow(cells, file, line);
      if (!row.ok) throw new BadInput(file, atLine(line), row.error);
      const rows = byNumber.get(row.value.number);
      if (rows === undefined) byNumber.set(row.value.number, [row.value]);
      else rows.push(row.value);
    }
  }
  return byNumber;
};

const present = (names: readonly (string | null)[]): string[] => names.filter((name) => name !== null);

/** Names in the rows, each with the file that had it first. */
const namesIn = (
  rows: readonly ServiceNowRow[],
  of: (row: ServiceNowRow) => readonly (string | null)[],
): ReadonlyMap<string, string> => {
  const found = new Map<string, string>();
  for (const row of rows)
    for (const name of present(of(row))) if (!found.has(name)) found.set(name, row.file);
  return found;
};

type DirectoryKind = 'person' | 'team' | 'place';

/** People, teams and places the rows name. One that is there already stays as it is: the log knows no more than the name. */
const planDirectory = async (
  rows: readonly ServiceNowRow[],
  host: ImportHost,
  workspace: Workspace,
): Promise<ImportRecord[]> => {
  const env = importEnv(host);
  const people = namesIn(rows, (row) => [
    row.caller,
    row.openedBy ?? UNKNOWN_PERSON,
    row.updatedBy ?? UNKNOWN_PERSON,
    row.assignee,
    row.resolvedBy,
  ]);
  const groups: readonly (readonly [DirectoryKind, ReadonlyMap<string, string>])[] = [
    ['team', namesIn(rows, (row) => [row.group])],
    ['place', namesIn(rows, (row) => [row.location])],
    ['person', people],
  ];
  const records: ImportRecord[] = [];
  for (const [kind, names] of groups) {
    const ids = servicenowIds[kind];
    await workspace.prefetch('directory', [...names.keys()].map(ids));
    for (const [name, file] of names) {
      const id = ids(name);
      const known = (await workspace.get('directory', id)) !== null;
      const input = { id, name, externalId: cutText(`servicenow:${name}`, MAX_EXTERNAL_ID) };
      const make = { person: newPerson, team: newTeam, place: newPlace }[kind];
      // The name stands in as many lines as there are; it says itself where to look.
      if (!known) await placed(file, name, () => workspace.put('directory', make(input, env)));
      records.push({ file, kind, id, label: name, action: known ? 'unchanged' : 'created' });
    }
  }
  return records;
};

const planIncident = async (
  rows: readonly ServiceNowRow[],
  host: ImportHost,
  workspace: Workspace,
  context: ReplayContext,
): Promise<ImportRecord> => {
  const [first] = rows;
  if (first === undefined) throw new Error('an incident without rows');
  const { number, file } = first;
  const id = servicenowIds.incident(number);
  const found = await workspace.get('tickets', id);
  const stored = found?.type === 'incident' ? found : null;
  const base = { file, kind: 'incident' as const, id, label: number };
  const { ticket, applied } = replayIncident(stored, rows, context);
  if (applied === 0) return { ...base, action: 'unchanged' };
  if (stored !== null && wasWorkedOn(stored)) {
    return {
      ...base,
      action: 'skipped',
      why: reasoned('row.worked_on', { count: applied }),
    };
  }
  const derived = recompute(
    INCIDENT,
    ticket,
    { settings: host.settings.incident(), sla: host.settings.withSla },
    stored,
  );
  workspace.put('tickets', derived);
  return {
    ...base,
    action: stored === null ? 'created' : 'updated',
    why: reasoned('row.replayed', { count: applied, state: derived.state }),
  };
};

/** Plans the incidents of ServiceNow event logs with everything they name. @throws BadInput */
export const planServiceNow = async (
  files: readonly string[],
  host: ImportHost,
  workspace: Workspace,
  control: ImportControl,
): Promise<readonly ImportRecord[]> => {
  const byNumber = await readRows(files, control);
  const rows = [...byNumber.values()].flat();
  const records = [
    ...(await placed(rows[0]?.file ?? '', null, () => planSettings(rows, host, workspace))),
    ...(await planDirectory(rows, host, workspace)),
  ];
  const { options } = host.settings.incident();
  const context: ReplayContext = {
    deviceId: host.device.id,
    defaultImpact: options.defaultImpact,
    defaultUrgency: options.defaultUrgency,
  };
  const pace = createPace(control);
  const incidents = [...byNumber.values()];
  for (let done = 0; done < incidents.length; done += INCIDENTS_AT_ONCE) {
    const some = incidents.slice(done, done + INCIDENTS_AT_ONCE);
    workspace.settle();
    await workspace.prefetch(
      'tickets',
      some.flatMap(([first]) => servicenowIds.incident(first?.number ?? '')),
    );
    for (const incident of some) {
      const [{ file, line }] = incident as readonly [ServiceNowRow];
      records.push(await placed(file, atLine(line), () => planIncident(incident, host, workspace, context)));
      await pace();
    }
    control.progress(done, incidents.length, reasonText('progress.replaying'));
  }
  return records;
};
