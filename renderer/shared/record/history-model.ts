import { DIAGNOSIS, runIn } from '#domain/diagnosis/run.ts';
import { EFFECT_FIELDS, type FieldChange, type JournalEntry } from '#domain/fields/base.ts';
import type { FieldSpec } from '#domain/fields/field.ts';
import { specAt } from '#domain/fields/references.ts';
import { UNDONE_IMPORT, undoneImport } from '#domain/import/undo-import.ts';
import { BROUGHT, broughtBy } from '#domain/journal/brought.ts';
import { correctedBy, corrections, isSaid } from '#domain/journal/corrections.ts';
import { byTime, causeOf } from '#domain/journal/journal.ts';
import { TAKES_BACK, takenBackIn, takesBack } from '#domain/journal/taken-back.ts';
import { isShownAgain, type TurnKind, turnOf } from '#domain/journal/turns.ts';
import { getPath } from '#domain/merge/paths.ts';
import { isDoneAgain } from '#domain/merge/take-back.ts';
import { isObject, sameValue } from '#domain/records/json.ts';
import { nameIn } from '#domain/records/names.ts';
import { runLines } from '#renderer/shared/diagnosis/run-words.ts';
import { formatList } from '#renderer/shared/format/format.ts';
import { joined } from '#renderer/shared/i18n/bidi.ts';
import { text as textOf } from '#renderer/shared/i18n/i18n.ts';
import { nameOf } from '#renderer/shared/records/name-of.ts';
import { type FormatContext, formatField, isBlank } from './field-format.ts';
import { fieldLabel, taskTitle } from './words.ts';

/** Turns that are called by what they are, and not by the kind of their entry. */
const SPOKEN_TURNS = [
  ...([
    'proposed',
    'accepted',
    'rejected',
    'team',
    'lead',
    'taken_on',
    'escalation_ended',
    'update',
  ] as const),
] satisfies readonly TurnKind[];
export type SpokenTurn = `turn_${(typeof SPOKEN_TURNS)[number]}`;

const turnKindOf = (entry: JournalEntry): SpokenTurn | null => {
  const kind = SPOKEN_TURNS.find((one) => one === turnOf(entry)?.kind);
  return kind === undefined ? null : `turn_${kind}`;
};

/** Which entries of the history are wanted. */
export type HistoryFilter = 'all' | 'words' | 'changes';

export type HistoryLine = {
  readonly label: string;
  readonly from: string | null;
  readonly to: string | null;
};
export type HistoryItem = Pick<
  JournalEntry,
  'id' | 'at' | 'by' | 'device' | 'origin' | 'text' | 'minutes'
> & {
  readonly kind:
    | JournalEntry['kind']
    | 'brought'
    | 'diagnosed'
    | 'undone'
    | 'redone'
    | 'correctedComment'
    | 'withdrawnComment'
    | 'shownAgain'
    | SpokenTurn;
  readonly who: string;
  readonly lines: readonly HistoryLine[];
  /** Words that were corrected or taken back since: what they said before, oldest first. */
  readonly correction: { readonly isWithdrawn: boolean; readonly before: readonly string[] } | null;
  /** Whether a person said it here, who may correct it for a while. */
  readonly isSaid: boolean;
  /** It was taken back later. */
  readonly isTakenBack: boolean;
  /** The reader can take it back; `redo`: it takes something back, which would be done again. */
  readonly offer: 'undo' | 'redo' | null;
};

/** What the history is written with: the record's words, and the record itself, whose elements have names. */
export type HistoryContext = {
  readonly format: FormatContext;
  readonly record: Readonly<Record<string, unknown>>;
  /** Fields whose changes an entry's own words tell already. */
  readonly hidden?: readonly string[];
  /** When its entries were written. */
  readonly times?: ReadonlySet<string>;
  /** Ids of the entries that the reader can take back. */
  readonly takeable?: ReadonlySet<string>;
};

type Element = Readonly<Record<string, unknown>>;

/** Computed from other fields, so they would only repeat them; a priority is worth reading all the same. */
const isSilent = (spec: FieldSpec | null): boolean =>
  spec !== null &&
  ((spec.merge === 'derived' && spec.kind !== 'level') ||
    (spec.kind === 'list' && spec.of.kind === 'object' && spec.of.fields === EFFECT_FIELDS));

