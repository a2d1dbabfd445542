import { type DraftFields, readField } from '#renderer/shared/drafts/draft-model.ts';

/**
 * What is typed into one entry of a list is drafted field by field, as the fields of a record are. So the entry may change while somebody
 * writes (another console ticks the task), and what is sent is the entry as it is with what was typed on top.
 */

type Entry = { readonly id: string };

const prefixOf = (list: string, id: string): string => `${list}.${id}`;

/** Under which one field of an entry is drafted. */
export const draftName = (list: string, id: string, field: string): string =>
  `${prefixOf(list, id)}.${field}`;

/** Names of all that is drafted of an entry. */
export const draftNames = (fields: DraftFields, list: string, id: string): readonly string[] =>
  Object.keys(fields).filter(
    (name) => name === prefixOf(list, id) || name.startsWith(`${prefixOf(list, id)}.`),
  );

/** Ids of the entries of which something is typed and not sent, from an earlier run too. */
export const draftedIds = (fields: DraftFields, list: string): readonly string[] => [
  ...new Set(
    Object.keys(fields)
      .filter((name) => name.startsWith(`${list}.`))
      .map((name) => name.slice(list.length + 1).split('.')[0] ?? ''),
  ),
];

/** The entry as it is now with what was typed of these fields. */
export const typedEntry = <E extends Entry>(
  fields: DraftFields,
  list: string,
  entry: E,
  asked: readonly (keyof E & string)[],
): E => ({
  ...entry,
  ...Object.fromEntries(
    asked.map((field) => [
      field,
      readField(fields, draftName(list, entry.id, field), entry[field] ?? null).value,
    ]),
  ),
});
