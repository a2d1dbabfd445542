import type { Clash, JournalEntry } from '#domain/fields/base.ts';
import { isObject, type JsonObject, sameValue } from '#domain/records/json.ts';

/** The part of a record that is watched. */
export type Watched = JsonObject & {
  readonly id: string;
  readonly journal: readonly JournalEntry[];
  readonly clashes: readonly Clash[];
};

/** One change of one field that a console acknowledged, and all its user could know of the record by then. */
type Edit = {
  readonly id: string;
  readonly field: string;
  readonly from: unknown;
  readonly value: unknown;
  readonly entryId: string;
  readonly known: ReadonlySet<string>;
};

/** Fields that are merged together: a clash of one is a clash of the group. */
const GROUPS: Readonly<Record<string, string>> = {
  teamId: 'assignment',
  assigneeId: 'assignment',
  holdReason: 'state',
  closureCode: 'state',
  closureNotes: 'state',
};

/** Fields that are merged by rule (sets, sums) or follow from others never clash on their own. */
const BY_RULE = new Set([
  ...['tags', 'priority', 'dueAt', 'active', 'timeSpentMinutes', 'effects', 'openClashes'],
  ...['resolvedAt', 'resolvedBy', 'closedAt', 'reassignmentCount', 'reopenCount', 'sla'],
]);

const isInClash = ({ clashes }: Watched, edit: Edit): boolean =>
  clashes.some(({ field, mine, theirs }) => {
    const isOwn = field === edit.field;
    if (!isOwn && field !== GROUPS[edit.field]) return false;
    return [mine, theirs].some((side) => {
      const value = isObject(side) && edit.field in side ? side[edit.field] : side;
      return sameValue(value, edit.value);
    });
  });

/** Remembers what consoles acknowledged, and finds what became of it. */
export const createOracle = () => {
  const entries = new Map<string, Set<string>>();
  const edits: Edit[] = [];
  const forgiven = new Set<string>();
  let acknowledged = 0;

  const isSuperseded = (edit: Edit): boolean =>
    edits.some(
      (other) =>
        other.id === edit.id &&
        other.field === edit.field &&
        other.entryId !== edit.entryId &&
        other.known.has(edit.entryId),
    );

  /**
   * Back to what it was before: from there and back again is no change to a merge, which takes the other side's. What was done stands in the
   * history.
   */
  const isReturn = (edit: Edit): boolean =>
    edits.some(
      (other) =>
        other.id === edit.id &&
        other.field === edit.field &&
        other.entryId !== edit.entryId &&
        edit.known.has(other.entryId) &&
        (sameValue(other.from, edit.value) || sameValue(other.value, edit.value)),
    );

  /** Somebody went on from it whose console died before it could answer, but not before it wrote. */
  const isSupersededUntold = ({ journal }: Watched, { field, value, entryId }: Edit): boolean => {
    const at = journal.findIndex((entry) => entry.id === entryId);
    return journal.some(
      ({ id, changes, origin }, index) =>
        index > at &&
        origin !== 'sync' &&
        !edits.some((edit) => edit.entryId === id) &&
        changes.some((change) => change.field === field && sameValue(change.from, value)),
    );
  };

  return {
    acknowledged: () => acknowledged,
    /** A console answered with this record: what is in it now was promised to stay. */
    note: (record: Watched): void => {
      const seen = entries.get(record.id) ?? new Set<string>();
      const known = new Set(record.journal.map((entry) => entry.id));
      for (const entry of record.journal) {
        if (seen.has(entry.id) || entry.origin === 'sync') continue;
        acknowledged += 1;
        if (entry.kind === 'created') continue;
        for (const { field, from, to } of entry.changes) {
          edits.push({ id: record.id, field, from, value: to, entryId: entry.id, known });
        }
      }
      entries.set(record.id, new Set([...seen, ...known]));
    },
    /** Every entry that was promised, by record. */
    promised: (): ReadonlyMap<string, ReadonlySet<string>> => entries,
    /** An old state was put in the place of the only copy. */
    forgive: (entryIds: Iterable<string>): void => {
      for (const id of entryIds) forgiven.add(id);
    },
    /** What was promised and is not in `records`, in words. */
    lost: (records: ReadonlyMap<string, Watched>): readonly string[] => {
      const words: string[] = [];
      for (const [id, promised] of entries) {
        const journal = new Set(records.get(id)?.journal.map((entry) => entry.id));
        const gone = [...promised].filter((entry) => !journal.has(entry) && !forgiven.has(entry));
        if (gone.length > 0) words.push(`of ${id} the entries ${gone.join(', ')} are lost`);
      }
      for (const edit of edits) {
        const record = records.get(edit.id);
        if (record === undefined || forgiven.has(edit.entryId)) continue;
        if (!(edit.field in record) || BY_RULE.has(edit.field)) continue;
        const stands = sameValue(record[edit.field], edit.value);
        if (stands || isInClash(record, edit) || isSuperseded(edit) || isReturn(edit)) continue;
        if (isSupersededUntold(record, edit)) continue;
        const now = JSON.stringify(record[edit.field]);
        words.push(
          `${edit.id} ${edit.field} = ${JSON.stringify(edit.value)} (${edit.entryId}) is lost: it is ${now}, and no clash tells of it`,
        );
      }
      return words;
    },
  };
};

export type Oracle = ReturnType<typeof createOracle>;