/** Who did something with an element and when, which an entry says itself: when a wave was stopped is no end of it. */
const isEntrys = (path: string, spec: FieldSpec | null, value: unknown, { times }: HistoryContext): boolean =>
  path.split('.').length > 2 &&
  ((spec?.follows !== undefined && (spec.kind === 'person' || spec.kind === 'instant')) ||
    (spec?.kind === 'instant' && typeof value === 'string' && times?.has(value) === true));

/** The sum that a word on a record names: it is for comparing, nobody reads it. */
const isSum = (path: string, spec: FieldSpec | null): boolean =>
  path.endsWith('.subject') && spec?.group === 'decision';

/** What a person would call an element of a list: its title, its question, its text. */
const elementName = (element: Element): string | null => {
  const { key, title } = element;
  if (typeof key === 'string' && typeof title === 'string') return taskTitle({ key, title });
  const name = element.title ?? element.question ?? element.text ?? element.name ?? element.system;
  return typeof name === 'string' && name !== '' ? name : null;
};

const isElement = (value: unknown): value is Element => isObject(value) && typeof value.id === 'string';
const elementsOf = (value: unknown): readonly Element[] =>
  Array.isArray(value) ? value.filter(isElement) : [];

/** Elements may stand for those of another list, by the same id: how far a wave is, beside the wave itself. */
const namesake = (record: object, id: unknown): string | null =>
  Object.values(record)
    .flatMap(elementsOf)
    .filter((element) => element.id === id)
    .map(elementName)
    .find((name) => name !== null) ?? null;

/** `tasks.<id>.state` with the element's name in front, where the record still has it. */
const labelOf = (path: string, { format, record }: HistoryContext): string => {
  const [list = '', id = ''] = path.split('.');
  const label = fieldLabel(format.kind.collection, path);
  const element = getPath(record, `${list}.${id}`);
  if (!isElement(element)) return label;
  const name =
    elementName(element) ??
    nameIn(format.names, id) ??
    namesake(record, id) ??
    fieldLabel(format.kind.collection, list);
  return path.split('.').length > 2 ? `${name}: ${label}` : name;
};

const lineOf = (path: string, from: unknown, to: unknown, context: HistoryContext): HistoryLine => ({
  label: labelOf(path, context),
  from: formatField(path, from, context.format),
  to: formatField(path, to, context.format),
});

/** A line for each key of an object that differs: commercial data, a group that was decided as one, an element of a list. */
const objectLines = (
  path: string,
  from: Element,
  to: Element,
  context: HistoryContext,
): readonly HistoryLine[] => {
  // A group is filed under its name, which is no field; its members are fields of the record.
  const isGroup = specAt(context.format.table, path)?.kind !== 'object';
  return [...new Set([...Object.keys(from), ...Object.keys(to)])].flatMap((key) => {
    const before = from[key] ?? null;
    const after = to[key] ?? null;
    return sameValue(before, after)
      ? []
      : changeLines(isGroup ? key : `${path}.${key}`, before, after, context);
  });
};

/** Elements that came, went, or changed inside. */
const elementLines = (
  list: string,
  from: readonly Element[],
  to: readonly Element[],
  context: HistoryContext,
): readonly HistoryLine[] => {
  const label = fieldLabel(context.format.kind.collection, list);
  // One without words of its own is called by what its ids stand for: who voted, which answer to which question.
  const namesIn = (element: Element): string =>
    [...new Set(Object.values(element))]
      .flatMap((value) => (typeof value === 'string' ? (nameIn(context.format.names, value) ?? []) : []))
      .join(' ');
  // What it holds may name somebody, where it does not itself: a relation that is prepared, by the items that it joins.
  const namesWithin = (element: Element): string =>
    formatList([
      ...new Set(
        Object.values(element)
          .filter(isObject)
          .flatMap((part) => namesIn(part) || []),
      ),
    ]);
  // An id is no word.
  const nameOf = (element: Element): string =>
    elementName(element) ??
    (namesIn(element) ||
      namesake(context.record, element.id) ||
      namesWithin(element) ||
      textOf('record:value.parts', { count: 1 }));
  // A word on a record is read with what was decided.
  const toldOf = (element: Element): string => {
    const path = `${list}.${String(element.id)}.decision`;
    const decided = typeof element.decision === 'string' && specAt(context.format.table, path) !== null;
    return joined([nameOf(element), decided ? formatField(path, element.decision, context.format) : null]);
  };
  const cameTo = (element: Element): HistoryLine => ({ label, from: null, to: toldOf(element) });
  const gone = from.filter(({ id }) => !to.some((other) => other.id === id));
  const came = to.filter(({ id }) => !from.some((other) => other.id === id));
  const changed = to.flatMap((element) => {
    const before = from.find(({ id }) => id === element.id);
    if (before === undefined) return [];
    const lines = objectLines(`${list}.${String(element.id)}`, before, element, context);
    // The same word again, on what was edited since.
    return lines.length === 0 && before.subject !== element.subject ? [cameTo(element)] : lines;
  });
  return [
    ...came.map(cameTo),
    ...gone.map((element) => ({ label, from: nameOf(element), to: null })),
    ...changed,
  ];
};

