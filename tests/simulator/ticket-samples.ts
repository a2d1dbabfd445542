import type { Ticket } from '#domain/fields/tables.ts';
import { createRecord } from '#domain/processes/engine.ts';
import { INCIDENT } from '#domain/processes/incident.ts';
import type { ProcessRecord } from '#domain/processes/process.ts';
import { incidentSettings } from '#domain/settings/defaults.ts';

/** An incident as a lead made it at `now`. */
export const newIncident = (id: string, number: string, now: string): ProcessRecord => {
  let made = 0;
  const ctx = {
    env: {
      now,
      newId: () => {
        made += 1;
        return `${id}-entry-${made}`;
      },
      actor: { personId: 'person-0', roles: ['team-lead' as const], teamIds: [], deviceId: 'device-0' },
    },
    settings: incidentSettings([]),
    sla: (ticket: Ticket) => ticket,
  };
  const created = createRecord(INCIDENT, null, { id, number, title: `ticket ${id}` }, ctx);
  if (!created.ok) throw new Error(created.error.reason);
  return created.value;
};

/** Documents that the rules take and refuse, each of its own id. */
export const ticketsForRules = (): readonly object[] => {
  const forged: readonly object[] = [
    {},
    { title: '' },
    { title: { a: 1 } },
    { tags: undefined },
    { state: 'closed' },
    { state: 'resolved', closureCode: null },
    { journal: [] },
    { type: 'unknown' },
    { impact: 9 },
    { _deleted: true },
  ];
  return forged.map((members, index) => {
    const id = `inc-${index}`;
    const ticket = newIncident(id, `INC-000-00${index + 10}`, '2026-03-01T08:00:00.000Z');
    return { ...ticket, _id: id, ...members };
  });
};
