import type { RequestHandler } from 'express';
import { HttpError } from './http-error.ts';

const LOOPBACK: readonly string[] = ['localhost', '127.0.0.1', '[::1]', '::1'];

export const isLoopback = (host: string): boolean =>
  LOOPBACK.includes(host) || /^127(\.\d{1,3}){3}$/.test(host);

const hostOf = (address: string): string | null => (URL.canParse(address) ? new URL(address).hostname : null);

/**
 * A server that only this machine reaches is asked by this machine's programs, not by pages in its browser: neither by one whose name was made to
 * point here (`Host`), nor by one of another origin.
 */
export const sameMachineOnly: RequestHandler = (req, _res, next) => {
  const host = hostOf(`http://${req.headers.host ?? ''}`);
  const { origin } = req.headers;
  const asks = origin === undefined ? host : hostOf(origin);
  const isHere = host !== null && isLoopback(host) && asks !== null && isLoopback(asks);
  next(
    isHere
      ? undefined
      : new HttpError(403, 'forbidden', 'This server answers programs of its own machine only.'),
  );
};
