/**
 * CouchDB in memory: what consoles and replication ask of it, answered as CouchDB does. Compared with the embedded server on random requests
 * by couch-model.test.ts, so that what holds against the model holds against a server.
 */
import { isObject, type JsonObject } from '#domain/records/json.ts';
import {
  type Answer,
  allDocs,
  changes,
  failure,
  json,
  missing,
  type Query,
  readDocument,
  revsDiff,
} from './couch-answers.ts';
import { CouchDatabase, type Doc, type Rule, type WriteRow, type Writer } from './couch-database.ts';

export type Account = { readonly password: string; readonly roles: readonly string[] };

export type ModelRequest = {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly body: unknown;
  readonly cookie: string | null;
};

export type NodeParts = {
  readonly name: string;
  readonly accounts: ReadonlyMap<string, Account>;
  readonly ruleOf: (database: string) => Rule;
  readonly nowMs: () => number;
  readonly later: (delayMs: number, work: () => void) => { readonly close: () => unknown };
  /** What a sequence of another node is worth here: everything that it may not have told comes after it. */
  readonly sinceOf: (database: string, node: string, seq: number) => number;
};

const SESSION_MS = 600_000;
/** CouchDB renews a cookie that is older than this when it is used. */
const RENEW_MS = 60_000;
const STATUS: Readonly<Record<string, number>> = { conflict: 409, forbidden: 403, unauthorized: 401 };
const POLL_MS = 60_000;
const ADMIN: Writer = { name: 'admin', roles: ['_admin'] };
const NOBODY: Writer = { name: null, roles: [] };

export class CouchNode {
  readonly databases = new Map<string, CouchDatabase>();
  readonly name: string;
  private readonly parts: NodeParts;

  constructor(parts: NodeParts) {
    this.parts = parts;
    this.name = parts.name;
  }

  create(database: string, instance: string): CouchDatabase {
    const made = new CouchDatabase(instance, this.parts.ruleOf(database));
    this.databases.set(database, made);
    return made;
  }

  private seqText(database: CouchDatabase, seq: number): string {
    return `${seq}-${database.instance}.${this.name}`;
  }

  /** @returns null for what is no sequence. */
  private parseSince(name: string, database: CouchDatabase, text: string): number | null {
    if (text === '' || text === '0') return 0;
    if (text === 'now') return database.seq;
    const found = /^"?(\d+)(?:-(\w+)\.(\w+))?"?$/.exec(text);
    if (found === null) return null;
    const [, number, instance, node] = found;
    if (instance === undefined) return Number(number);
    if (instance !== database.instance) return 0;
    if (node === this.name) return Number(number);
    return this.parts.sinceOf(name, node ?? '', Number(number));
  }

  private writerOf(cookie: string | null): Writer | null {
    if (cookie === null) return NOBODY;
    if (cookie === 'admin') return ADMIN;
    const [, name = '', issued] = /^AuthSession=([^;]*)\.(\d+)$/.exec(cookie) ?? [];
    const account = this.parts.accounts.get(name);
    if (account === undefined || this.parts.nowMs() - Number(issued) > SESSION_MS) return null;
    return { name, roles: account.roles };
  }

  private cookieFor(name: string): string {
    return `AuthSession=${name}.${this.parts.nowMs()}`;
  }

  private session({ method, body }: ModelRequest, writer: Writer): Answer {
    if (method === 'GET') return json(200, { ok: true, userCtx: writer, info: {} });
    const { name = '', password } = (body ?? {}) as { readonly name?: string; readonly password?: string };
    const account = this.parts.accounts.get(name);
    if (account === undefined || account.password !== password) {
      return failure(401, 'unauthorized', 'Name or password is incorrect.');
    }
    return { ...json(200, { ok: true, name, roles: account.roles }), cookie: this.cookieFor(name) };
  }

  /** Answers, at once or, for a long poll, later. */
  handle(request: ModelRequest, answer: (answer: Answer) => void): void {
    const found = this.respond(request, answer);
    if (found !== null) answer(found);
  }

