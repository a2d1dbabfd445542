import type { AccountStore } from '../local/accounts.ts';
import type { LocalValues } from '../local/values.ts';

/**
 * To whom this profile belongs. What this device keeps of a password was made by the word of one server; another one that is set in its place
 * says nothing about people who are known here, and setting one takes the person who signed in last.
 */
export type Belonging = {
  /** Notes that `server` (address and prefix in one word) let `login` in. It is the one that was asked: another may be chosen by the time it answers. */
  readonly note: (login: string, server: string) => void;
  /** Whether `server` may speak for `login`: it is the one that made them known here, or they are unknown. */
  readonly isSpokenFor: (login: string, server: string) => boolean;
  /** Whose password lets the server be changed: null for a profile in which nobody has signed in. */
  readonly guardian: () => string | null;
  /** Somebody has signed in here, though nobody of them is known any more. */
  readonly isOrphaned: () => boolean;
};

const USED = 'session.used';
const keyOf = (login: string): string => `session.server.${login}`;

/** `chosen` is the server of now. */
export const createBelonging = (
  values: LocalValues,
  accounts: Pick<AccountStore, 'knownLogins' | 'find'>,
  chosen: string,
): Belonging => {
  const note = (login: string, server: string): void => {
    values.set(keyOf(login), server);
    values.set(USED, 'yes');
  };
  // Of profiles from before this was noted: there was one server.
  for (const login of accounts.knownLogins()) if (values.get(keyOf(login)) === null) note(login, chosen);

  return {
    note,
    isSpokenFor: (login, server) =>
      (accounts.find(login)?.verifier ?? null) === null || values.get(keyOf(login)) === server,
    guardian: () => accounts.knownLogins()[0] ?? null,
    isOrphaned: () => values.get(USED) !== null && accounts.knownLogins().length === 0,
  };
};
