import type { SessionUser } from '#contracts/session.ts';
import type { Actor } from '#domain/records/common.ts';
import type { HostContext } from '../context.ts';

/** The signed-in person; the gate has let nobody else through to a handler. */
export const actorOf = (context: HostContext): Actor => {
  const session = context.session.current();
  if (session.state === 'signed_out') throw new Error('a handler ran without a signed-in person');
  return session.actor;
};

export const userOf = (context: HostContext): SessionUser => {
  const session = context.session.current();
  if (session.state === 'signed_out') throw new Error('a handler ran without a signed-in person');
  return session.user;
};
