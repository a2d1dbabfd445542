import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CallSpec } from '#contracts/define.ts';
import { LANGUAGES, type Language } from '#contracts/language.ts';
import { CONTRACTS } from '#contracts/registry.ts';
import { APPLIED_IN_HISTORY, REVERTED_IN_HISTORY } from '#domain/changes/rehearsal-acts.ts';
import { JOIN_IN_HISTORY } from '#domain/config-items/join.ts';
import { ORIGINS } from '#domain/fields/base.ts';
import { CI_CLASSES, CRITICALITIES } from '#domain/fields/config-items.ts';
import type { FieldSpec, FieldTable } from '#domain/fields/field.ts';
import { ORDER_TYPES } from '#domain/fields/orders.ts';
import { FIELD_TABLES } from '#domain/fields/tables.ts';
import { CHANNELS, HOLD_REASONS, IMPACTS, PRIORITIES, TICKET_TYPES } from '#domain/fields/tickets.ts';
import { INCIDENTS_IN_HISTORY } from '#domain/problems/problem.effects.ts';
import { ORDER } from '#domain/processes/order.ts';
import type { Process } from '#domain/processes/process.ts';
import { PROCESSES } from '#domain/processes/registry.ts';
import { CHANGE_REASONS } from '#domain/records/change-reasons.ts';
import { COLLECTIONS } from '#domain/records/collections.ts';
import { ROLES } from '#domain/records/common.ts';
import { IMPORT_REASONS } from '#domain/records/import-reasons.ts';
import { REASONS } from '#domain/records/reasons.ts';
import { KPI_IDS } from '#domain/reports/kpis.ts';
import { ENGLISH_ONLY, SAME } from './same-words.ts';
import { type SourceFile, shownLiterals, sourcesOf, type Used, usedIn } from './text-usage.ts';

const root = join(import.meta.dirname, '../../..');
const localeDir = join(root, 'resources/locales');

type Words = { readonly [key: string]: string | Words };

