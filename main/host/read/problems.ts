import type { ProblemRow, SimilarKnownError, SimilarProblem, SimilarReason } from '#contracts/problems.ts';
import type { TicketRow } from '#contracts/shared.ts';
import type { KnownError } from '#domain/fields/knowledge.ts';
import type { Problem } from '#domain/fields/tickets.ts';
import { KNOWN_ERROR } from '#domain/processes/known-error.ts';
import { PROBLEM } from '#domain/processes/problem.ts';
import { statesIn } from '#domain/processes/process.ts';
import type { Row } from '../storage/driver.ts';
import { tellingShare, tellingWords } from '../storage/stop-words.ts';
import { allOf, oneOf, parseJson, type Reads, type Sql, sql } from './sql.ts';
import { WEIGHT } from './suggest.ts';
import { ticketRows } from './ticket-list.ts';

export type SimilarInput = {
  readonly text: string;
  readonly ciId: string | null;
  readonly category: string | null;
  readonly exceptId: string | null;
};
export type Similar = {
  readonly problems: readonly SimilarProblem[];
  readonly knownErrors: readonly SimilarKnownError[];
};

const MAX = 8;
/** A hit by category alone says too little to be shown. */
const MIN_SCORE = 2;
/** Nothing is looked for before this many characters. */
const MIN_TEXT = 3;

const NOT_OVER = ['open', 'waiting', 'done'] as const;

type Subject = {
  readonly words: string;
  readonly ciIds: readonly (string | null)[];
  readonly models: readonly (string | null)[];
  readonly category: string | null;
};
type Wanted = {
  readonly words: readonly string[];
  readonly ciId: string | null;
  readonly model: string | null;
  readonly category: string | null;
};
type Scored = { readonly because: readonly SimilarReason[]; readonly score: number };

/** Words are looked for anywhere, so that `dock` also finds the docking station. */
const scored = (subject: Subject, wanted: Wanted): Scored => {
  const because: SimilarReason[] = [];
  if (wanted.ciId !== null && subject.ciIds.includes(wanted.ciId)) because.push('same_ci');
  if (wanted.model !== null && subject.models.includes(wanted.model)) because.push('same_model');
  if (wanted.category !== null && subject.category === wanted.category) because.push('same_category');
  const text = subject.words.toLowerCase();
  const hits = wanted.words.filter((word) => text.includes(word)).length;
  // Within the same category one word that both use says something already.
  const tells = hits > 0 && (because.length > 0 || hits >= tellingShare(wanted.words.length));
  if (tells) because.push('text');
  const isBroad = because.length === 1 && because[0] === 'same_category';
  const score = because.reduce((sum, reason) => sum + WEIGHT[reason] * (reason === 'text' ? 2 * hits : 1), 0);
  return { because, score: isBroad ? 0 : score };
};

const best = <R>(records: readonly R[], score: (record: R) => Scored) =>
  records
    .map((record) => ({ record, ...score(record) }))
    .filter((one) => one.score >= MIN_SCORE)
    .sort((a, b) => b.score - a.score)
    .slice(0, MAX);

const modelsOf = (reads: Reads, ids: readonly string[]): ReadonlyMap<string, string | null> =>
  new Map(
    reads
      .all(
        sql(
          `SELECT id, f_model FROM ${reads.table('configItems')} WHERE id IN (SELECT value FROM json_each(?))`,
          JSON.stringify(ids),
        ),
      )
      .map((row) => [String(row[0]), row[1] === null ? null : String(row[1])]),
  );

const documents = <R>(rows: readonly Row[]): readonly R[] => rows.map((row) => parseJson<R>(row[0]));

const select = (
  reads: Reads,
  collection: 'tickets' | 'knowledge',
  type: string,
  states: readonly string[],
): Sql => {
  const where = allOf([sql('deleted = 0 AND f_type = ?', type), oneOf('f_state', states)]);
  return {
    text: `SELECT ${reads.document(collection)} FROM ${reads.table(collection)} WHERE n IN (SELECT n FROM ${reads.table(collection)} WHERE ${where.text})`,
    params: where.params,
  };
};

