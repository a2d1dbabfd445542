import type { Request, Response, Router } from 'express';
import { hasPatterns } from '../../selectors/without-patterns.ts';
import { type ChangesQuery, formatSeq, parseSince, readChanges } from '../changes.ts';
import type { Database } from '../database.ts';
import { patternMatcher } from '../find.ts';
import { allowOnly, databaseOf, queryCount, queryFlag, queryJson, queryText, route } from '../http.ts';
import { badRequest, databaseGone, HttpError, notFound } from '../http-error.ts';
import { checkSelector, refuseEndless } from '../mango-request.ts';
import { MAX_QUESTION_BYTES, parseObject, readBody, requireJson } from '../request-body.ts';
import { drained, type RowWriter, rowWriter, startJson } from '../rows.ts';

/** CouchDB's own default for how long a longpoll waits, and the longest it may. */
const MAX_WAIT_MS = 60_000;

export function mountChanges(router: Router): void {
  router.get(
    '/_changes',
    route((req, res) => serveChanges(req, res, {})),
  );
  router.post(
    '/_changes',
    route(async (req, res) => serveChanges(req, res, await readFilter(req))),
  );
  allowOnly(router, '/_changes', 'GET', 'POST', 'HEAD');
}

/** What a filter needs to know. Nothing at all is said by an empty body: here, and nowhere else. */
async function readFilter(req: Request): Promise<Readonly<Record<string, unknown>>> {
  requireJson(req);
  const raw = await readBody(req, MAX_QUESTION_BYTES);
  return raw.length === 0 ? {} : parseObject(raw);
}

async function serveChanges(
  req: Request,
  res: Response,
  body: Readonly<Record<string, unknown>>,
): Promise<void> {
  const database = databaseOf(res);
  const query = await parseQuery(req, database, body);
  const times = waitingTimes(req);
  switch (queryText(req, 'feed') ?? 'normal') {
    case 'normal':
      return finish(res, database, await writeRows(res, database, query));
    case 'longpoll':
      return longpoll(res, database, query, times);
    case 'continuous':
      return continuous(res, database, query, times);
    default:
      throw badRequest('feed must be normal, longpoll or continuous');
  }
}

async function parseQuery(
  req: Request,
  database: Database,
  body: Readonly<Record<string, unknown>>,
): Promise<ChangesQuery> {
  const lastEventId = req.headers['last-event-id'];
  const filter = queryText(req, 'filter');
  const style = queryText(req, 'style') ?? 'main_only';
  if (filter === '_selector') refuseEndless(body.selector, (await database.pouch.info()).doc_count);
  const [conflicts, attachments] = [queryFlag(req, 'conflicts'), queryFlag(req, 'attachments')];
  return {
    since: await parseSince(
      database,
      queryText(req, 'since') ?? (typeof lastEventId === 'string' ? lastEventId : undefined),
    ),
    limit: queryCount(req, 'limit'),
    descending: queryFlag(req, 'descending'),
    plain: filter === undefined && style === 'main_only' && !attachments,
    options: {
      ...filterOptions(req, filter, body),
      style,
      include_docs: queryFlag(req, 'include_docs'),
      conflicts,
      attachments,
    },
  };
}

function filterOptions(
  req: Request,
  filter: string | undefined,
  body: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  switch (filter) {
    case undefined:
    case '':
      return {};
    case '_selector':
      return selectorFilter(body.selector);
    case '_doc_ids':
      return { doc_ids: idsOf(body.doc_ids ?? queryJson(req, 'doc_ids')) };
    case '_design':
      return { filter: (doc: { readonly _id: string }) => doc._id.startsWith('_design/') };
    default:
      throw unknownFilter(filter);
  }
}

/** Functions of design documents are not run here, so there are none. */
function unknownFilter(filter: string): HttpError {
  if (filter.startsWith('_')) return badRequest('unknown builtin filter name');
  if (filter.includes('/')) return notFound('missing');
  return badRequest('`filter` must be of the form `designname/filtername`');
}

function idsOf(value: unknown): readonly string[] {
  if (Array.isArray(value) && value.every((id): id is string => typeof id === 'string')) return value;
  throw badRequest('`doc_ids` filter parameter is not a list of doc ids.');
}

/** A bad selector is a bad request here, where `_find` tells more. */
function selectorFilter(selector: unknown): Readonly<Record<string, unknown>> {
  try {
    checkSelector(selector);
    return hasPatterns(selector) ? { filter: patternMatcher(selector) } : { filter: '_selector', selector };
  } catch (error) {
    throw error instanceof HttpError ? badRequest(error.message) : error;
  }
}