  /** Null: `later` is told. */
  private respond(request: ModelRequest, later: (answer: Answer) => void): Answer | null {
    const writer = this.writerOf(request.cookie);
    if (writer === null) return failure(401, 'unauthorized', 'You are not authorized.');
    const [path = '', search = ''] = request.path.split('?');
    const parts = path.split('/').slice(1).map(decodeURIComponent);
    if (parts[0] === '_session') return this.session(request, writer);
    if (writer.name === null)
      return failure(401, 'unauthorized', 'You are not authorized to access this db.');
    const issued = Number(request.cookie?.split('.').at(-1));
    const isOld = this.parts.nowMs() - issued > RENEW_MS;
    const renewed = (answer: Answer): Answer =>
      isOld && writer.name !== null ? { ...answer, cookie: this.cookieFor(writer.name) } : answer;
    const query = new URLSearchParams(search);
    const found = this.inDatabase(request, parts, query, writer, (answer) => later(renewed(answer)));
    return found === null ? null : renewed(found);
  }

  private inDatabase(
    request: ModelRequest,
    [name = '', first = '', ...rest]: readonly string[],
    query: Query,
    writer: Writer,
    later: (answer: Answer) => void,
  ): Answer | null {
    const database = this.databases.get(name);
    if (database === undefined) return missing('Database does not exist.');
    const body = isObject(request.body) ? request.body : {};
    switch (first) {
      case '_changes':
        return this.changes(name, database, query, body, later);
      case '_all_docs':
        return allDocs(database, Array.isArray(body.keys) ? (body.keys as string[]) : null, query);
      case '_bulk_docs':
        return bulk(database, body, writer);
      case '_revs_diff':
        return revsDiff(database, body);
      default:
        return document(database, request.method, [first, ...rest].join('/'), body, query, writer);
    }
  }

  private changes(
    name: string,
    database: CouchDatabase,
    query: Query,
    body: JsonObject,
    later: (answer: Answer) => void,
  ): Answer | null {
    const since = this.parseSince(name, database, query.get('since') ?? '0');
    if (since === null)
      return failure(400, 'bad_request', `Malformed sequence supplied in 'since' parameter.`);
    const limit = query.get('limit');
    const asked = {
      ...{ since, query, limit: limit === null ? Number.POSITIVE_INFINITY : Number(limit) },
      selector: query.get('filter') === '_selector' && isObject(body.selector) ? body.selector : null,
    };
    const read = (): Answer => changes(database, asked, (seq) => this.seqText(database, seq));
    if (query.get('feed') !== 'longpoll' || database.changedAfter(since).length > 0) return read();
    const end = (): void => {
      stop();
      timer.close();
      later(read());
    };
    const stop = database.onChange(end);
    const timer = this.parts.later(Math.min(POLL_MS, Number(query.get('timeout') ?? POLL_MS)), end);
    return null;
  }
}

const bulk = (database: CouchDatabase, body: JsonObject, writer: Writer): Answer => {
  const docs = body.docs as readonly Doc[];
  if (body.new_edits === false) {
    return json(
      201,
      docs.flatMap((doc) => database.take(doc, writer) ?? []),
    );
  }
  return json(
    201,
    docs.map((doc) => database.write(doc, writer)),
  );
};

const written = (row: WriteRow): Answer =>
  'ok' in row ? json(201, row) : failure(STATUS[row.error] ?? 500, row.error, row.reason);

const document = (
  database: CouchDatabase,
  method: string,
  id: string,
  body: JsonObject,
  query: Query,
  writer: Writer,
): Answer => {
  const rev = query.get('rev') ?? body._rev;
  const doc = { ...body, _id: id, ...(typeof rev === 'string' ? { _rev: rev } : {}) };
  if (id.startsWith('_local/')) {
    const known = database.readLocal(id);
    if (method === 'PUT') return written(database.writeLocal(id, doc));
    if (known === null) return missing('missing');
    return json(200, method === 'DELETE' ? database.writeLocal(id, { ...doc, _deleted: true }) : known);
  }
  switch (method) {
    case 'GET':
      return readDocument(database, id, query);
    case 'PUT':
      return written(database.write(doc, writer));
    case 'DELETE': {
      // Asked before anything else: what is not there, or deleted, is no conflict.
      const there = readDocument(database, id, new URLSearchParams());
      if (there.status !== 200) return there;
      const row = database.write({ ...doc, _deleted: true }, writer);
      return 'ok' in row ? json(200, row) : written(row);
    }
    default:
      return failure(405, 'method_not_allowed', 'Only DELETE,GET,HEAD,POST,PUT allowed');
  }
};
