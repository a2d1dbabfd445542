/**
 * What is sent to `_find`, `_explain` and `_index`, looked at as CouchDB looks at it before anything is asked: PouchDB answers most of what is wrong
 * with an exception of its own.
 */
import { isSelector, type Selector } from '../selectors/without-patterns.ts';
import { HttpError } from './http-error.ts';

/** Throws for a value that is not what it has to be. */
type Check = (value: unknown) => void;
type Checks = Readonly<Record<string, Check>>;

const refusal = (name: string, reason: string): HttpError => new HttpError(400, name, reason);
const shown = (value: unknown): string => JSON.stringify(value) ?? 'nothing';

/** A request that was looked at. */
export type FindRequest = {
  readonly selector: Selector;
  readonly limit?: number;
  readonly skip?: number;
  readonly fields?: readonly string[];
  readonly [option: string]: unknown;
};

/** The request as PouchDB takes it. @throws HttpError 400 for what nobody can find by */
export function findRequest(request: Selector): FindRequest {
  checkObject(request, FIND, ['selector']);
  // Which index to take is advice, and PouchDB fails for one that is not there; so it does for an order of nothing.
  const { use_index: _advice, sort: order, ...rest } = request;
  const isOrdered = Array.isArray(order) && order.length > 0;
  // Each of the members is what the type says, or it would have been refused.
  return { ...rest, ...(isOrdered ? { sort: order } : {}) } as FindRequest;
}

/** More than anybody thinks of. Each is looked at for each document, and for each element of its lists. */
const MOST_PARTS = 5_000;
/** Looking at so many parts of a question takes some seconds, in which nobody else is answered. */
const MOST_LOOKS = 30_000_000;

/** The names, steps of paths and values that a question is made of; texts of `fields` and `sort` are paths, others are values. */
function partsOf(value: unknown, isPath = false): number {
  if (Array.isArray(value)) return value.reduce((sum: number, item) => sum + partsOf(item, isPath), 0);
  if (!isSelector(value)) return isPath && typeof value === 'string' ? stepsOf(value) : 1;
  return Object.entries(value).reduce(
    (sum, [name, inner]) => sum + stepsOf(name) + partsOf(inner, name === 'fields' || name === 'sort'),
    0,
  );
}
const stepsOf = (path: string): number => path.split('.').length;

/**
 * @param documents how many there are to look at
 * @throws HttpError 413 for a question that would take too long to answer
 */
export function refuseEndless(question: unknown, documents: number): void {
  const parts = partsOf(question);
  if (parts > MOST_PARTS || parts * documents > Math.max(MOST_LOOKS, 100 * documents))
    throw new HttpError(413, 'too_large', 'the request asks for too much at once');
}

/** @throws HttpError 400 for what is no selector */
export function checkSelector(value: unknown): asserts value is Selector {
  selector(value);
}

/** @throws HttpError 400 for what can't be made an index of */
export const checkIndex = (request: Selector): void => checkObject(request, INDEX_REQUEST, ['index']);

function checkObject(object: Selector, checks: Checks, required: readonly string[]): void {
  for (const name of required)
    if (object[name] === undefined) throw refusal('missing_required_key', `Missing required key: ${name}`);
  for (const [name, value] of Object.entries(object)) {
    const check = Object.hasOwn(checks, name) ? checks[name] : undefined;
    if (check === undefined) throw refusal('invalid_key', `Invalid key ${name} for this request.`);
    check(value);
  }
}

const count: Check = (value) => {
  if (!Number.isSafeInteger(value) || (value as number) < 0)
    throw refusal(
      'invalid_non_neg_integer',
      `${shown(value)} is not an integer greater than or equal to zero`,
    );
};
const atLeastOne: Check = (value) => {
  if (!Number.isSafeInteger(value) || (value as number) < 1)
    throw refusal('invalid_pos_integer', `${shown(value)} is not an integer greater than zero`);
};
const yesOrNo: Check = (value) => {
  if (typeof value !== 'boolean') throw refusal('invalid_boolean', `Invalid boolean value: ${shown(value)}`);
};
const text: Check = (value) => {
  if (typeof value !== 'string') throw refusal('invalid_string', `Invalid string: ${shown(value)}`);
};
const nameOfIndex: Check = (value) => {
  text(value);
  if (value === '') throw refusal('invalid_empty_string', 'Index name or ddoc cannot be empty string');
};
const anything: Check = () => {};
const noBookmark: Check = (value) => {
  if (value !== '') throw refusal('invalid_bookmark', `Invalid bookmark value: ${shown(value)}`);
};

const fieldNames: Check = (value) => {
  if (!Array.isArray(value))
    throw refusal('invalid_fields', `Fields must be an array of strings, not: ${shown(value)}`);
  for (const name of value)
    if (typeof name !== 'string')
      throw refusal('invalid_field', `Invalid JSON for field spec: ${shown(name)}`);
};

