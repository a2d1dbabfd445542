import type { PreviewedCollection, RecordPreview } from '#contracts/related.ts';
import type { JournalEntry } from '#domain/fields/base.ts';
import type { Priority } from '#domain/fields/tickets.ts';
import { corrections } from '#domain/journal/corrections.ts';
import { byTime } from '#domain/journal/journal.ts';
import { cutText } from '#domain/records/cut-text.ts';
import { nameIn } from '#domain/records/names.ts';
import type { HostContext } from '../../context.ts';

type Values = Readonly<Record<string, unknown>>;

/** The texts that say what a record is about, the most telling first. */
const TEXTS: Readonly<Record<PreviewedCollection, readonly string[]>> = {
  tickets: ['description', 'symptom', 'justification', 'workaround', 'closureNotes', 'solution'],
  knowledge: ['symptom', 'workaround', 'body'],
  orders: ['description', 'completionNotes'],
  configItems: ['model', 'userId', 'placeId', 'notes'],
  events: ['body'],
};
/** What a preview shows of them. */
const SHOWN = { tickets: 2, knowledge: 2, orders: 2, configItems: 4, events: 1 } as const;
const MOST_TEXT = 420;

const textOf = (value: unknown): string | null =>
  typeof value === 'string' && value.trim() !== '' ? value : null;
const cut = (text: string): string =>
  text.length > MOST_TEXT ? `${cutText(text, MOST_TEXT).trimEnd()}…` : text;

/** The last note or comment that stands, as it was corrected. */
const lastSaid = (journal: readonly JournalEntry[]): JournalEntry | null => {
  const corrected = corrections(journal);
  return (
    [...journal]
      .sort(byTime)
      .filter(({ kind }) => kind === 'work_note' || kind === 'comment')
      .map((entry) => ({
        ...entry,
        text: corrected.has(entry.id) ? (corrected.get(entry.id)?.text ?? null) : entry.text,
      }))
      .filter(({ text }) => textOf(text) !== null)
      .at(-1) ?? null
  );
};

/** The field's text as people read it: names of what it refers to, the maker before the model. */
const shownText = (record: Values, field: string, names: Readonly<Record<string, string>>): string | null => {
  const text = textOf(record[field]);
  if (field === 'userId' || field === 'placeId') return text === null ? null : nameIn(names, text);
  return field === 'model' && text !== null
    ? [textOf(record.manufacturer), text].filter(Boolean).join(' ')
    : text;
};

/** What a record is about, in short; null where it is not on this device. */
export const previewOf = async (
  { records, read }: HostContext,
  collection: PreviewedCollection,
  id: string,
): Promise<RecordPreview | null> => {
  const found = await records.get(collection, id);
  if (found === null) return null;
  const record: Values = { ...found };
  const said = lastSaid(found.journal);
  const named = [record.assigneeId, record.teamId, record.userId, record.placeId, said?.by];
  const names = read.names(named.map(textOf));
  const nameOf = (value: unknown): string | null => nameIn(names, textOf(value));
  return {
    type: textOf(record.type),
    number: textOf(record.number),
    title: textOf(record.title) ?? textOf(record.name) ?? '',
    state: textOf(record.state) ?? textOf(record.status),
    priority: typeof record.priority === 'number' ? (record.priority as Priority) : null,
    assigneeName: nameOf(record.assigneeId),
    teamName: nameOf(record.teamId),
    updatedAt: found.updatedAt,
    texts: TEXTS[collection]
      .flatMap((field) => {
        const text = shownText(record, field, names);
        return text === null ? [] : [{ field, text: cut(text) }];
      })
      .slice(0, SHOWN[collection]),
    lastWords: said === null ? null : { text: cut(said.text ?? ''), byName: nameOf(said.by), at: said.at },
  };
};
