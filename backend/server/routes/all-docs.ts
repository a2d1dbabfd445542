import type { Request, Response, Router } from 'express';
import { allowOnly, databaseOf, queryJson, queryText, route } from '../http.ts';
import { badRequest, HttpError } from '../http-error.ts';
import type { PouchDatabase } from '../pouch.ts';
import { readQuestion } from '../request-body.ts';
import { rowWriter, writeInParts } from '../rows.ts';

type Body = Readonly<Record<string, unknown>>;

export function mountAllDocs(router: Router): void {
  router.get(
    '/_all_docs',
    route((req, res) => allDocs(req, res, {})),
  );
  router.post(
    '/_all_docs',
    route(async (req, res) => allDocs(req, res, await readQuestion(req))),
  );
  allowOnly(router, '/_all_docs', 'GET', 'HEAD', 'POST');
}

async function allDocs(req: Request, res: Response, body: Body): Promise<void> {
  const flag = (name: string): boolean | undefined => flagOf(name, body[name] ?? queryText(req, name));
  const count = (name: string): number | undefined => countOf(body[name] ?? queryText(req, name));
  const key = (name: string, alias = name): unknown =>
    body[name] ?? body[alias] ?? queryJson(req, name) ?? queryJson(req, alias);
  const options: Record<string, unknown> = {
    include_docs: flag('include_docs'),
    conflicts: flag('conflicts'),
    attachments: flag('attachments'),
    descending: flag('descending'),
    inclusive_end: flag('inclusive_end') !== false,
    limit: count('limit'),
    skip: count('skip'),
    key: key('key'),
    keys: 'keys' in body ? body.keys : queryJson(req, 'keys'),
    startkey: key('startkey', 'start_key'),
    endkey: key('endkey', 'end_key'),
  };
  // PouchDB takes a key that is present but undefined for a bound.
  const present = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
  if (present.keys !== undefined && !Array.isArray(present.keys))
    throw badRequest('`keys` member must be an array.');
  // PouchDB takes one of them or the other; CouchDB goes by the list.
  if (present.keys !== undefined) delete present.key;
  const database = databaseOf(res);
  const readPart = partsOf(database.pouch, present);
  let about: Pick<AllDocs, 'total_rows' | 'offset'> = { total_rows: 0, offset: 0 };
  const head = (): string =>
    `{"total_rows":${about.total_rows},"offset":${JSON.stringify(about.offset ?? null)},"rows":[\n`;
  const writer = rowWriter(res, database, head);
  await writeInParts(res, database, writer, async (count) => {
    const { rows, ...rest } = await readPart(count);
    about = rest;
    return rows;
  });
  writer.open();
  res.end('\n]}\n');
}

type AllDocs = Awaited<ReturnType<PouchDatabase['allDocs']>>;
type Options = Readonly<Record<string, unknown>>;

/** Reads an answer's rows part by part; a part without rows is the last. */
const partsOf = (pouch: PouchDatabase, options: Options): ((count: number) => Promise<AllDocs>) =>
  Array.isArray(options.keys) ? partsOfKeys(pouch, options, options.keys) : partsOfRange(pouch, options);

/** Of a list of keys: how many are left out and taken is counted here, since PouchDB would count anew in each part. */
function partsOfKeys(
  pouch: PouchDatabase,
  { descending, skip, limit, keys: _all, ...options }: Options,
  keys: readonly unknown[],
): (count: number) => Promise<AllDocs> {
  const wanted = descending === true ? [...keys].reverse() : keys;
  const first = typeof skip === 'number' ? skip : 0;
  const end = typeof limit === 'number' ? first + limit : wanted.length;
  let at = first;
  return async (count) => {
    const part = wanted.slice(at, Math.min(end, at + count));
    at += part.length;
    const answer = await pouch.allDocs({ ...options, keys: part });
    return { ...answer, offset: first };
  };
}

/** Of a range: each part begins with the row that the last one ended with, which is left out if it is still there. */
function partsOfRange(pouch: PouchDatabase, options: Options): (count: number) => Promise<AllDocs> {
  let left = typeof options.limit === 'number' ? options.limit : Number.POSITIVE_INFINITY;
  let last: string | undefined;
  return async (count) => {
    const size = Math.min(left, count);
    const answer = await pouch.allDocs(
      last === undefined
        ? { ...options, limit: size }
        : { ...options, skip: 0, startkey: last, limit: size === 0 ? 0 : size + 1 },
    );
    const rows = answer.rows.filter(({ key }) => key !== last).slice(0, size);
    left -= rows.length;
    last = rows.at(-1)?.key ?? last;
    return { ...answer, rows };
  };
}

const notUnderstood = (reason: string): HttpError => new HttpError(400, 'query_parse_error', reason);

/** What a flag says, in a body or as the text of a query. @throws HttpError 400 for neither yes nor no */
function flagOf(name: string, value: unknown): boolean | undefined {
  if (value === undefined || typeof value === 'boolean') return value;
  if (value === 'true' || value === 'false') return value === 'true';
  throw notUnderstood(`Invalid boolean parameter ${name}: ${JSON.stringify(value)}`);
}

/** @throws HttpError 400 for what is no whole number of at least 0 */
function countOf(value: unknown): number | undefined {
  if (value === undefined) return undefined;
  const number = typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isSafeInteger(number))
    throw notUnderstood(`Invalid value for integer: ${JSON.stringify(value)}`);
  if (number < 0) throw notUnderstood(`Invalid value for positive integer: ${JSON.stringify(value)}`);
  return number;
}
