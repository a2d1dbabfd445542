import type { Names } from '#contracts/shared.ts';
import type { JournalEntry } from '#domain/fields/base.ts';
import { joined } from '#renderer/shared/i18n/bidi.ts';

/** Which words of the history are wanted. */
export type HistoryFilter = 'all' | 'words' | 'changes';

/** Fields whose values are ids of other records. */
const REFERENCES: ReadonlySet<string> = new Set([
  'requesterId',
  'affectedPersonId',
  'placeId',
  'serviceId',
  'ciId',
  'ciIds',
  'teamId',
  'assigneeId',
  'parentId',
  'problemId',
  'changeId',
  'causedByChangeId',
  'knowledgeIds',
  'openedBy',
  'resolvedBy',
]);
/** Follow from other fields, so they would only repeat them. */
const DERIVED: ReadonlySet<string> = new Set(['active', 'dueAt', 'sla', 'openClashes']);

/** How a value of a field is written: words from the locale for coded values, else null. */
export type CodeWords = (field: string, value: unknown) => string | null;

export type HistoryChange = {
  readonly field: string;
  readonly from: string | null;
  readonly to: string | null;
};
export type HistoryItem = {
  readonly id: string;
  readonly at: string;
  readonly who: string;
  readonly device: string;
  readonly origin: JournalEntry['origin'];
  readonly kind: JournalEntry['kind'];
  readonly changes: readonly HistoryChange[];
  readonly text: string | null;
  readonly minutes: number | null;
};

const isBlank = (value: unknown): boolean =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);

const one = (field: string, value: unknown, names: Names, words: CodeWords): string => {
  if (REFERENCES.has(field) && typeof value === 'string') return names[value] ?? value;
  const coded = words(field, value);
  if (coded !== null) return coded;
  return typeof value === 'string' ? value : JSON.stringify(value);
};

/** A field's value as a reader wants it; null for nothing. */
export const valueText = (field: string, value: unknown, names: Names, words: CodeWords): string | null => {
  if (isBlank(value)) return null;
  if (Array.isArray(value))
    return joined(
      value.map((item) => one(field, item, names, words)),
      ', ',
    );
  return one(field, value, names, words);
};

const hasWords = (entry: JournalEntry): boolean => entry.kind === 'work_note' || entry.kind === 'comment';

/** The journal, newest first, with ids turned into names. Entries at the same instant stay in the order of their ids. */
export const historyOf = (
  journal: readonly JournalEntry[],
  names: Names,
  words: CodeWords,
  filter: HistoryFilter,
): readonly HistoryItem[] =>
  journal
    .filter((entry) => {
      if (filter === 'words') return hasWords(entry) || entry.text !== null;
      return filter === 'all' || entry.changes.length > 0;
    })
    .sort((left, right) => right.at.localeCompare(left.at) || right.id.localeCompare(left.id))
    .map((entry) => ({
      id: entry.id,
      at: entry.at,
      who: names[entry.by] ?? entry.by,
      device: entry.device,
      origin: entry.origin,
      kind: entry.kind,
      text: entry.text,
      minutes: entry.minutes,
      changes: entry.changes
        .filter((change) => !DERIVED.has(change.field))
        .filter((change) => !(isBlank(change.from) && isBlank(change.to)))
        .map((change) => ({
          field: change.field,
          from: valueText(change.field, change.from, names, words),
          to: valueText(change.field, change.to, names, words),
        })),
    }));