/** Problems that are not over and known errors that are not retired which fit what is being typed, best first, with the reasons. */
export const similarProblems = async (reads: Reads, input: SimilarInput): Promise<Similar> => {
  if (input.text.trim().length < MIN_TEXT && input.ciId === null) return { problems: [], knownErrors: [] };
  const problems = documents<Problem>(
    await reads.aside.all(select(reads, 'tickets', PROBLEM.type, statesIn(PROBLEM, NOT_OVER))),
  ).filter(({ id }) => id !== input.exceptId);
  const known = documents<KnownError>(
    await reads.aside.all(select(reads, 'knowledge', KNOWN_ERROR.type, statesIn(KNOWN_ERROR, NOT_OVER))),
  );
  const items = problems.flatMap(({ ciId, ciIds }) => [ciId, ...ciIds]).filter((id) => id !== null);
  const models = modelsOf(reads, input.ciId === null ? [] : [input.ciId, ...items]);
  const wanted: Wanted = {
    words: tellingWords(input.text),
    ciId: input.ciId,
    model: input.ciId === null ? null : (models.get(input.ciId) ?? null),
    category: input.category,
  };
  const likeProblems = best(problems, (problem) =>
    scored(
      {
        words: [problem.title, problem.symptom, problem.description, problem.rootCause].join(' '),
        ciIds: [problem.ciId, ...problem.ciIds],
        models: [problem.ciId, ...problem.ciIds].map((id) => (id === null ? null : (models.get(id) ?? null))),
        category: problem.category,
      },
      wanted,
    ),
  );
  const likeKnown = best(known, (entry) =>
    scored(
      {
        words: [entry.title, entry.symptom, entry.rootCause, entry.errorCode ?? ''].join(' '),
        ciIds: entry.ciIds,
        models: entry.models,
        category: entry.category,
      },
      wanted,
    ),
  );
  const reasons = new Map(likeProblems.map(({ record, because }) => [record.id, because]));
  const rows = ticketRows.byId(reads, [...reasons.keys()]);
  return {
    problems: rows.map((row) => ({ ...row, because: reasons.get(row.id) ?? [] })),
    knownErrors: likeKnown.map(({ record, because }) => ({
      id: record.id,
      number: record.number,
      title: record.title,
      state: record.state,
      workaround: record.workaround,
      problemId: record.problemId,
      because,
    })),
  };
};

/** Rows of problems with how many incidents each has, and whether it has something that helps meanwhile. */
export const problemRows = (reads: Reads, rows: readonly TicketRow[]): readonly ProblemRow[] => {
  const ids = JSON.stringify(rows.map(({ id }) => id));
  const counted = reads.all(
    sql(
      `SELECT f_problemId, count(*), sum(f_active) FROM ${reads.table('tickets')}
       WHERE deleted = 0 AND f_problemId IN (SELECT value FROM json_each(?)) GROUP BY f_problemId`,
      ids,
    ),
  );
  const helped = reads.all(
    sql(
      `SELECT id FROM ${reads.table('tickets')}
       WHERE id IN (SELECT value FROM json_each(?)) AND trim(json_extract(data, '$.workaround')) <> ''`,
      ids,
    ),
  );
  const counts = new Map(counted.map((row) => [String(row[0]), [Number(row[1]), Number(row[2])] as const]));
  const withHelp = new Set(helped.map((row) => String(row[0])));
  return rows.map((row) => {
    const [incidents, incidentsOpen] = counts.get(row.id) ?? [0, 0];
    return { ...row, incidents, incidentsOpen, hasWorkaround: withHelp.has(row.id) };
  });
};

/** Problems that are not over and were made of a trend, with its key. */
export const problemsOfTrends = (reads: Reads) => {
  const where = oneOf('f_state', statesIn(PROBLEM, ['open', 'waiting']).concat('risk_accepted'));
  const found = reads.all({
    text: `SELECT id, json_extract(data, '$.trendKey') FROM ${reads.table('tickets')}
           WHERE n IN (SELECT n FROM ${reads.table('tickets')} WHERE deleted = 0 AND f_type = ? AND ${where.text})
             AND json_extract(data, '$.trendKey') IS NOT NULL`,
    params: [PROBLEM.type, ...where.params],
  });
  const keys = new Map(found.map((row) => [String(row[0]), String(row[1])]));
  return ticketRows.byId(reads, [...keys.keys()]).map((row) => ({ row, trendKey: keys.get(row.id) ?? '' }));
};
