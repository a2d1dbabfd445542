import type { SearchHit } from '#contracts/search.ts';
import { SEARCH_COLLECTIONS, SEARCH_KINDS, type SearchKind } from '#contracts/search-kinds.ts';
import type { RecordSpec } from '#renderer/shared/navigation/feature.ts';
import { recordSpec } from '#renderer/shared/navigation/record-route.ts';

/** A word beginning at a word's start counts more than one in its middle. */
const wordScore = (label: string, word: string): number => {
  const at = label.indexOf(word);
  if (at < 0) return 0;
  if (at === 0) return 3;
  return /[^\p{L}\p{N}]/u.test(label[at - 1] ?? '') ? 2 : 1;
};

/**
 * The entries whose labels hold every typed word, best first: the one that is called just so, words that begin the label, then words that begin one of
 * its words, then the rest. Ties keep their order. Everything for an empty text.
 */
export const rankLabels = <E extends { readonly label: string }>(
  entries: readonly E[],
  text: string,
): readonly E[] => {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const name = words.join(' ');
  return entries
    .map((entry, index) => {
      const label = entry.label.toLowerCase();
      if (name !== '' && label === name) return { entry, index, score: Number.POSITIVE_INFINITY };
      const scores = words.map((word) => wordScore(label, word));
      return { entry, index, score: scores.includes(0) ? -1 : scores.reduce((sum, score) => sum + score, 0) };
    })
    .filter(({ score }) => score >= 0)
    .sort((one, other) => other.score - one.score || one.index - other.index)
    .map(({ entry }) => entry);
};

const FEWEST_LETTERS = 2;

/** The entries whose label begins with the text, apart from the others: they are called by their name. A letter alone begins too much. */
export const splitBegun = <E extends { readonly label: string }>(
  entries: readonly E[],
  text: string,
): { readonly begun: readonly E[]; readonly others: readonly E[] } => {
  const typed = text.trim().toLowerCase();
  const isBegun = ({ label }: E): boolean =>
    typed.length >= FEWEST_LETTERS && label.toLowerCase().startsWith(typed);
  return { begun: entries.filter(isBegun), others: entries.filter((entry) => !isBegun(entry)) };
};

/** Hits by kind. The kind of the best hit comes first; within a kind the search's order stays. */
export const groupHits = (
  hits: readonly SearchHit[],
): readonly { readonly kind: SearchKind; readonly hits: readonly SearchHit[] }[] => {
  const kinds = [...new Set([...hits.map((hit) => hit.kind), ...SEARCH_KINDS])];
  return kinds
    .map((kind) => ({ kind, hits: hits.filter((hit) => hit.kind === kind) }))
    .filter((group) => group.hits.length > 0);
};

/** What the features say of a found record: its page and its sign. */
export const specOfHit = ({ kind, recordType }: SearchHit): RecordSpec | null =>
  recordSpec(SEARCH_COLLECTIONS[kind], recordType);

/** The place a key moves to in a list of `count`, round its ends; null for other keys. */
export const movedChoice = (key: string, index: number, count: number): number | null => {
  if (count === 0) return null;
  if (key === 'ArrowDown') return (index + 1) % count;
  if (key === 'ArrowUp') return (index - 1 + count) % count;
  return null;
};
