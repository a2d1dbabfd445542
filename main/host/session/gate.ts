import type { Reply } from '#contracts/define.ts';
import type { CommandName as ContractCommand } from '#contracts/registry.ts';
import { may } from '#domain/permissions/permissions.ts';
import { fail } from '#domain/records/result.ts';
import type { Session } from './current-session.ts';

/** What works without a signed-in person: everything the sign-in and the lock page need. */
const OPEN_CALLS: ReadonlySet<string> = new Set([
  'session.status',
  'session.signIn',
  'session.signOut',
  'session.unlock',
  'sync.status',
]);

/** What a window still has to say when it is locked: what was typed, and which records were open. It can't ask or change anything else. */
const LOCKED_CALLS: ReadonlySet<string> = new Set(['drafts.save', 'session.keepTabs']);

/** The one check before every call: signed in, not locked, and the role may run the command at all. */
export const allowCall = (session: Session, name: string, kind: 'command' | 'query'): Reply<null> => {
  if (OPEN_CALLS.has(name)) return { ok: true, data: null };
  if (session.state === 'signed_out') {
    // The server is chosen before the first sign-in; a locked console stays with the one its person is signed in to.
    if (name === 'session.setServer') return { ok: true, data: null };
    return fail('signed_out', 'session.sign_in');
  }
  if (session.state === 'locked' && !LOCKED_CALLS.has(name)) return fail('locked', 'session.locked');
  if (kind === 'query') return { ok: true, data: null };
  // The dispatcher only lets names of the contracts through; that the permission table has all of them is checked here by type.
  const allowed = may(session.actor, name as ContractCommand);
  return allowed.ok ? { ok: true, data: null } : { ok: false, error: allowed.error };
};
