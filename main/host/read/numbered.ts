import { type NumberMeant, numbersMeant } from '#domain/numbering/number-in-text.ts';
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

/** Written whole where it is known which device gave it, else by its kind's part of the index. */
const meets = ({ kinds, code, counter }: NumberMeant): Sql =>
  code === null
    ? anyOf(
        kinds.map((kind) =>
          sql(
            'f_number > ? AND f_number < ? AND f_number LIKE ?',
            `${kind}-`,
            `${kind}.`,
            `${kind}-___-${counter}`,
          ),
        ),
      )
    : idIn(
        'f_number',
        kinds.map((kind) => `${kind}-${code}-${counter}`),
      );

/** Condition of a list for a text that means a number; false for any other text. */
export const numberMeets = (text: string): Sql => anyOf(numbersMeant(text).map(meets));

/** The records that a loosely typed number means, the newest first. */
export const findNumbered = (reads: Reads, text: string): readonly Numbered[] => {
  const meant = numbersMeant(text);
  if (meant.length === 0) return [];
  const condition = anyOf(meant.map(meets));
  return NUMBERED.flatMap((kind) =>
    reads
      .all({
        text: `SELECT id, ${reads.document(kind)} FROM ${reads.table(kind)}
               WHERE deleted = 0 AND (${condition.text}) ORDER BY f_number DESC LIMIT ${MOST}`,
        params: condition.params,
      })
      .map((row) => ({ kind, id: String(row[0]), document: parseJson<Numbered['document']>(row[1]) })),
  );
};
