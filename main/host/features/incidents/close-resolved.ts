import type { Ticket } from '#domain/fields/tables.ts';
import { derivedId } from '#domain/merge/paths.ts';
import { INCIDENT } from '#domain/processes/incident.ts';
import { mayTake } from '#domain/processes/process.ts';
import { applyStep, checkInput } from '#domain/processes/steps.ts';
import { ok, reasonText } from '#domain/records/result.ts';
import { endOfBusinessDays } from '#domain/sla/business-days.ts';
import type { HostContext } from '#main/host/context.ts';
import { nextTurn } from '#main/host/kernel/next-turn.ts';
import { processContext } from '../processes/process-context.ts';

type Host = Pick<HostContext, 'records' | 'read' | 'settings' | 'env' | 'clock' | 'session' | 'bus' | 'log'>;

/** Looked at in one go. */
const BATCH = 200;
/** Not in the first minute: it belongs to who has just signed in. */
const FIRST_MS = 60_000;
const AGAIN_MS = 3_600_000;

const CLOSE = INCIDENT.steps.find(({ from, to }) => from === 'resolved' && to === 'closed');

const isOver = (host: Host, ticket: Ticket, days: number): boolean => {
  if (ticket.type !== 'incident' || ticket.state !== 'resolved' || ticket.resolvedAt === null) return false;
  const calendar = host.settings.calendar(ticket.sla.calendarId);
  const end = endOfBusinessDays(calendar, Date.parse(ticket.resolvedAt), days);
  return end !== null && end <= host.clock.nowMs();
};

/** The ticket closed; the same object when it is not to be (any more), or the server would not store it. */
const closed = (host: Host, ticket: Ticket, days: number): Ticket => {
  if (CLOSE === undefined || ticket.type !== 'incident' || !isOver(host, ticket, days)) return ticket;
  const ctx = processContext(host);
  const input = { to: 'closed', note: reasonText('incident.closed_after', { count: days }) } as const;
  if (checkInput(INCIDENT, ticket, CLOSE, input, ctx) !== null) return ticket;
  const done = applyStep(INCIDENT, ticket, CLOSE, input, ctx, { origin: 'effect' });
  // Two consoles that did it apart from each other have one entry after the merge.
  const id = derivedId('closed', ticket.id, ticket.resolvedAt);
  const known = new Set(ticket.journal.map((one) => one.id));
  return { ...done, journal: done.journal.map((one) => (known.has(one.id) ? one : { ...one, id })) };
};

/** Closes incidents that were resolved so many business days ago as the settings say; answers how many. Of none days: never. */
export const closeResolved = async (host: Host, isEnding: () => boolean = () => false): Promise<number> => {
  const days = host.settings.incident().options.autoCloseAfterBusinessDays;
  let count = 0;
  let last = '';
  while (days > 0 && !isEnding()) {
    const before = new Date(host.clock.nowMs() - days * 86_400_000).toISOString();
    const ids = host.read.resolvedBefore(before, last, BATCH);
    for (const id of ids) {
      await nextTurn();
      const ticket = await host.records.get('tickets', id);
      if (isEnding() || ticket === null || !isOver(host, ticket, days)) continue;
      const changed = await host.records.change('tickets', id, (current) => ok(closed(host, current, days)));
      if (changed.ok && changed.value.state === 'closed') count += 1;
    }
    if (ids.length < BATCH) return count;
    last = ids.at(-1) ?? '';
  }
  return count;
};

/** Closes them while somebody is signed in who may; the answer ends that. */
export const startClosing = (host: Host): (() => Promise<void>) => {
  let isEnding = false;
  let running: Promise<unknown> = Promise.resolve();
  const run = (): void => {
    const { state } = host.session.current();
    const { roles } = host.env().actor;
    if (state === 'signed_out' || CLOSE === undefined || !mayTake(CLOSE, roles)) return;
    running = running
      .then(() => closeResolved(host, () => isEnding))
      .catch((error: unknown) => host.log('warn', 'resolved incidents were not closed', error));
  };
  const first = setTimeout(run, FIRST_MS).unref();
  const again = setInterval(run, AGAIN_MS).unref();
  return async () => {
    isEnding = true;
    clearTimeout(first);
    clearInterval(again);
    await running;
  };
};
