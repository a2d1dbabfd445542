import type { NextFunction, Request, RequestHandler, Response, Router } from 'express';
import type { Database } from './database.ts';
import { badRequest, HttpError } from './http-error.ts';
import { isLoopback } from './same-machine.ts';
import { isDatabaseAdmin, isDatabaseMember, isServerAdmin, type UserContext } from './security.ts';

type How = 'cookie' | 'default' | null;
/** What the request's earlier steps found out; kept in Express's `res.locals`. */
type Locals = { user?: UserContext; authenticatedBy?: How; database?: Database };

const locals = (res: Response): Locals => res.locals as Locals;

export function setUser(res: Response, user: UserContext, by: How): void {
  Object.assign(locals(res), { user, authenticatedBy: by });
}
export const userOf = (res: Response): UserContext => locals(res).user ?? { name: null, roles: [] };
export const authenticatedByOf = (res: Response): How => locals(res).authenticatedBy ?? null;

export function setDatabase(res: Response, database: Database): void {
  locals(res).database = database;
}
export function databaseOf(res: Response): Database {
  const { database } = locals(res);
  if (!database) throw new Error('route used outside a database');
  return database;
}

/** The address that a request comes from. This machine is one: it has 16 million, and who guesses could take each of them. */
export const peerOf = (req: Request): string => {
  const address = req.socket.remoteAddress ?? '';
  return isLoopback(address.replace(/^::ffff:/, '')) ? 'loopback' : address;
};

/** An async route whose throw becomes the error answer. */
export const route =
  (run: (req: Request, res: Response) => Promise<void> | void): RequestHandler =>
  (req, res, next) => {
    Promise.resolve()
      .then(() => run(req, res))
      .catch(next);
  };

/** 401 asks somebody unknown to sign in; 403 tells somebody known that it is not theirs. Clients rely on the difference. */
const refuse = (user: UserContext, whenAnonymous: string, whenKnown: string): HttpError =>
  user.name === null
    ? new HttpError(401, 'unauthorized', whenAnonymous)
    : new HttpError(403, 'forbidden', whenKnown);

type Guard = (req: Request, res: Response, next: NextFunction) => void;

/** Also 401 to somebody known, as CouchDB answers here. */
export const requireServerAdmin: Guard = (_req, res, next) => {
  const refusal = new HttpError(401, 'unauthorized', 'You are not a server admin.');
  next(isServerAdmin(userOf(res)) ? undefined : refusal);
};

/** For what keeps a database's files in order. Also 401 to somebody known, as CouchDB answers here, too. */
export const requireKeeper: Guard = (_req, res, next) => {
  const refusal = new HttpError(401, 'unauthorized', 'You are not a server or db admin.');
  next(isDatabaseAdmin(userOf(res), databaseOf(res).security()) ? undefined : refusal);
};

export const requireDatabaseAdmin: Guard = (_req, res, next) => {
  const user = userOf(res);
  const reason = 'You are not a db or server admin.';
  next(isDatabaseAdmin(user, databaseOf(res).security()) ? undefined : refuse(user, reason, reason));
};

export const requireMember: Guard = (_req, res, next) => {
  const user = userOf(res);
  const known = 'You are not allowed to access this db.';
  const anonymous = 'You are not authorized to access this db.';
  next(isDatabaseMember(user, databaseOf(res).security()) ? undefined : refuse(user, anonymous, known));
};

/** Refuses every other method of a path with 405, as CouchDB does. Stands behind the path's own routes, before those that take any name. */
export function allowOnly(router: Router, path: string, ...methods: readonly string[]): void {
  const allowed = methods.join(',');
  router.all(path, (_req, res, next) => {
    res.setHeader('allow', allowed);
    next(new HttpError(405, 'method_not_allowed', `Only ${allowed} allowed`));
  });
}

/** A path parameter; Express has decoded it. */
export function param(req: Request, name: string): string {
  const value = req.params[name];
  if (value === undefined) throw new Error(`no path parameter ${name}`);
  return value;
}

/** A query parameter as text; undefined when absent. */
export function queryText(req: Request, name: string): string | undefined {
  const value = req.query[name];
  return typeof value === 'string' ? value : undefined;
}

export const queryFlag = (req: Request, name: string): boolean => queryText(req, name) === 'true';

/** @throws HttpError 400 when it is not a whole number of at least 0 */
export function queryCount(req: Request, name: string): number | undefined {
  const text = queryText(req, name);
  if (text === undefined) return undefined;
  if (!/^\d+$/.test(text)) throw badRequest(`Invalid value for integer parameter ${name}: "${text}"`);
  return Number(text);
}

/** A query parameter that holds JSON, as `startkey="a"`. @throws HttpError 400 when it does not */
export function queryJson(req: Request, name: string): unknown {
  const text = queryText(req, name);
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw badRequest(`invalid UTF-8 JSON in parameter ${name}`);
  }
}
