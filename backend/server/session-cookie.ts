import { createHmac } from 'node:crypto';
import { sameText } from './passwords.ts';

/** A signed statement "this is NAME, at TIME"; the user's salt is part of the key, so a new password ends old sessions. */
export function signSession(name: string, issuedAtMs: number, userSalt: string, secret: string): string {
  const payload = `${name}:${issuedAtMs.toString(16)}`;
  return Buffer.from(`${payload}:${mac(payload, userSalt, secret)}`).toString('base64url');
}

/** Takes a cookie apart without judging it. Null when it is not one of ours. */
export function readSession(cookie: string): {
  readonly name: string;
  readonly issuedAtMs: number;
  readonly isSignedWith: (userSalt: string, secret: string) => boolean;
} | null {
  // User names can't hold a colon, as in CouchDB.
  const [name, time, signature, ...rest] = Buffer.from(cookie, 'base64url').toString('utf8').split(':');
  const issuedAtMs = Number.parseInt(time ?? '', 16);
  if (!name || !time || !signature || rest.length > 0 || Number.isNaN(issuedAtMs)) return null;
  return {
    name,
    issuedAtMs,
    isSignedWith: (userSalt, secret) => sameText(signature, mac(`${name}:${time}`, userSalt, secret)),
  };
}

const mac = (payload: string, userSalt: string, secret: string): string =>
  createHmac('sha256', secret).update(userSalt).update('\0').update(payload).digest('base64url');
