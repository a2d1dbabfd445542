import type { AccountStore } from '../local/accounts.ts';
import type { LocalValues } from '../local/values.ts';

/**
 * To whom this profile belongs. What this device keeps of a password was made by the word of one server; another one that is set in its place
 * says nothing about people who are known here, and setting one takes the person who signed in last.
 */
export type Belonging = {
  /** Notes that the server chosen now let `login` in. */
  readonly note: (login: string) => void;
  /** Whether the server chosen now may speak for `login`: it is the one that made them known here, or they are unknown. */
  readonly isSpokenFor: (login: string) => boolean;
  /** Whose password lets the server be changed: null for a profile in which nobody has signed in. */
  readonly guardian: () => string | null;
  /** Somebody has signed in here, though nobody of them is known any more. */
  readonly isOrphaned: () => boolean;
};

const USED = 'session.used';
const keyOf = (login: string): string => `session.server.${login}`;

/** `server` answers the address and prefix chosen now, in one word. */
export const createBelonging = (
  values: LocalValues,
  accounts: Pick<AccountStore, 'knownLogins' | 'find'>,
  server: () => string,
): Belonging => {
  const note = (login: string): void => {
    values.set(keyOf(login), server());
    values.set(USED, 'yes');
  };
  // Of profiles from before this was noted: there was one server.
  for (const login of accounts.knownLogins()) if (values.get(keyOf(login)) === null) note(login);

  return {
    note,
    isSpokenFor: (login) =>
      (accounts.find(login)?.verifier ?? null) === null || values.get(keyOf(login)) === server(),
    guardian: () => accounts.knownLogins()[0] ?? null,
    isOrphaned: () => values.get(USED) !== null && accounts.knownLogins().length === 0,
  };
};
