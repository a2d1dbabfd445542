import type { PreparedLanguage } from '#domain/prepared/prepared-kinds.ts';
import { processIn } from '#domain/processes/registry.ts';
import type { CollectionName } from '#domain/records/collections.ts';
import { isObject } from '#domain/records/json.ts';
import { SHARED_WORDS } from '#domain/records/word-groups.ts';
import commonDe from '#resources/locales/de/common.json' with { type: 'json' };
import statesDe from '#resources/locales/de/states.json' with { type: 'json' };
import valuesDe from '#resources/locales/de/values.json' with { type: 'json' };
import commonEn from '#resources/locales/en/common.json' with { type: 'json' };
import statesEn from '#resources/locales/en/states.json' with { type: 'json' };
import valuesEn from '#resources/locales/en/values.json' with { type: 'json' };
import commonSv from '#resources/locales/sv/common.json' with { type: 'json' };
import statesSv from '#resources/locales/sv/states.json' with { type: 'json' };
import valuesSv from '#resources/locales/sv/values.json' with { type: 'json' };

/** A text is written in its own language, whichever the console speaks at the moment. */
const WORDS: Readonly<Record<PreparedLanguage, Readonly<Record<string, unknown>>>> = {
  en: { common: commonEn, states: statesEn, values: valuesEn },
  de: { common: commonDe, states: statesDe, values: valuesDe },
  sv: { common: commonSv, states: statesSv, values: valuesSv },
};

const groupOf = (collection: CollectionName, type: string | null, field: string): string => {
  const shared: Readonly<Record<string, string>> = SHARED_WORDS;
  const place = `${collection}.${field}`;
  if (field === 'state') return `states:${processIn(collection, type)?.type ?? type ?? ''}`;
  return Object.hasOwn(shared, place) ? (shared[place] ?? '') : `values:${place}`;
};

/** The word for a coded value of a record's field; null where the locale has none. */
export const wordFor = (
  language: PreparedLanguage,
  { collection, type }: { readonly collection: CollectionName; readonly type: string | null },
  field: string,
  value: string | number,
): string | null => {
  const path = [...groupOf(collection, type, field).split(/[:.]/), String(value)];
  let found: unknown = WORDS[language];
  for (const part of path) found = isObject(found) && Object.hasOwn(found, part) ? found[part] : null;
  return typeof found === 'string' ? found : null;
};
