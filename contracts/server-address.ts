/**
 * The host of an http address as URLs are read everywhere: any number of slashes, either way round, stands before it and either one ends it. Read
 * otherwise here, an address could pass for one of this machine and lead elsewhere.
 */
const HTTP = /^\s*http:[\\/]*(?:[^\\/?#]*@)?(\[[^\]]*\]|[^:\\/?#]+)/i;
const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/i;

/** Whether passwords and records would travel readably to this address: over http, and not only within this machine. */
export const isReadableOnTheWay = (url: string): boolean => {
  const host = HTTP.exec(url)?.[1];
  return host !== undefined && !LOOPBACK.test(host);
};
