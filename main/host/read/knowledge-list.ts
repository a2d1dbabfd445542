import type { KnowledgeFilter, KnowledgeRow, KnowledgeSort } from '#contracts/knowledge.ts';
import type { KnowledgeEntry } from '#domain/fields/knowledge.ts';
import { verdictsOf } from '#domain/knowledge/rate.ts';
import { reviewReasons, type Usage } from '#domain/knowledge/review.ts';
import { namesIn } from './names.ts';
import { parseJson, type Reads, sql, textOf } from './sql.ts';

/** A count over a long history is kept this multiple of the time it took, so that it never fills the read thread. */
const KEPT_FACTOR = 20;

/** Uses by knowledge id. */
export type Usages = ReadonlyMap<string, Usage>;

/**
 * How often each article and known error was linked to a ticket, and when last. Looks at every ticket, so it runs in the read thread: anew
 * after the store was written to, in a large one not at once, a count that is a little old does no harm.
 */
export const knowledgeUsages = (reads: Reads): (() => Promise<Usages>) => {
  let version: unknown;
  let keptUntil = Number.NEGATIVE_INFINITY;
  let known: Usages = new Map();
  return async () => {
    const began = performance.now();
    const now = reads.get(sql('PRAGMA data_version'))?.[0];
    if (now === version || began < keptUntil) return known;
    const rows = await reads.aside.all(
      sql(
        `SELECT k.value, count(*), max(t.f_openedAt) FROM ${reads.table('tickets')} t, json_each(t.data, '$.knowledgeIds') k
         WHERE t.deleted = 0 GROUP BY k.value`,
      ),
    );
    known = new Map(rows.map((row) => [textOf(row[0]), { count: Number(row[1]), lastAt: textOf(row[2]) }]));
    version = now;
    const ended = performance.now();
    keptUntil = ended + KEPT_FACTOR * (ended - began);
    return known;
  };
};

const NO_USE: Usage = { count: 0, lastAt: null };

const rowOf = (
  entry: KnowledgeEntry,
  usages: Usages | null,
  now: string,
  names: Readonly<Record<string, string>>,
): KnowledgeRow => {
  const usage = usages === null ? null : (usages.get(entry.id) ?? NO_USE);
  return {
    id: entry.id,
    type: entry.type,
    number: entry.number,
    title: entry.title,
    state: entry.state,
    active: entry.active,
    category: entry.category,
    ownerId: entry.ownerId,
    ownerName: entry.ownerId === null ? null : (names[entry.ownerId] ?? null),
    problemId: entry.type === 'known_error' ? entry.problemId : null,
    workaround: entry.workaround,
    updatedAt: entry.updatedAt,
    publishedAt: entry.publishedAt,
    validUntil: entry.validUntil,
    ...verdictsOf(entry.ratings),
    uses: usage?.count ?? null,
    lastUsedAt: usage?.lastAt ?? null,
    review: reviewReasons(entry, usage, now),
    openClashes: entry.openClashes,
  };
};

const matches = (row: KnowledgeRow, entry: KnowledgeEntry, filter: KnowledgeFilter): boolean =>
  (filter.types === undefined || filter.types.length === 0 || filter.types.includes(row.type)) &&
  (filter.states === undefined || filter.states.length === 0 || filter.states.includes(row.state)) &&
  (filter.category === undefined || row.category === filter.category) &&
  (filter.ownerId === undefined || row.ownerId === filter.ownerId) &&
  (filter.problemId === undefined || row.problemId === filter.problemId) &&
  (filter.ciId === undefined || entry.ciIds.includes(filter.ciId)) &&
  (filter.toReview !== true || row.review.length > 0);

const value = (row: KnowledgeRow, field: KnowledgeSort['field']): string | number => {
  const found = row[field];
  return typeof found === 'number' ? found : (found ?? '');
};

const compare =
  ({ field, direction }: KnowledgeSort) =>
  (left: KnowledgeRow, right: KnowledgeRow): number => {
    const [a, b] = [value(left, field), value(right, field)];
    const order = typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b));
    return (direction === 'asc' ? order : -order) || (left.id < right.id ? -1 : 1);
  };

/**
 * A window of the knowledge base. The base is hundreds of documents, a few thousand at most, so they are read and sorted whole: reasons to
 * review and verdicts follow from each entry's own history. `found` narrows it to what a search found, null to all.
 */
export const knowledgePage = (
  reads: Reads,
  filter: KnowledgeFilter,
  sort: KnowledgeSort,
  window: { readonly offset: number; readonly limit: number },
  world: {
    readonly usages: Usages | null;
    readonly now: string;
    readonly found: ReadonlySet<string> | null;
  },
): { readonly total: number; readonly rows: readonly KnowledgeRow[] } => {
  const entries = reads
    .all(sql(`SELECT data FROM ${reads.table('knowledge')} WHERE deleted = 0`))
    .map((row) => parseJson<KnowledgeEntry>(row[0]))
    .filter((entry) => world.found === null || world.found.has(entry.id));
  const names = namesIn(reads, 'directory')(entries.map((entry) => entry.ownerId));
  const rows = entries.flatMap((entry) => {
    const row = rowOf(entry, world.usages, world.now, names);
    return matches(row, entry, filter) ? [row] : [];
  });
  rows.sort(compare(sort));
  return { total: rows.length, rows: rows.slice(window.offset, window.offset + window.limit) };
};