/** Streams a whole answer's rows. Nothing is sent before the first rows were read, so that an error still can be. */
async function writeRows(res: Response, database: Database, query: ChangesQuery): Promise<number> {
  const writer = changesWriter(res, database);
  const last = await readChanges(
    database,
    query,
    (rows) => writer.write(rows),
    () => res.destroyed,
  );
  writer.open();
  return last;
}

const changesWriter = (res: Response, database: Database): RowWriter =>
  rowWriter(res, database, () => '{"results":[\n');

async function finish(res: Response, database: Database, last: number): Promise<void> {
  if (database.hasEnded()) throw databaseGone();
  const { update_seq } = await database.pouch.info();
  // As in CouchDB an estimate: sequences that a later change of the same document replaced are counted too.
  const pending = Math.max(0, update_seq - last);
  res.end(`\n],\n"last_seq":${JSON.stringify(formatSeq(database, last))},"pending":${pending}}\n`);
}

/** Answers at once when there are changes, else when the first comes or the time is over. */
async function longpoll(res: Response, database: Database, query: ChangesQuery, times: Times): Promise<void> {
  const waiter = startWaiting(res, database, times);
  try {
    let since = query.since;
    const writer = changesWriter(res, database);
    for (;;) {
      let found = 0;
      since = await readChanges(
        database,
        { ...query, since },
        async (rows) => {
          found += rows.length;
          await writer.write(rows);
        },
        () => res.destroyed,
      );
      if (found > 0 || query.limit === 0 || !(await waiter.wait())) break;
    }
    if (res.destroyed) return;
    if (database.hasEnded()) throw databaseGone();
    writer.open();
    await finish(res, database, since);
  } finally {
    waiter.stop();
  }
}

/** One line a change, until the client goes or the time is over. */
async function continuous(
  res: Response,
  database: Database,
  query: ChangesQuery,
  times: Times,
): Promise<void> {
  const waiter = startWaiting(res, database, times);
  try {
    startJson(res);
    let since = query.since;
    let left = query.limit;
    do {
      since = await readChanges(
        database,
        { ...query, since, limit: left },
        async (rows) => {
          left = left === undefined ? undefined : left - rows.length;
          res.write(rows.map((row) => `${row}\n`).join(''));
          await drained(res, database);
        },
        () => res.destroyed,
      );
    } while (left !== 0 && (await waiter.wait()));
    if (database.hasEnded()) throw databaseGone();
    if (!res.destroyed) res.end(`{"last_seq":${JSON.stringify(formatSeq(database, since))},"pending":0}\n`);
  } finally {
    waiter.stop();
  }
}

type Times = { readonly heartbeatMs: number | null; readonly timeoutMs: number | null };
type Waiter = {
  /** True when something was written since the last call, false when the client went or the time is over. */
  wait(): Promise<boolean>;
  stop(): void;
};

function startWaiting(res: Response, database: Database, times: Times): Waiter {
  let news = false;
  // Who went while the question was looked at hears no more of it, nor do we.
  let over = res.destroyed;
  let wake: () => void = () => {};
  const end = (): void => {
    over = true;
    wake();
  };
  const stopListening = database.listen({
    written: () => {
      news = true;
      wake();
    },
    ended: end,
  });
  const { heartbeatMs, timeoutMs } = times;
  const heartbeat = heartbeatMs === null ? undefined : setInterval(() => beat(res), heartbeatMs);
  const timeout = timeoutMs === null ? undefined : setTimeout(end, timeoutMs);
  res.once('close', end);
  return {
    wait: async () => {
      if (!news && !over) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      const go = news && !over;
      news = false;
      return go;
    },
    stop: () => {
      stopListening();
      clearInterval(heartbeat);
      clearTimeout(timeout);
      res.off('close', end);
    },
  };
}

function beat(res: Response): void {
  startJson(res);
  // Who has something to read needs no sign of life, and what nobody reads would pile up.
  if (res.writableNeedDrain) return;
  res.write('\n');
}

/** Node takes a longer time for none at all. */
const LONGEST_MS = 2 ** 31 - 1;

/** CouchDB: a heartbeat switches the time limit off; without one the wait ends after `timeout`, at most a minute. */
function waitingTimes(req: Request): Times {
  const heartbeat = queryText(req, 'heartbeat');
  if (heartbeat === undefined || heartbeat === 'false') {
    return { heartbeatMs: null, timeoutMs: Math.min(queryCount(req, 'timeout') ?? MAX_WAIT_MS, MAX_WAIT_MS) };
  }
  const every = heartbeat === 'true' ? MAX_WAIT_MS : (queryCount(req, 'heartbeat') ?? MAX_WAIT_MS);
  if (every === 0) throw badRequest('heartbeat must be above 0');
  const timeout = queryCount(req, 'timeout');
  return {
    heartbeatMs: Math.min(every, LONGEST_MS),
    timeoutMs: timeout === undefined ? null : Math.min(timeout, LONGEST_MS),
  };
}
