import type { Request, Response, Router } from 'express';
import { allowOnly, databaseOf, queryJson, queryText, route } from '../http.ts';
import { badRequest, HttpError, sendJson } from '../http-error.ts';
import { readPostedObject } from '../request-body.ts';

type Body = Readonly<Record<string, unknown>>;

export function mountAllDocs(router: Router): void {
  router.get(
    '/_all_docs',
    route((req, res) => allDocs(req, res, {})),
  );
  router.post(
    '/_all_docs',
    route(async (req, res) => allDocs(req, res, (await readPostedObject(req)).value)),
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
  const { total_rows, offset, rows } = await databaseOf(res).pouch.allDocs(present);
  sendJson(res, 200, { total_rows, offset: offset ?? null, rows });
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
