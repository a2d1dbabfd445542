import type { SampleAccount } from '#contracts/session.ts';
import type { LocalValues } from '../local/values.ts';
import type { SyncTarget } from '../sync/sync-control.ts';

/** The accounts to name on the sign-in page for a server; none unless it is the one given at start as holding the sample company. */
export type SampleAccounts = (serverUrl: string | null) => readonly SampleAccount[];

export const sampleAccountsOf =
  (sampleServerUrl: string | null, accounts: readonly SampleAccount[]): SampleAccounts =>
  (serverUrl) =>
    serverUrl === null || serverUrl !== sampleServerUrl ? [] : accounts;

const SERVER_URL = 'server.url';
const SERVER_PREFIX = 'server.prefix';
const DEFAULT_PREFIX = 'deskhand';

/** An address without the slashes at its end. */
const withoutSlash = (url: string): string => url.replace(/\/+$/, '');

/** Address and prefix in one word. */
export const serverIdOf = ({
  url,
  prefix,
}: Pick<SyncTarget, 'prefix'> & { readonly url: string | null }): string => `${url ?? ''}|${prefix}`;

/** Which server this profile belongs to, if any. */
export const serverChoice = (values: LocalValues) => {
  const url = (): string | null => values.get(SERVER_URL);
  const prefix = (): string => values.get(SERVER_PREFIX) ?? DEFAULT_PREFIX;
  return {
    url,
    prefix,
    id: (): string => serverIdOf({ url: url(), prefix: prefix() }),
    isChosen: (chosen: string | null, chosenPrefix: string): boolean =>
      url() === (chosen === null ? null : withoutSlash(chosen)) && prefix() === chosenPrefix,
    /** Where the sync goes as this user; null without a server. */
    targetFor: (login: string, password: string): SyncTarget | null => {
      const known = url();
      return known === null ? null : { url: known, prefix: prefix(), login, password };
    },
    choose: (chosen: string | null, chosenPrefix: string): void => {
      if (chosen === null) values.remove(SERVER_URL);
      else values.set(SERVER_URL, withoutSlash(chosen));
      values.set(SERVER_PREFIX, chosenPrefix);
    },
  };
};
