import type { KnowledgeFilter, KnowledgeRow, KnowledgeSort } from '#contracts/knowledge.ts';
import type { KnowledgeEntry } from '#domain/fields/knowledge.ts';
import { verdictsOf } from '#domain/knowledge/rate.ts';
import { reviewReasons, type Usage } from '#domain/knowledge/review.ts';
import { nameIn } from '#domain/records/names.ts';
import type { Usages } from './knowledge-usages.ts';
import { namesIn } from './names.ts';
import type { TextRows } from './search.ts';
import { parseJson, type Reads, rowIn, sql } from './sql.ts';

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
    ownerName: nameIn(names, entry.ownerId),
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

/** What is known beside the entries themselves. */
type World = { readonly usages: Usages | null; readonly now: string };
type Listed = { readonly n: number; readonly entry: KnowledgeEntry; readonly row: KnowledgeRow };

/** Names of owners by id; counting asks for none. */
type NameLookup = (ids: readonly (string | null)[]) => Readonly<Record<string, string>>;

/** The whole base: hundreds of documents, a few thousand at most. Reasons to review and verdicts follow from each entry's own history. */
const wholeBase = (reads: Reads, { usages, now }: World, namesOf: NameLookup): readonly Listed[] => {
  const entries = reads
    .all(sql(`SELECT n, ${reads.document('knowledge')} FROM ${reads.table('knowledge')} WHERE deleted = 0`))
    .map((row) => ({ n: Number(row[0]), entry: parseJson<KnowledgeEntry>(row[1]) }));
  const names = namesOf(entries.map(({ entry }) => entry.ownerId));
  return entries.map(({ n, entry }) => ({ n, entry, row: rowOf(entry, usages, now, names) }));
};

/** A window of the knowledge base. */
export const knowledgePage = (
  reads: Reads,
  filter: KnowledgeFilter,
  sort: KnowledgeSort,
  window: { readonly offset: number; readonly limit: number },
  world: World & { readonly textRows: TextRows },
): { readonly total: number; readonly rows: readonly KnowledgeRow[] } => {
  const listed = wholeBase(reads, world, namesIn(reads, 'directory')).filter(({ entry, row }) =>
    matches(row, entry, filter),
  );
  const text = filter.text?.trim() ?? '';
  const within = { ...rowIn(listed.map(({ n }) => n)), few: true };
  // A sentence is looked for as well, which no entry has all words of.
  const found = text === '' ? null : new Set(world.textRows(text, { some: true, within }));
  const rows = listed.flatMap(({ n, row }) => (found === null || found.has(n) ? [row] : []));
  rows.sort(compare(sort));
  return { total: rows.length, rows: rows.slice(window.offset, window.offset + window.limit) };
};

/** How many entries each list has; null for those that are searched, they say so when they are opened. */
export const knowledgeCounts = (
  reads: Reads,
  filters: readonly KnowledgeFilter[],
  world: World,
): readonly (number | null)[] => {
  const base = wholeBase(reads, world, () => ({}));
  return filters.map((filter) =>
    (filter.text ?? '').trim() === ''
      ? base.filter(({ entry, row }) => matches(row, entry, filter)).length
      : null,
  );
};