const changeLines = (
  path: string,
  from: unknown,
  to: unknown,
  context: HistoryContext,
): readonly HistoryLine[] => {
  const spec = specAt(context.format.table, path);
  if (
    isSilent(spec) ||
    isEntrys(path, spec, to ?? from, context) ||
    isSum(path, spec) ||
    context.hidden?.includes(path) ||
    (isBlank(from) && isBlank(to))
  )
    return [];
  const isStructure = (value: unknown): value is Element => isObject(value);
  if ((isStructure(from) || isBlank(from)) && (isStructure(to) || isBlank(to))) {
    return objectLines(path, isStructure(from) ? from : {}, isStructure(to) ? to : {}, context);
  }
  const isListOfElements = elementsOf(from).length + elementsOf(to).length > 0;
  if (isListOfElements) return elementLines(path, elementsOf(from), elementsOf(to), context);
  const line = lineOf(path, from, to, context);
  // Parts that changed inside, where a reader would see the same before and after.
  return [line.from === line.to ? { ...line, from: null, to: null } : line];
};

/** What one change says to a reader; nothing for what only the program needs. */
export const linesOf = ({ field, from, to }: FieldChange, context: HistoryContext): readonly HistoryLine[] =>
  changeLines(field, from, to, context);

/** The tasks of an order that an entry is about. */
const tasksIn = (changes: readonly FieldChange[]): string | null => {
  const changed = changes
    .filter(({ field }) => field === 'tasks')
    .flatMap(({ from, to }) =>
      elementsOf(to).filter(
        (task) =>
          !sameValue(
            task,
            elementsOf(from).find(({ id }) => id === task.id),
          ),
      ),
    );
  const names = changed.flatMap((task) => elementName(task) ?? []);
  return names.length === 0 ? null : names.join(', ');
};

/** Whose entries somebody brought to the server, and how many. */
const broughtWords = (ids: readonly unknown[], { format, record }: HistoryContext): string => {
  const authors = elementsOf(record.journal)
    .filter(({ id }) => ids.includes(id))
    .map(({ by }) => nameOf(format.names, String(by)));
  return textOf('record:history.brought', { count: ids.length, names: formatList([...new Set(authors)]) });
};

/** What an entry says. People's words stand as they were written; what the program says of itself is put into words here. */
const wordsOf = (entry: JournalEntry, context: HistoryContext): string | null => {
  const number = causeOf(entry);
  if (number !== null) return textOf('record:history.because', { number });
  if (entry.kind === 'task') return tasksIn(entry.changes) ?? entry.text;
  const brought = broughtBy(entry);
  if (brought.length > 0) return broughtWords(brought, context);
  const run = runIn(entry);
  if (run !== null) return textOf('diagnosis:toldScript', { title: run.title, version: run.version });
  // The path of the field that was decided.
  return entry.kind === 'clash_resolved' && entry.text !== null ? labelOf(entry.text, context) : entry.text;
};

/** Whose words a correction is about: a comment is read outside the desk, a note is not. */
const correctionKind = (
  { kind }: JournalEntry,
  target: JournalEntry | undefined,
): 'correctedComment' | 'withdrawnComment' | null => {
  if (target?.kind !== 'comment') return null;
  return kind === 'withdrawn' ? 'withdrawnComment' : 'correctedComment';
};

