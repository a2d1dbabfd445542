import type { HeldRow } from '#contracts/incidents.ts';
import type { Incident } from '#domain/fields/tickets.ts';
import { type HoldBounds, holdAccount, type Worked } from '#domain/incidents/holds.ts';
import { workingMsBetween } from '#domain/sla/calendar.ts';
import type { FeatureHandlers, HostContext } from '#main/host/context.ts';
import { done, notFound } from '#main/host/features/reply.ts';
import { nextTurn } from '#main/host/kernel/next-turn.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** Histories that are looked at for one list. */
const MOST = 5_000;
/** Looked at before others get their turn. */
const BATCH = 50;
/** Rows that are shown: more nobody reads. */
const SHOWN = 500;

/** Working time by the calendar that the incident is promised by; round the clock without one, as its clocks run. */
const workedBy = ({ settings }: HostContext, { sla }: Incident): Worked => {
  const calendar = settings.calendar(sla.calendarId);
  return (fromMs, toMs) =>
    (calendar === null ? toMs - fromMs : workingMsBetween(calendar, fromMs, toMs)) / MINUTE_MS;
};

const accountOf = (context: HostContext, incident: Incident, bounds?: HoldBounds) =>
  holdAccount(incident, workedBy(context, incident), context.clock.nowMs(), bounds);

export const holds: FeatureHandlers<'incidents'>['queries']['holds'] = async (context, { id }) => {
  const incident = await context.records.get('tickets', id);
  return incident?.type === 'incident' ? done(accountOf(context, incident)) : notFound(id);
};

export const held: FeatureHandlers<'incidents'>['queries']['held'] = async (
  context,
  { days, signs, ...bounds },
) => {
  const since = new Date(context.clock.nowMs() - days * DAY_MS).toISOString();
  const ids = await context.read.heldIncidents(since, MOST + 1);
  const found = new Map<string, Omit<HeldRow, keyof ReturnType<HostContext['read']['tickets']>[number]>>();
  for (let at = 0; at < Math.min(ids.length, MOST); at += BATCH) {
    await nextTurn();
    for (const incident of await context.records.getMany('tickets', ids.slice(at, at + BATCH))) {
      if (incident.type !== 'incident') continue;
      const { holds: _all, ...account } = accountOf(context, incident, bounds);
      const isWanted = account.signs.some((sign) => signs.length === 0 || signs.includes(sign));
      if (isWanted) found.set(incident.id, account);
    }
  }
  const longest = [...found].sort(([, one], [, other]) => other.minutes - one.minutes).slice(0, SHOWN);
  const rows = context.read.tickets(longest.map(([id]) => id)).flatMap((row) => {
    const account = found.get(row.id);
    return account === undefined ? [] : [{ ...row, ...account }];
  });
  return done({
    rows,
    more: found.size - longest.length,
    looked: Math.min(ids.length, MOST),
    isCut: ids.length > MOST,
  });
};
