import { numberOf, parseJson, type Reads, sql, textOf } from './sql.ts';

type Member = {
  readonly id: string;
  readonly label: string;
  readonly hint: string | null;
  readonly openTickets: number;
};

/** Active people of a team, of any team for null, by name, with the number of open tickets each has. */
export type Members = (teamId: string | null) => readonly Member[];

type InTeams = Omit<Member, 'openTickets'> & { readonly teamIds: readonly string[] };

/** Who is in teams stands in the documents of everybody: they are looked through once, and again when the directory has changed. */
export const openMembers = (reads: Reads): Members => {
  let known: { readonly version: string; readonly people: readonly InTeams[] } | null = null;

  const peopleInTeams = (): readonly InTeams[] =>
    reads
      .all(
        sql(
          `SELECT id, f_name, json_extract(data, '$.jobTitle'), json_extract(data, '$.teamIds'), ${reads.checked('directory')}
           FROM ${reads.table('directory')}
           WHERE deleted = 0 AND f_type = 'person' AND f_active = 1 AND json_array_length(data, '$.teamIds') > 0
           ORDER BY f_name, id`,
        ),
      )
      .map((row) => ({
        id: String(row[0]),
        label: textOf(row[1]),
        hint: row[2] === null ? null : String(row[2]),
        teamIds: parseJson<readonly string[]>(row[3]),
      }));

  const openTicketsOf = (ids: readonly string[]): ReadonlyMap<string, number> =>
    new Map(
      reads
        .all(
          sql(
            `SELECT value, (SELECT count(*) FROM ${reads.table('tickets')} WHERE deleted = 0 AND f_active = 1 AND f_assigneeId = value)
             FROM json_each(?)`,
            JSON.stringify(ids),
          ),
        )
        .map(([id, ...count]) => [String(id), numberOf(count)]),
    );

  return (teamId) => {
    const version = reads.versionOf('directory');
    if (known?.version !== version) known = { version, people: peopleInTeams() };
    const people = known.people.filter(({ teamIds }) => teamId === null || teamIds.includes(teamId));
    const openTickets = openTicketsOf(people.map(({ id }) => id));
    return people.map(({ teamIds: _, ...person }) => ({
      ...person,
      openTickets: openTickets.get(person.id) ?? 0,
    }));
  };
};