/** What a merge or a decision wrote tells of turns that others were. */
const isTurn = ({ kind }: JournalEntry): boolean =>
  kind === 'changed' || kind === 'assigned' || kind === 'comment';

/** Who only brought what others did has merged nothing. */
const kindOf = (entry: JournalEntry, journal: readonly JournalEntry[]): HistoryItem['kind'] => {
  if (undoneImport(entry) !== null) return 'undone';
  if (runIn(entry) !== null) return 'diagnosed';
  if (isShownAgain(entry)) return 'shownAgain';
  const corrected = correctedBy(entry);
  if (corrected !== null)
    return (
      correctionKind(
        entry,
        journal.find(({ id }) => id === corrected),
      ) ?? entry.kind
    );
  if (takesBack(entry) !== null) return isDoneAgain(entry, journal) ? 'redone' : 'undone';
  return broughtBy(entry).length > 0 && entry.changes.every(({ field }) => field === BROUGHT)
    ? 'brought'
    : ((isTurn(entry) ? turnKindOf(entry) : null) ?? entry.kind);
};

const offerOf = (entry: JournalEntry, { takeable }: HistoryContext): HistoryItem['offer'] => {
  if (takeable?.has(entry.id) !== true) return null;
  return takesBack(entry) === null ? 'undo' : 'redo';
};

/** What entries name that is no field. */
const isMark = ({ field }: FieldChange): boolean =>
  field === BROUGHT || field === TAKES_BACK || field === UNDONE_IMPORT || field === DIAGNOSIS;

/** What a script was answered, in the reader's words as far as they are ours. */
const diagnosisLines = (entry: JournalEntry, { format }: HistoryContext): readonly HistoryLine[] => {
  const run = runIn(entry);
  return run === null ? [] : runLines(run, format).map((line) => ({ ...line, from: null }));
};

const isWanted = (entry: JournalEntry, filter: HistoryFilter): boolean => {
  // Words that were corrected show that themselves.
  if (correctedBy(entry) !== null) return filter === 'all';
  if (isShownAgain(entry)) return filter === 'all';
  if (filter === 'words')
    return entry.kind === 'work_note' || entry.kind === 'comment' || entry.text !== null;
  return filter === 'all' || entry.changes.length > 0;
};

/** The journal, newest first, with ids turned into names. Entries at the same instant stay in the order of their ids, as every replica has them. */
export const historyOf = (
  journal: readonly JournalEntry[],
  filter: HistoryFilter,
  context: HistoryContext,
): readonly HistoryItem[] => {
  const newest = corrections(journal);
  const out = takenBackIn(journal);
  const within = { ...context, times: new Set(journal.map(({ at }) => at)) };
  return journal
    .filter((entry) => isWanted(entry, filter))
    .sort((left, right) => byTime(right, left))
    .map((entry) => {
      const { id, at, by, device, origin, minutes, changes } = entry;
      const correcting = newest.get(id);
      const isCorrection = correctedBy(entry) !== null;
      return {
        ...{ id, at, by, device, origin, kind: kindOf(entry, journal), minutes },
        isTakenBack: out.has(id),
        offer: offerOf(entry, context),
        text: isCorrection ? null : correcting === undefined ? wordsOf(entry, context) : correcting.text,
        who: nameOf(context.format.names, by),
        lines: isCorrection
          ? []
          : [
              ...diagnosisLines(entry, context),
              ...changes.filter((change) => !isMark(change)).flatMap((change) => linesOf(change, within)),
            ],
        correction: correcting === undefined ? null : correctionOf(entry, correcting, journal),
        isSaid: isSaid(entry),
      };
    });
};

/** What an entry said before `newest` corrected it or took it back. */
const correctionOf = (
  entry: JournalEntry,
  newest: JournalEntry,
  journal: readonly JournalEntry[],
): HistoryItem['correction'] => {
  const earlier = journal.filter((one) => one !== newest && correctedBy(one) === entry.id).sort(byTime);
  return {
    isWithdrawn: newest.kind === 'withdrawn',
    before: [entry, ...earlier].flatMap(({ text }) => text ?? []),
  };
};
