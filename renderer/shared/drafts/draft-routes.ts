import { registered } from '#renderer/shared/navigation/registry.ts';
import type { Route } from '#renderer/shared/navigation/route.ts';
import { parseFields } from './draft-model.ts';

type Values = Readonly<Record<string, unknown>>;

const kindOf = (key: string): string => key.slice(0, key.indexOf(':'));

/** What the features say of drafts of this kind. */
const said = <T>(
  tables: readonly (Readonly<Record<string, T>> | undefined)[],
  key: string,
): T | undefined => {
  const kind = kindOf(key);
  return tables.find((table) => table !== undefined && Object.hasOwn(table, kind))?.[kind];
};

/** The page that shows a draft; null for keys of pages that are not known here. */
export const routeOfDraft = (key: string): Route | null => {
  const tables = registered().features.map(({ drafts }) => drafts);
  return said(tables, key)?.(key.slice(kindOf(key).length + 1)) ?? null;
};

/** Keys of all that goes when this draft, as it is stored, is thrown away. */
export const keysOfDraft = (key: string, stored: Values): readonly string[] => {
  const values = Object.entries(parseFields(stored)).map(([name, { value }]) => [name, value]);
  const tables = registered().features.map(({ draftParts }) => draftParts);
  return [key, ...(said(tables, key)?.(Object.fromEntries(values)) ?? [])];
};
