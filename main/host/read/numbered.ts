import { type NumberMeant, numbersMeant } from '#domain/numbering/number-in-text.ts';
import type { CollectionName } from '#domain/records/collections.ts';
import { anyOf, idIn, parseJson, type Reads, type Sql, sql } from './sql.ts';

const NUMBERED = ['tickets', 'orders', 'knowledge'] as const;
/** A record that a number means, as the search hands its own hits on. */
export type Numbered = {
  readonly kind: (typeof NUMBERED)[number];
  readonly id: string;
  readonly document: Readonly<Record<string, unknown>>;
};

/** Numbers of any device that end alike. */
const MOST = 20;

/** As many letters and digits as a device's code has. */
const CODE = 3;

/**
 * The number of each device that there is, by its kind: from one device's numbers an index leads to the next device's. Looked through for their ends, a
 * million numbers took 0.1 s.
 */
const ofEachDevice = (table: string, kind: string, counter: string): Sql => {
  const length = kind.length + 1 + CODE;
  const head = (after: string): string =>
    `substr((SELECT f_number FROM ${table} WHERE deleted = 0 AND f_number > ${after} AND f_number < ? ORDER BY f_number LIMIT 1), 1, ${length})`;
  // Behind all that begin so; what is shorter than a device's part begins others, too.
  const behind = `head || iif(length(head) < ${length}, '', char(1114111))`;
  return sql(
    `f_number IN (WITH RECURSIVE device(head) AS (
       SELECT ${head('?')} UNION ALL SELECT ${head(behind)} FROM device WHERE head IS NOT NULL)
     SELECT head || ? FROM device WHERE length(head) = ${length})`,
    ...[`${kind}-`, `${kind}.`, `${kind}.`],
    `-${counter}`,
  );
};

/** Written whole where it is known which device gave it. */
const meets = (table: string, { kinds, code, counter }: NumberMeant): Sql =>
  code === null
    ? anyOf(kinds.map((kind) => ofEachDevice(table, kind, counter)))
    : idIn(
        'f_number',
        kinds.map((kind) => `${kind}-${code}-${counter}`),
      );

/** Condition of a list of a collection for a text that means a number; false for any other text. */
export const numberMeets = (reads: Reads, collection: CollectionName, text: string): Sql =>
  anyOf(numbersMeant(text).map((meant) => meets(reads.table(collection), meant)));

/** The records that a loosely typed number means, the newest first: sorted, since to walk all numbers in their order would be to look at each. */
export const findNumbered = (reads: Reads, text: string): readonly Numbered[] => {
  if (numbersMeant(text).length === 0) return [];
  return NUMBERED.flatMap((kind) => {
    const condition = numberMeets(reads, kind, text);
    return reads
      .all({
        text: `SELECT id, ${reads.document(kind)} FROM ${reads.table(kind)}
               WHERE deleted = 0 AND (${condition.text}) ORDER BY +f_number DESC LIMIT ${MOST}`,
        params: condition.params,
      })
      .map((row) => ({ kind, id: String(row[0]), document: parseJson<Numbered['document']>(row[1]) }));
  });
};