const entriesOf = (words: Words, path: string): readonly (readonly [key: string, text: string])[] =>
  Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${path}${key}`, value] as const] : entriesOf(value, `${path}${key}.`),
  );

/** All texts of a language, `namespace:key`. */
const textsOf = (language: Language): ReadonlyMap<string, string> =>
  new Map(
    readdirSync(join(localeDir, language)).flatMap((file) => {
      const words = JSON.parse(readFileSync(join(localeDir, language, file), 'utf8')) as Words;
      return entriesOf(words, `${file.replace('.json', '')}:`);
    }),
  );

const texts = { en: textsOf('en'), de: textsOf('de'), sv: textsOf('sv') } as const satisfies Record<
  Language,
  ReadonlyMap<string, string>
>;
const OTHERS = LANGUAGES.filter((language) => language !== 'en');
const english = [...texts.en];
const namespaces = [...new Set(english.map(([key]) => key.slice(0, key.indexOf(':'))))];

const isTranslated = (key: string): boolean =>
  !ENGLISH_ONLY.some((namespace) => key.startsWith(`${namespace}:`));
const placeholdersIn = (text: string): readonly string[] =>
  [...new Set([...text.matchAll(/\{\{\s*(\w+)[^}]*\}\}/g)].map((match) => match[1] ?? ''))].sort();

/** What has only values and signs says the same in every language. */
const hasWords = (text: string): boolean => /\p{L}/u.test(text.replace(/\{\{[^}]*\}\}/g, ''));

const withoutPlural = (key: string): string => key.replace(/_(one|other)$/, '');

describe.each(OTHERS)('the texts in %s', (language) => {
  const spoken = texts[language];

  it('are the same as in English', () => {
    const expected = english.map(([key]) => key).filter(isTranslated);
    expect([...spoken.keys()].sort()).toEqual(expected.sort());
  });

  it('are translated, but for the words that are the same by nature', () => {
    const same = english
      .filter(([key, text]) => spoken.get(key) === text && hasWords(text))
      .map(([, text]) => text);
    expect([...new Set(same)].filter((text) => !SAME[language].includes(text)).sort()).toEqual([]);
    // What is no longer the same has to leave the list.
    expect(SAME[language].filter((text) => !same.includes(text))).toEqual([]);
  });

  it('use the same values as in English', () => {
    const differing = english.flatMap(([key, text]) => {
      const other = spoken.get(key);
      if (other === undefined) return [];
      return placeholdersIn(other).join() === placeholdersIn(text).join() ? [] : [`${key}: ${other}`];
    });
    expect(differing).toEqual([]);
  });

  it('are written as the language does: no straight quotation marks, no blank at an end', () => {
    const wrong = [...spoken].filter(([, text]) => /"|^\s|\s$/.test(text));
    expect(wrong).toEqual([]);
  });
});

const sources: readonly SourceFile[] = sourcesOf(['renderer', 'cli', 'domain/records']);
const used: readonly Used[] = sources.flatMap((source) => usedIn(source, namespaces));
const keys = new Set(english.map(([key]) => withoutPlural(key)));

const asPattern = (key: string): RegExp =>
  new RegExp(`^${key.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '[^:]+')}$`);

/** The keys that a written one may mean; a group named as a whole stands for all of its keys. */
const meantBy = (written: string, isPattern: boolean): readonly string[] => {
  if (keys.has(written)) return [written];
  const pattern = asPattern(isPattern ? written : `${written}.*`);
  return [...keys].filter((key) => pattern.test(key));
};

/** Every key that the code may ask for. */
const askedFor = new Set(
  used.flatMap(({ key, namespaces: meant, isPattern }) =>
    meant.flatMap((namespace) => meantBy(`${namespace}:${key}`, isPattern)),
  ),
);

const namesIn = (spec: FieldSpec): readonly string[] => {
  if (spec.kind === 'list') return namesIn(spec.of);
  return spec.kind === 'object' ? namesOf(spec.fields) : [];
};
const namesOf = (table: FieldTable): readonly string[] =>
  Object.entries(table).flatMap(([name, spec]) => [name, ...namesIn(spec)]);
const tables: readonly FieldTable[] = Object.values(FIELD_TABLES).flatMap((all) => Object.values(all));

/** Names of the values in a contract's input, which a refusal may name. */
const inputNames = (): readonly string[] =>
  Object.values(CONTRACTS).flatMap(({ commands, queries }) =>
    Object.values({ ...commands, ...queries } as Record<string, CallSpec>).flatMap(({ input }) =>
      shapeNames(input as unknown as Shaped),
    ),
  );
type Shaped = {
  readonly shape?: Readonly<Record<string, Shaped>>;
  readonly options?: readonly Shaped[];
  readonly element?: Shaped;
  readonly unwrap?: () => Shaped;
};
const shapeNames = (schema: Shaped): readonly string[] => [
  ...Object.entries(schema.shape ?? {}).flatMap(([name, inner]) => [name, ...shapeNames(inner)]),
  ...(schema.options ?? []).flatMap(shapeNames),
  ...(schema.element === undefined ? [] : shapeNames(schema.element)),
  ...(schema.unwrap === undefined ? [] : shapeNames(schema.unwrap())),
];

const processes: readonly Process[] = [...Object.values(PROCESSES), ORDER];

/** Groups whose keys are codes of the domain: they have a word for each code, and no other. */
const CODES: Readonly<Record<string, readonly (string | number)[]>> = {
  'common:holdReasons': HOLD_REASONS,
  'common:ticketTypes': TICKET_TYPES,
  'common:recordTypes': [...new Set([...TICKET_TYPES, ...Object.keys(PROCESSES), 'order'])],
  'common:orderTypes': ORDER_TYPES,
  'common:priorities': PRIORITIES,
  'common:levels': IMPACTS,
  'common:channels': CHANNELS,
  'common:ciClasses': CI_CLASSES,
  'common:criticalities': CRITICALITIES,
  'common:collections': COLLECTIONS,
  'common:roles': ROLES,
  'common:languages': LANGUAGES,
  // What is done in the console is the ordinary case.
  'record:history.origins': ORIGINS.filter((origin) => origin !== 'console'),
  'reports:kpi': [...KPI_IDS, 'backlogByPriority', 'backlogByAge'],
  ...Object.fromEntries(processes.map(({ type, states }) => [`states:${type}`, Object.keys(states)])),
  ...Object.fromEntries(
    processes.map(({ type, steps }) => [`steps:${type}`, [...new Set(steps.map(({ name }) => name))]]),
  ),
};
const REASON_KEYS = Object.keys({ ...REASONS, ...CHANGE_REASONS, ...IMPORT_REASONS });

describe('the keys', () => {
  it('are there for everything the code asks for', () => {
    const missing = used.filter(
      ({ key, namespaces: meant, isPattern, isAsked }) =>
        isAsked && !isPattern && !meant.some((namespace) => meantBy(`${namespace}:${key}`, false).length > 0),
    );
    expect(missing.map(({ file, key }) => `${file}: ${key}`)).toEqual([]);
    expect(used.length).toBeGreaterThan(1000);
  });

  it.each(Object.entries(CODES))('of %s are the codes of the domain', (group, codes) => {
    const inGroup = [...keys]
      .filter((key) => key.startsWith(`${group}.`))
      .map((key) => key.slice(group.length + 1).split('.')[0]);
    expect([...new Set(inGroup)].sort()).toEqual([...new Set(codes.map(String))].sort());
  });

  it('of fields.json name every field of every record, and nothing else', () => {
    const groups = tables.flatMap((table) => Object.values(table).flatMap(({ group }) => group ?? []));
    // What a field means elsewhere stands under its collection, or under `parts` for those inside of others.
    const inCollections = Object.entries(FIELD_TABLES).flatMap(([collection, all]) =>
      Object.values(all as Readonly<Record<string, FieldTable>>).flatMap((table) =>
        Object.keys(table).map((name) => `${collection}.${name}`),
      ),
    );
    const inParts = tables
      .flatMap((table) => Object.values(table).flatMap(namesIn))
      .map((name) => `parts.${name}`);
    const named = [...keys]
      .filter((key) => key.startsWith('fields:'))
      .map((key) => key.slice('fields:'.length));
    const top = [...new Set(tables.flatMap((table) => Object.keys(table)))];
    expect(top.filter((name) => !named.includes(name)).sort()).toEqual([]);
    const known = new Set([
      ...tables.flatMap(namesOf),
      ...groups,
      ...inCollections,
      ...inParts,
      ...inputNames(),
      // The history of a problem tells which incidents came and went, which is no field.
      `tickets.${INCIDENTS_IN_HISTORY}`,
      // That of a change, that what it prepared was applied and reverted.
      `tickets.${APPLIED_IN_HISTORY}`,
      `tickets.${REVERTED_IN_HISTORY}`,
      // And that of an item with which others it was joined.
      ...JOIN_IN_HISTORY.map((name) => `configItems.${name}`),
    ]);
    expect(
      named.filter(
        (name) => !known.has(name) && !used.some(({ key }) => key === name && askedFor.has(`fields:${name}`)),
      ),
    ).toEqual([]);
  });

  it('of reasons.json are the reasons, each with the values it is given', () => {
    const spokenReasons = [...keys]
      .filter((key) => key.startsWith('reasons:'))
      .map((key) => key.slice('reasons:'.length));
    expect(spokenReasons.sort()).toEqual([...REASON_KEYS].sort());
    const given: Readonly<Record<string, readonly string[]>> = {
      ...REASONS,
      ...CHANGE_REASONS,
      ...IMPORT_REASONS,
    };
    const wrong = english.flatMap(([key, text]) => {
      if (!key.startsWith('reasons:')) return [];
      const values = given[withoutPlural(key).slice('reasons:'.length)] ?? [];
      return placeholdersIn(text)
        .filter((name) => !values.includes(name))
        .map((name) => `${key}: ${name}`);
    });
    expect(wrong).toEqual([]);
  });

  it('are all asked for', () => {
    const menu = readFileSync(join(root, 'main/electron/menu.ts'), 'utf8');
    const unused = [...keys].filter((key) => {
      if (key.startsWith('fields:') || key.startsWith('reasons:')) return false;
      if (key.startsWith('menu:')) return !menu.includes(`words.${key.slice('menu:'.length)}`);
      return !askedFor.has(key);
    });
    expect(unused).toEqual([]);
  });

  it('count one in the singular', () => {
    const wrong = english.filter(
      ([key, text]) => /\{\{count\}\}(?: [a-z]+)* [a-z]+s\b/.test(text) && !/_(one|other)$/.test(key),
    );
    expect(wrong.filter(([key]) => isTranslated(key))).toEqual([]);
    for (const language of LANGUAGES) {
      for (const key of texts[language].keys()) {
        if (key.endsWith('_other'))
          expect(texts[language].has(key.replace(/_other$/, '_one')), key).toBe(true);
      }
    }
  });
});

it('nothing that is shown stands in the code', () => {
  expect(sources.filter(({ file }) => file.startsWith('renderer/')).flatMap(shownLiterals)).toEqual([]);
});
