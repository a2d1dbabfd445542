import type { Request, RequestHandler, Response } from 'express';
import type { Accounts } from './accounts.ts';
import { peerOf, setUser } from './http.ts';
import { badRequest } from './http-error.ts';

const COOKIE = 'AuthSession';

/** Finds out who asks: a session cookie first, then basic authentication, else nobody. Refuses only wrong credentials. */
export function authenticate(accounts: Accounts): RequestHandler {
  return (req, res, next) => {
    identify(accounts, req, res).then(() => next(), next);
  };
}

async function identify(accounts: Accounts, req: Request, res: Response): Promise<void> {
  const cookie = cookieOf(req);
  if (cookie) {
    const session = await accounts.check(cookie);
    if (session.kind === 'malformed')
      throw badRequest('Malformed AuthSession cookie. Please clear your cookies.');
    if (session.kind === 'valid') {
      if (session.renewed) setSessionCookie(res, session.renewed, accounts.sessionSeconds);
      setUser(res, session.user, 'cookie');
      return;
    }
  }
  const basic = basicOf(req);
  if (basic) setUser(res, await accounts.logIn(basic.name, basic.password, peerOf(req)), 'default');
}

export function setSessionCookie(res: Response, value: string, maxAgeSeconds: number): void {
  res.setHeader(
    'set-cookie',
    `${COOKIE}=${value}; Version=1; Max-Age=${maxAgeSeconds}; Path=/; HttpOnly; SameSite=Strict`,
  );
}

function cookieOf(req: Request): string | null {
  for (const part of (req.headers.cookie ?? '').split(';')) {
    const [name, value] = part.trim().split('=', 2);
    if (name === COOKIE && value) return value;
  }
  return null;
}

function basicOf(req: Request): { readonly name: string; readonly password: string } | null {
  const [scheme, encoded] = (req.headers.authorization ?? '').split(' ', 2);
  if (scheme?.toLowerCase() !== 'basic' || !encoded) return null;
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(encoded) || encoded.length % 4 !== 0)
    throw badRequest('Authorization header has invalid base64 value');
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  // Who gives no password says nothing of who it is, as CouchDB takes it.
  if (colon < 0) return null;
  return { name: text.slice(0, colon), password: text.slice(colon + 1) };
}
