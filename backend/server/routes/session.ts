import type { Request, Router } from 'express';
import type { Accounts } from '../accounts.ts';
import { setSessionCookie } from '../authenticate.ts';
import { allowOnly, authenticatedByOf, peerOf, route, userOf } from '../http.ts';
import { badRequest, HttpError, sendJson } from '../http-error.ts';
import { MAX_SIGN_IN_BYTES, readBody, readJsonObject, typeOf } from '../request-body.ts';

export function mountSession(router: Router, accounts: Accounts): void {
  router.get('/_session', (_req, res) => {
    const by = authenticatedByOf(res);
    sendJson(res, 200, {
      ok: true,
      userCtx: userOf(res),
      info: { authentication_handlers: ['cookie', 'default'], ...(by ? { authenticated: by } : {}) },
    });
  });
  router.post(
    '/_session',
    route(async (req, res) => {
      const { name, password } = await readCredentials(req);
      const user = await accounts.logIn(name, password, peerOf(req));
      setSessionCookie(res, await accounts.issue(name), accounts.sessionSeconds);
      sendJson(res, 200, { ok: true, ...user });
    }),
  );
  router.delete('/_session', (_req, res) => {
    setSessionCookie(res, '', 0);
    sendJson(res, 200, { ok: true });
  });
  allowOnly(router, '/_session', 'GET', 'HEAD', 'POST', 'DELETE');
}

const FORM = 'application/x-www-form-urlencoded';
const JSON_TYPE = 'application/json';

/** CouchDB takes a login as JSON or as a form. */
async function readCredentials(req: Request): Promise<{ readonly name: string; readonly password: string }> {
  const fields = await readFields(req);
  const name = fields.name ?? fields.username;
  const password = fields.password ?? '';
  if (typeof name !== 'string') throw badRequest('request body must contain a username');
  if (typeof password !== 'string') throw badRequest('the password must be a text');
  return { name, password };
}

async function readFields(req: Request): Promise<Readonly<Record<string, unknown>>> {
  switch (typeOf(req)) {
    case FORM:
      return Object.fromEntries(
        new URLSearchParams((await readBody(req, MAX_SIGN_IN_BYTES)).toString('utf8')),
      );
    case JSON_TYPE:
      return (await readJsonObject(req, MAX_SIGN_IN_BYTES)).value;
    default:
      throw new HttpError(415, 'bad_content_type', `Content-Type must be '${FORM}' or '${JSON_TYPE}'`);
  }
}
