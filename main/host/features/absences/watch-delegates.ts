/** Names delegates by itself: who is asked for an approval may be away, and their own console with them. An administrator's does it for everybody. */
import type { Person } from '#domain/fields/directory.ts';
import { may } from '#domain/permissions/permissions.ts';
import type { HostContext } from '../../context.ts';
import { actorOf } from '../actor.ts';
import { tellRecords } from './told-delegates.ts';

/** What comes by sync is looked at together, and the first seconds belong to the window. */
const GATHER_MS = 3_000;

const isPerson = (one: { readonly type: string }): one is Person => one.type === 'person';

/** Those whose absences concern who is signed in: their own, or everybody's; also of whom a record names a delegate that no absence tells of any more. */
const concerned = async (context: HostContext): Promise<readonly Person[]> => {
  const actor = actorOf(context);
  const now = context.clock.now();
  if (!may(actor, 'absences.nameForOthers').ok)
    return (await context.records.getMany('directory', [actor.personId])).filter(isPerson);
  const away = context.read.peopleAway(now);
  const named = context.read
    .toApprove()
    .flatMap(({ delegates }) => (delegates ?? []).filter(({ endsAt }) => endsAt > now))
    .map(({ personId }) => personId);
  const back = [...new Set(named)].filter((id) => !away.some((one) => one.id === id));
  return [...away, ...(await context.records.getMany('directory', back)).filter(isPerson)];
};

/** Brings the delegates of all that waits for approval in line with the absences, as far as who is signed in may. */
const tellDelegates = async (context: HostContext): Promise<void> => {
  if (context.session.current().state === 'signed_out') return;
  const people = await concerned(context);
  const told = people.length === 0 ? null : await tellRecords(context, people);
  if (told?.ok === false) context.log('warn', `delegates were not named: ${told.error.code}`);
};

/** Looks again whenever tickets, people or who is signed in change. The answer ends it. */
export const watchDelegates = (context: HostContext): (() => Promise<void>) => {
  let timer: NodeJS.Timeout | null = null;
  let running: Promise<void> = Promise.resolve();
  const begin = (): void => {
    timer = null;
    running = running
      .then(() => tellDelegates(context))
      .catch((error: unknown) => context.log('warn', 'delegates were not looked for', error));
  };
  const soon = (): void => {
    timer ??= setTimeout(begin, GATHER_MS).unref();
  };
  soon();
  const stopListening = context.bus.listen((area) => {
    if (area === 'tickets' || area === 'directory' || area === 'session') soon();
  });
  return async () => {
    stopListening();
    if (timer !== null) clearTimeout(timer);
    await running;
  };
};
