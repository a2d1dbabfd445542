/** CouchDB's `chttpd_auth_lockout` as it is when nobody configures it: wrong passwords from one address for one account as it is now. */
export type Lockout = {
  /** `salt` is the account's: a new password begins anew. */
  isLocked(peer: string, name: string, salt: string): boolean;
  noteFailure(peer: string, name: string, salt: string): void;
};

const THRESHOLD = 5;
/** From the first failure on. */
const LIFETIME_MS = 300_000;
const MOST_TRACKED = 10_000;

export function makeLockout(now: () => number): Lockout {
  // In the order of their first failures, so what is over, or too many, goes from the front.
  const failures = new Map<string, { count: number; readonly sinceMs: number }>();
  const forget = (): void => {
    for (const [key, { sinceMs }] of failures) {
      if (now() - sinceMs < LIFETIME_MS && failures.size <= MOST_TRACKED) return;
      failures.delete(key);
    }
  };
  const keyOf = (...parts: readonly string[]): string => JSON.stringify(parts);
  return {
    isLocked: (peer, name, salt) => {
      forget();
      return (failures.get(keyOf(peer, name, salt))?.count ?? 0) >= THRESHOLD;
    },
    noteFailure: (peer, name, salt) => {
      const key = keyOf(peer, name, salt);
      const known = failures.get(key);
      if (known === undefined) failures.set(key, { count: 1, sinceMs: now() });
      else known.count += 1;
      forget();
    },
  };
}
