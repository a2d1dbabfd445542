/** How the changes of each team went in a period: the report's figure for them. */
import type { SuccessRow } from '#contracts/reports.ts';
import { type PastChange, successOf } from '#domain/changes/team-success.ts';
import type { ChangeOutcome } from '#domain/fields/changes.ts';
import type { Priority } from '#domain/fields/tickets.ts';
import { nameIn } from '#domain/records/names.ts';
import type { Period } from '#domain/reports/kpis.ts';
import { namesIn } from './names.ts';
import type { Where } from './report-sums.ts';
import { parseJson, type Reads, sql, textOf } from './sql.ts';

/** By the changes whose implementation ended in the period, which an index finds; of a team with none there is no row. */
export const changeSuccess = async (
  reads: Reads,
  { from, to }: Period,
  where: Where,
): Promise<readonly SuccessRow[]> => {
  const table = reads.table('tickets');
  const { text, params } = where(
    sql('f_resolvedAt >= ?', from),
    sql('f_resolvedAt < ?', to),
    sql("f_type = 'change' AND f_state IN ('review', 'closed')"),
  );
  const rows = await reads.aside.all(
    sql(
      `SELECT f_teamId, json_extract(data, '$.outcome'),
         (SELECT json_group_array(incident.f_priority) FROM ${table} AS incident
            WHERE incident.deleted = 0 AND incident.f_causedByChangeId = ${table}.id),
         ${reads.checked('tickets')} FROM ${table} WHERE ${text}`,
      ...params,
    ),
  );
  const teams = new Map<string | null, PastChange[]>();
  for (const [teamId, outcome, caused] of rows) {
    if (outcome == null) continue;
    const key = teamId == null ? null : textOf(teamId);
    const past = teams.get(key) ?? [];
    past.push({ outcome: textOf(outcome) as ChangeOutcome, caused: parseJson<Priority[]>(caused) });
    teams.set(key, past);
  }
  const names = namesIn(reads, 'directory')([...teams.keys()]);
  return [...teams]
    .map(([key, past]) => ({ key, name: nameIn(names, key), ...successOf(past) }))
    .sort((one, other) => other.points - one.points || ((one.key ?? '') < (other.key ?? '') ? -1 : 1));
};
