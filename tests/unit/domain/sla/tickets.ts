import type { JournalEntry } from '#domain/fields/base.ts';
import type { Incident } from '#domain/fields/tickets.ts';
import { blankBase } from '#domain/journal/journal.ts';
import { blankIncident } from '#domain/processes/incident-blank.ts';

/** `2026-11-18` (a Wednesday) at the given time of day, Berlin winter time. */
export const at = (clock: string, day = '2026-11-18'): string =>
  new Date(`${day}T${clock}:00+01:00`).toISOString();

let counter = 0;
export const entry = (
  when: string,
  kind: JournalEntry['kind'],
  changes: Readonly<Record<string, readonly [unknown, unknown]>>,
): JournalEntry => {
  counter += 1;
  return {
    id: `entry-${String(counter).padStart(6, '0')}`,
    at: when,
    by: 'person-anna',
    device: 'device-1',
    origin: 'console',
    kind,
    changes: Object.entries(changes).map(([field, [from, to]]) => ({ field, from, to })),
    text: null,
    minutes: null,
    effectId: null,
  };
};
export const moved = (when: string, from: string, to: string, holdReason?: string): JournalEntry =>
  entry(when, 'state', {
    state: [from, to],
    ...(holdReason === undefined ? {} : { holdReason: [null, holdReason] }),
  });
export const assigned = (when: string, from: string | null, to: string | null): JournalEntry =>
  entry(when, 'assigned', { assigneeId: [from, to] });

export const ticketOf = (fields: Partial<Incident> = {}): Incident =>
  blankIncident({
    ...blankBase('ticket-1', at('16:00'), 'person-anna'),
    number: 'INC-TST-0001',
    title: 'Scanner reads nothing',
    impact: 2,
    urgency: 2,
    priority: 3,
    openedAt: at('16:00'),
    openedBy: 'person-anna',
    ...fields,
  });
