import type { Request, Router } from 'express';
import type { Accounts } from '../accounts.ts';
import { setSessionCookie } from '../authenticate.ts';
import { authenticatedByOf, peerOf, route, userOf } from '../http.ts';
import { badRequest, sendJson } from '../http-error.ts';
import { MAX_SIGN_IN_BYTES, readBody, readJsonObject } from '../request-body.ts';

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
}

/** CouchDB takes a login as JSON or as a form. */
async function readCredentials(req: Request): Promise<{ readonly name: string; readonly password: string }> {
  const isForm = req.headers['content-type']?.startsWith('application/x-www-form-urlencoded') ?? false;
  const fields = isForm
    ? Object.fromEntries(new URLSearchParams((await readBody(req, MAX_SIGN_IN_BYTES)).toString('utf8')))
    : (await readJsonObject(req, MAX_SIGN_IN_BYTES)).value;
  const name = fields.name ?? fields.username;
  const password = fields.password;
  if (typeof name !== 'string' || typeof password !== 'string')
    throw badRequest('request body must contain a username and a password');
  return { name, password };
}
