import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../../..');
const localeDir = join(root, 'resources/locales/en');

type Words = { readonly [key: string]: string | Words };

const namespaces = new Map(
  readdirSync(localeDir).map((file) => [
    file.replace('.json', ''),
    JSON.parse(readFileSync(join(localeDir, file), 'utf8')) as Words,
  ]),
);

const has = (words: Words | undefined, key: string): boolean => {
  let here: string | Words | undefined = words;
  for (const part of key.split('.')) here = typeof here === 'object' ? here[part] : undefined;
  return here !== undefined;
};

/** Every way a key may be written in the file: as it is, or as the forms of a plural. */
const exists = (namespace: string, key: string): boolean => {
  const words = namespaces.get(namespace);
  return has(words, key) || (has(words, `${key}_one`) && has(words, `${key}_other`));
};

const sources = readdirSync(join(root, 'renderer'), { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file))
  .map((file) => ({ file, source: readFileSync(join(root, 'renderer', file), 'utf8') }));

/** Keys written out in full, with the namespace that the file's `useText` asks for where the key names none. */
const usedKeys = sources.flatMap(({ file, source }) => {
  const own = [...source.matchAll(/useText\('([\w-]+)'\)/g)].map((match) => match[1] ?? '');
  const literals = [...source.matchAll(/\bt(?:ext)?\('([\w.:-]+)'/g)].map((match) => match[1] ?? '');
  const labels = [...source.matchAll(/'([a-z]+:[\w.-]+)'/g)].map((match) => match[1] ?? '');
  return [
    ...literals.map((key) => ({
      file,
      candidates: key.includes(':') ? [key] : own.map((namespace) => `${namespace}:${key}`),
    })),
    ...labels
      .filter((key) => namespaces.has(key.slice(0, key.indexOf(':'))))
      .map((key) => ({ file, candidates: [key] })),
  ];
});

describe('texts', () => {
  it('are there for every key the console asks for', () => {
    const missing = usedKeys.filter(
      ({ candidates }) =>
        candidates.length > 0 &&
        !candidates.some((candidate) => {
          const colon = candidate.indexOf(':');
          return exists(candidate.slice(0, colon), candidate.slice(colon + 1));
        }),
    );
    expect(missing.map(({ file, candidates }) => `${file}: ${candidates.join(' or ')}`)).toEqual([]);
    expect(usedKeys.length).toBeGreaterThan(100);
  });
});

const entriesOf = (words: Words, path: string): readonly (readonly [key: string, text: string])[] =>
  Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${path}${key}`, value] as const] : entriesOf(value, `${path}${key}.`),
  );

it('one of something is never counted in the plural', () => {
  const counted = [...namespaces].flatMap(([namespace, words]) => entriesOf(words, `${namespace}:`));
  const wrong = counted.filter(
    ([key, text]) => /\{\{count\}\}(?: [a-z]+)* [a-z]+s\b/.test(text) && !/_(one|other)$/.test(key),
  );
  expect(wrong).toEqual([]);
  for (const [key] of counted.filter(([key]) => key.endsWith('_other')))
    expect(counted.map(([other]) => other)).toContain(key.replace(/_other$/, '_one'));
});
