import { type Command, InvalidArgumentError, Option } from 'commander';
import { COLLECTIONS, type CollectionName } from '#domain/records/collections.ts';
import { say } from './words.ts';

/** A verb without its own words on the profile and its key. */
export const withProfileOptions = (command: Command): Command =>
  command
    .requiredOption('--profile <dir>', say('options.profile'))
    .option('--key-file <file>', say('options.keyFile'));

export const wholeNumber =
  (least: number, most: number) =>
  (text: string): number => {
    const value = Number(text);
    if (Number.isInteger(value) && value >= least && value <= most) return value;
    throw new InvalidArgumentError(say('wrong.wholeNumber', { least, most }));
  };

/** How far back ended work is loaded. Not null for all of it: commander makes an empty text of that. */
export const endedMonths = (text: string): number | 'all' =>
  text === 'all' ? text : wholeNumber(1, 120)(text);

export const serverAddress = (text: string): string => {
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return text;
  throw new InvalidArgumentError(say('wrong.address'));
};

export const collectionName = (text: string): CollectionName => {
  const found = COLLECTIONS.find((name) => name === text);
  if (found !== undefined) return found;
  throw new InvalidArgumentError(say('wrong.choice', { allowed: COLLECTIONS.join(', ') }));
};

/** A calendar date. */
export const isoDate = (text: string): string => {
  const isDate = /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));
  // Date.parse rolls over what no month has.
  if (isDate && new Date(text).toISOString().startsWith(text)) return text;
  throw new InvalidArgumentError(say('wrong.date'));
};

export const prefixOption = (): Option =>
  new Option('--prefix <name>', say('options.prefix')).default('deskhand');
