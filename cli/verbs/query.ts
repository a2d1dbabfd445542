import type { Command } from 'commander';
import type { CollectionName } from '#domain/records/collections.ts';
import type { Host } from '#main/host/host.ts';
import { collectionName, withProfileOptions } from '../options.ts';
import { type ProfileOptions, withProfile } from '../profile.ts';
import { Refused, type Terminal, WrongUsage } from '../terminal.ts';

type Mango = Readonly<Record<string, unknown>>;

const QUERY_KEYS = ['selector', 'sort', 'limit', 'skip'];

/** A whole query when it has a `selector`, else the selector itself. */
const parseMango = (text: string): Mango => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new WrongUsage(`The query is no valid JSON: ${(error as Error).message}`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new WrongUsage(
      'A query is an object, for example {"state":"new"} or {"selector":{...},"limit":10}.',
    );
  }
  if (!('selector' in value)) return { selector: value };
  const unknown = Object.keys(value).filter((key) => !QUERY_KEYS.includes(key));
  if (unknown.length > 0)
    throw new WrongUsage(`Besides selector, sort, limit and skip there is: ${unknown.join(', ')}.`);
  return value as Mango;
};

const find = async (host: Host, collection: CollectionName, query: Mango): Promise<readonly unknown[]> => {
  try {
    // The query comes from outside: RxDB checks what the type can't promise.
    const found = await host.context.database.collections[collection].find(query as never).exec();
    return found.map((document) => document.toJSON());
  } catch (error) {
    throw new Refused({
      code: 'bad_query',
      message: `The query can not be run: ${(error as Error).message.split('\n')[0]}`,
    });
  }
};

export const addQuery = (program: Command, terminal: Terminal): void => {
  withProfileOptions(
    program
      .command('query')
      .description('records by a Mango query, one JSON document a line')
      .argument('<collection>', 'for example tickets', collectionName)
      .argument('<mango>', '{"state":"new"} or {"selector":{...},"sort":[{"openedAt":"asc"}],"limit":10}'),
  ).action(async (collection: CollectionName, text: string, options: ProfileOptions) => {
    const mango = parseMango(text);
    const rows = await withProfile(options, terminal, false, (host) => find(host, collection, mango));
    for (const row of rows) await terminal.raw(`${JSON.stringify(row)}\n`);
    terminal.data(rows);
  });
};
