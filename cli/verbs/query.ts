import type { Command } from 'commander';
import * as z from 'zod';
import { PatternError } from '#backend/selectors/pattern.ts';
import { hasPatterns, withoutPatterns } from '#backend/selectors/without-patterns.ts';
import type { CollectionName } from '#domain/records/collections.ts';
import { FOR_ISSUES, firstIssue } from '#domain/records/issue-words.ts';
import type { Host } from '#main/host/host.ts';
import { collectionName, withProfileOptions } from '../options.ts';
import { createPatternMatcher } from '../pattern-query.ts';
import { type ProfileOptions, withProfile } from '../profile.ts';
import { isRecordField, recordFields } from '../record-fields.ts';
import { Refused, type Terminal, WrongUsage } from '../terminal.ts';
import { issueSentence, say } from '../words.ts';

const querySchema = z.strictObject({
  selector: z.record(z.string(), z.unknown()),
  sort: z.array(z.record(z.string(), z.enum(['asc', 'desc']))).optional(),
  limit: z.int().min(1).optional(),
  skip: z.int().min(0).optional(),
});
type Mango = z.infer<typeof querySchema>;

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new WrongUsage(say('query.noJson', { cause: (error as Error).message }));
  }
};

/** A whole query when it has a `selector`, else the selector itself. @throws WrongUsage */
const parseMango = (collection: CollectionName, text: string): Mango => {
  const value = parseJson(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new WrongUsage(say('query.noObject'));
  }
  if (!('selector' in value)) return { selector: value as Mango['selector'] };
  const parsed = querySchema.safeParse(value, FOR_ISSUES);
  if (!parsed.success)
    throw new WrongUsage(say('query.wrong', { cause: issueSentence(firstIssue(parsed.error)) }));
  const sorted = (parsed.data.sort ?? []).flatMap((part) => Object.keys(part));
  const unknown = sorted.find((field) => !isRecordField(collection, field));
  if (unknown !== undefined) {
    const known = Object.keys(recordFields(collection)).join(', ');
    throw new WrongUsage(say('query.noField', { collection, field: unknown, allowed: known }));
  }
  return parsed.data;
};

/** Patterns are looked for here, in what the rest of the query finds: RxDB's own would never end for some. */
const findWithPatterns = async (
  host: Host,
  collection: CollectionName,
  { skip = 0, limit = Number.POSITIVE_INFINITY, ...query }: Mango,
): Promise<readonly unknown[]> => {
  const matches = createPatternMatcher(query.selector);
  const selector = withoutPatterns(query.selector);
  const candidates = await findPlain(host, collection, { ...query, selector: { ...selector } });
  return candidates.filter((found) => matches({ ...found })).slice(skip, skip + limit);
};

const findPlain = async (
  host: Host,
  collection: CollectionName,
  query: Mango,
): Promise<readonly object[]> => {
  // The query comes from outside: RxDB checks what the type can't promise.
  // The collection is a variable, so RxDB's type of its query fits none (see main/host/store/records.ts).
  const found = await host.context.database.collections[collection].find(query as never).exec();
  return found.map((document) => document.toJSON());
};

const find = async (host: Host, collection: CollectionName, query: Mango): Promise<readonly unknown[]> => {
  try {
    return hasPatterns(query.selector)
      ? await findWithPatterns(host, collection, query)
      : await findPlain(host, collection, query);
  } catch (error) {
    const cause = (error as Error).message.split('\n')[0] ?? '';
    throw new Refused({
      code: 'bad_query',
      message:
        error instanceof PatternError
          ? say('query.pattern', { pattern: error.pattern, cause })
          : say('query.notRun', { cause }),
    });
  }
};

export const addQuery = (program: Command, terminal: Terminal): void => {
  withProfileOptions(
    program
      .command('query')
      .description(say('verbs.query'))
      .argument('<collection>', say('query.collection'), collectionName)
      .argument('<mango>', say('query.mango')),
  ).action(async (collection: CollectionName, text: string, options: ProfileOptions) => {
    const mango = parseMango(collection, text);
    const rows = await withProfile(options, terminal, false, (host) => find(host, collection, mango));
    for (const row of rows) await terminal.raw(`${JSON.stringify(row)}\n`);
    terminal.data(rows);
  });
};
