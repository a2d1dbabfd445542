import type { JournalEntry } from '#domain/fields/base.ts';
import { editableFields } from '#domain/fields/field.ts';
import type { KnowledgeEntry } from '#domain/fields/knowledge.ts';
import { byTime } from '#domain/journal/journal.ts';
import { isActiveState, type Process } from '#domain/processes/process.ts';
import { processOf } from '#domain/processes/registry.ts';
import type { Instant } from '#domain/records/common.ts';

/** What was in force from an instant on, as far as the history tells. */
export type KnowledgeVersion = {
  /** 1 for what was published first. */
  readonly number: number;
  readonly at: Instant;
  readonly by: string;
  /** Texts by field; those that were empty are left out. */
  readonly texts: Readonly<Record<string, string>>;
};

type State = { state: string; texts: Record<string, unknown> };

/** What a merge took over stands in the entries of the console where it happened; a clash says which value the record kept. */
const tells = (entry: JournalEntry): boolean => entry.kind !== 'merged';

const filled = (texts: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(texts).flatMap(([field, text]) =>
      typeof text === 'string' && text !== '' ? [[field, text] as const] : [],
    ),
  );

/** The fields whose texts make up a version. */
const textFields = ({ fields }: Process): readonly string[] =>
  editableFields(fields).filter((field) => {
    const kind = fields[field]?.kind;
    return kind === 'text' || kind === 'longText';
  });

const valuesOf = (entry: KnowledgeEntry, fields: readonly string[]): Record<string, unknown> => {
  const current: Readonly<Record<string, unknown>> = { ...entry };
  return Object.fromEntries(fields.map((field) => [field, current[field]]));
};

/** The texts of an entry as it is now, in force or not, by field; those that are empty are left out. */
export const textsNow = (entry: KnowledgeEntry): KnowledgeVersion['texts'] => {
  const process = processOf(entry.type);
  return process === null ? {} : filled(valuesOf(entry, textFields(process)));
};

/**
 * The versions of an article or known error, the first published first, read back from the history: each step into force begins one, and so
 * does each edit of what is in force. Two edits by the same person within ten minutes are one. Every replica gives the same answer.
 */
export const versionsOf = (entry: KnowledgeEntry): readonly KnowledgeVersion[] => {
  const process = processOf(entry.type);
  if (process === null) return [];
  const fields = textFields(process);
  const now: State = { state: entry.state, texts: valuesOf(entry, fields) };
  const found: Omit<KnowledgeVersion, 'number'>[] = [];
  for (const one of [...entry.journal].filter(tells).sort(byTime).reverse()) {
    const isText = one.changes.some(({ field }) => fields.includes(field));
    const step = one.changes.find(({ field }) => field === 'state');
    const isInForce = isActiveState(process, now.state);
    if (isInForce && (step !== undefined || isText)) {
      const later = found.at(-1);
      const isSameSitting =
        later !== undefined &&
        step === undefined &&
        later.by === one.by &&
        Date.parse(later.at) - Date.parse(one.at) < 600_000;
      if (!isSameSitting) found.push({ at: one.at, by: one.by, texts: filled(now.texts) });
    }
    for (const { field, from } of one.changes) {
      if (field === 'state' && typeof from === 'string') now.state = from;
      if (fields.includes(field)) now.texts[field] = from;
    }
  }
  return withoutRepeats(found.reverse()).map((version, index) => ({ ...version, number: index + 1 }));
};

/** A step that changed no text (a known error whose fix was planned) begins no version. */
const withoutRepeats = (
  versions: readonly Omit<KnowledgeVersion, 'number'>[],
): readonly Omit<KnowledgeVersion, 'number'>[] =>
  versions.filter(
    (version, index) =>
      index === 0 || JSON.stringify(version.texts) !== JSON.stringify(versions[index - 1]?.texts),
  );