const DIRECTIONS: readonly unknown[] = ['asc', 'desc'];

/** The direction that a part of a sort names; undefined for what is none. */
function directionOf(part: unknown): unknown {
  if (typeof part === 'string') return part === '' ? undefined : 'asc';
  const [entry, ...more] = isSelector(part) ? Object.entries(part) : [];
  return entry !== undefined && more.length === 0 && DIRECTIONS.includes(entry[1]) ? entry[1] : undefined;
}

const sort: Check = (value) => {
  if (!Array.isArray(value))
    throw refusal('invalid_sort_json', `Sort must be an array of sort specs, not: ${shown(value)}`);
  const wrong = value.find((part) => directionOf(part) === undefined);
  if (wrong !== undefined) throw refusal('invalid_sort_field', `Invalid sort field: ${shown(wrong)}`);
  if (new Set(value.map(directionOf)).size > 1)
    throw refusal(
      'unsupported_mixed_sort',
      'Sorts currently only support a single direction for all fields.',
    );
};

const whichIndex: Check = (value) => {
  const names = Array.isArray(value) ? value : [value];
  if (names.length > 2 || !names.every((name) => typeof name === 'string'))
    throw refusal('invalid_index_name', `Invalid index name: ${shown(value)}`);
};

const selector: Check = (value) => {
  if (!isSelector(value))
    throw refusal('invalid_selector_json', `Selector must be a JSON object, not: ${shown(value)}`);
  checkConditions(value);
};

const isList = (value: unknown): boolean => Array.isArray(value);
const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;
const isText = (value: unknown): boolean => typeof value === 'string';
const isDivision = (value: unknown): boolean =>
  Array.isArray(value) && value.length === 2 && value.every(Number.isSafeInteger) && value[0] !== 0;
const isAnything = (): boolean => true;
const TYPES: readonly unknown[] = ['null', 'boolean', 'number', 'string', 'array', 'object'];
const isType = (value: unknown): boolean => TYPES.includes(value);

/** CouchDB's operators with what may stand behind them. Not those that PouchDB does not know. */
const OPERATORS: Readonly<Record<string, (value: unknown) => boolean>> = {
  ...{
    $lt: isAnything,
    $lte: isAnything,
    $eq: isAnything,
    $ne: isAnything,
    $gte: isAnything,
    $gt: isAnything,
  },
  ...{ $in: isList, $nin: isList, $all: isList, $and: isList, $or: isList, $nor: isList },
  ...{ $not: isSelector, $elemMatch: isSelector, $allMatch: isSelector },
  ...{ $exists: (value: unknown) => typeof value === 'boolean', $type: isType },
  ...{ $size: isCount, $mod: isDivision, $regex: isText },
};
/** What stands behind these is no condition: values to compare with, whatever they are. */
const OF_VALUES = ['$lt', '$lte', '$eq', '$ne', '$gte', '$gt', '$in', '$nin', '$all'];

function checkConditions(conditions: Selector): void {
  for (const [name, value] of Object.entries(conditions)) {
    if (name.startsWith('$')) checkOperator(name, value);
    if (name === '') throw refusal('invalid_selector', 'One or more conditions is missing a field name.');
    if (OF_VALUES.includes(name)) continue;
    for (const inner of Array.isArray(value) ? value : [value]) if (isSelector(inner)) checkConditions(inner);
  }
}

function checkOperator(name: string, value: unknown): void {
  const takes = Object.hasOwn(OPERATORS, name) ? OPERATORS[name] : undefined;
  if (takes === undefined) throw refusal('invalid_operator', `Invalid operator: ${name}`);
  if (takes(value)) return;
  // CouchDB knows this one by its text only.
  if (name === '$regex') throw refusal('invalid_operator', `Invalid operator: ${name}`);
  throw refusal('bad_arg', `Bad argument for operator ${name}: ${shown(value)}`);
}

const FIND: Checks = {
  ...{ selector, limit: count, skip: count, sort, fields: fieldNames, use_index: whichIndex },
  ...{ bookmark: noBookmark, partition: text, stale: anything, r: atLeastOne },
  ...{
    conflicts: yesOrNo,
    update: yesOrNo,
    stable: yesOrNo,
    execution_stats: yesOrNo,
    allow_fallback: yesOrNo,
  },
};

const definition: Check = (value) => {
  if (!isSelector(value))
    throw refusal('invalid_index', `JSON indexes must be an object, not: ${shown(value)}`);
  checkObject(value, { fields: sort, partial_filter_selector: selector }, ['fields']);
};

const jsonOnly: Check = (value) => {
  text(value);
  if (value !== 'json') throw refusal('invalid_index', `Invalid type for index: ${shown(value)}`);
};

const INDEX_REQUEST: Checks = {
  ...{ index: definition, type: jsonOnly, name: nameOfIndex, ddoc: nameOfIndex, partitioned: yesOrNo },
};
