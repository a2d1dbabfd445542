import type { Person } from '#domain/fields/directory.ts';
import type { NamedEntry } from '../read/import-pages.ts';
import { createIdIndex, type IdIndex } from './id-index.ts';
import { breathe, type ImportControl, type ImportHost } from './import-context.ts';

const PERSON_KEYS = ['employeeNumber', 'login', 'email', 'name'] as const;
export type PersonKey = (typeof PERSON_KEYS)[number];
/** Of a person what a table names them with. */
export type NamedPerson = Pick<Person, 'id' | PersonKey>;

/** Everybody and every place by the words a table names them with. */
export type DirectoryIndex = {
  readonly person: (words: readonly (string | null | undefined)[]) => readonly string[];
  /** Whom one word names in one of these fields. */
  readonly personBy: (field: PersonKey, word: string) => readonly NamedPerson[];
  readonly place: (words: readonly (string | null | undefined)[]) => readonly string[];
  /** Whether a person or place has this id, so that nothing is looked up that is not there. */
  readonly has: (id: string) => boolean;
  readonly note: (entry: NamedEntry) => void;
};

const keyOf = (word: string): string => word.trim().toLowerCase().replace(/\s+/g, ' ');

/** The ids of the first word that names somebody: strong words (number, login) come first. */
const firstOf =
  (index: IdIndex) =>
  (words: readonly (string | null | undefined)[]): readonly string[] => {
    for (const word of words) {
      const found = word == null || word.trim() === '' ? [] : index.get(keyOf(word));
      if (found.length > 0) return found;
    }
    return [];
  };

export const openDirectoryIndex = async (
  host: Pick<ImportHost, 'read'>,
  control: Pick<ImportControl, 'signal'>,
): Promise<DirectoryIndex> => {
  const people = createIdIndex();
  const places = createIdIndex();
  const byId = new Map<string, NamedPerson>();
  const placeIds = new Set<string>();
  const add = (index: IdIndex, word: string | null, id: string): void => {
    if (word !== null && word.trim() !== '') index.add(keyOf(word), id);
  };
  const note = (entry: NamedEntry): void => {
    if (entry.type === 'person') {
      const { id, employeeNumber, login, email, name } = entry;
      byId.set(id, { id, employeeNumber, login, email, name });
      for (const key of PERSON_KEYS) add(people, entry[key], entry.id);
    } else {
      placeIds.add(entry.id);
      for (const word of [entry.code, entry.path, entry.name]) add(places, word, entry.id);
    }
  };
  for (const page of host.read.directoryPages()) {
    for (const entry of page) note(entry);
    await breathe(control);
  }
  // One index for all fields: what is found is asked whether it was this one, also because a renewed entry leaves its old words.
  const personBy = (field: PersonKey, word: string): readonly NamedPerson[] =>
    people
      .get(keyOf(word))
      .flatMap((id) => byId.get(id) ?? [])
      .filter((person) => keyOf(person[field] ?? '') === keyOf(word));
  const has = (id: string): boolean => byId.has(id) || placeIds.has(id);
  return { note, has, person: firstOf(people), personBy, place: firstOf(places) };
};
