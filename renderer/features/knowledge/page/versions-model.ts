import type { KnowledgeEntry } from '#domain/fields/knowledge.ts';
import { textsNow, versionsOf } from '#domain/knowledge/versions.ts';

/** A version, or what the entry says now while that is in no version. */
export type Side = {
  /** `1`, `2`, ... or `now`. */
  readonly id: string;
  /** Null for what is not in force. */
  readonly number: number | null;
  readonly at: string;
  readonly by: string;
  readonly texts: Readonly<Record<string, string>>;
};

/** What was in force, the first first, and at the end what the entry says now where nobody is told that yet. */
export const sidesOf = (entry: KnowledgeEntry): readonly Side[] => {
  const versions = versionsOf(entry).map((version): Side => ({ ...version, id: String(version.number) }));
  if (entry.active || entry.state === 'retired' || versions.length === 0) return versions;
  const last = versions.at(-1);
  const texts = textsNow(entry);
  const isSame = last !== undefined && differingFields(last.texts, texts).length === 0;
  return isSame
    ? versions
    : [...versions, { id: 'now', number: null, at: entry.updatedAt, by: entry.updatedBy, texts }];
};

type Texts = Readonly<Record<string, string>>;

/** The fields whose texts are not the same, in the order of the later side. */
export const differingFields = (before: Texts, after: Texts): readonly string[] =>
  [...new Set([...Object.keys(after), ...Object.keys(before)])].filter(
    (field) => (before[field] ?? '') !== (after[field] ?? ''),
  );

/** Names of the two sides that were chosen; null where none was. */
export type Chosen = { readonly before: string | null; readonly after: string | null };
export type Compared = { readonly before: Side | null; readonly after: Side };

/** The two sides that are compared: those chosen while they are there, else the last with the one before it. The first has none before it. */
export const comparedSides = (sides: readonly Side[], chosen: Chosen): Compared | null => {
  const [last] = sides.slice(-1);
  const after = sides.find(({ id }) => id === chosen.after) ?? last;
  if (after === undefined) return null;
  const before = sides.find(({ id }) => id === chosen.before) ?? sides[sides.indexOf(after) - 1];
  return { before: before ?? null, after };
};
