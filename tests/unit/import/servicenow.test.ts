import { describe, expect, it } from 'vitest';
import { sentence } from '#cli/words.ts';
import { inLogOrder, replayIncident, servicenowIds, wasWorkedOn } from '#domain/import/servicenow-replay.ts';
import { parseLogTime, parseServiceNowRow, type ServiceNowRow } from '#domain/import/servicenow-rows.ts';
import { recompute } from '#domain/processes/engine.ts';
import { INCIDENT } from '#domain/processes/incident.ts';
import { incidentSettings } from '#domain/settings/defaults.ts';
import { unwrap } from '../domain/env.ts';
import { incidentSchema } from '../domain/incidents.ts';

const CELLS: Readonly<Record<string, string>> = {
  number: 'INC0700001',
  incident_state: 'New',
  sys_mod_count: '0',
  made_sla: 'TRUE',
  reopen_count: '0',
  reassignment_count: '0',
  caller_id: 'Caller 9',
  opened_by: 'Opened by  3',
  opened_at: '04-05-2026 07:55',
  sys_updated_by: 'Updated by 1',
  sys_updated_at: '04-05-2026 08:00',
  contact_type: 'Phone',
  location: 'Location 2',
  category: 'Category 1',
  subcategory: 'Subcategory 4',
  u_symptom: 'Symptom 6',
  impact: '2 - Medium',
  urgency: '1 - High',
  assignment_group: 'Group 5',
  assigned_to: '?',
  closed_code: 'code 3',
  resolved_by: 'Resolved by 8',
  resolved_at: '04-05-2026 10:00',
  closed_at: '09-05-2026 10:00',
};
const context = { deviceId: 'device-1', defaultImpact: 3, defaultUrgency: 3 } as const;

const row = (cells: Readonly<Record<string, string>> = {}, line = 2): ServiceNowRow =>
  unwrap(parseServiceNowRow({ ...CELLS, ...cells }, 'log.csv', line));

const at = (modCount: number, time: string, cells: Readonly<Record<string, string>> = {}): ServiceNowRow =>
  row({ ...cells, sys_mod_count: String(modCount), sys_updated_at: `04-05-2026 ${time}` }, modCount + 2);

describe('a row of the log', () => {
  it.each([
    ['New', 'new', null],
    ['Active', 'in_progress', null],
    ['Awaiting User Info', 'on_hold', 'awaiting_caller'],
    ['Awaiting Problem', 'on_hold', 'awaiting_problem'],
    ['Awaiting Vendor', 'on_hold', 'awaiting_vendor'],
    ['Awaiting Evidence', 'on_hold', 'awaiting_caller'],
    ['Resolved', 'resolved', null],
    ['Closed', 'closed', null],
    ['Canceled', 'cancelled', null],
  ])('maps the state %s', (name, state, holdReason) => {
    expect(row({ incident_state: name }).state).toEqual({ state, holdReason });
  });

  it.each(['-100', '?'])('takes %s as no statement about the state', (name) => {
    expect(row({ incident_state: name }).state).toBeNull();
  });

  it('takes ? as unknown everywhere and folds blanks in names', () => {
    const read = row({ caller_id: '?', location: '?', u_symptom: '?', impact: '?', resolved_at: '?' });
    expect(read).toMatchObject({
      caller: null,
      location: null,
      symptom: null,
      impact: null,
      resolvedAt: null,
    });
    expect(read.openedBy).toBe('Opened by 3');
  });

  it.each([
    ['29-02-2016 01:16', '2016-02-29T01:16:00.000Z'],
    ['31-12-2026 23:59', '2026-12-31T23:59:00.000Z'],
    ['29-02-2015 01:16', null],
    ['31-02-2016 01:16', null],
    ['01-13-2016 01:16', null],
    ['01-01-2016 24:00', null],
    ['2016-01-01 10:00', null],
  ])('reads the time %s', (text, expected) => {
    expect(parseLogTime(text)).toBe(expected);
  });

  it.each([
    ['incident_state', 'Dancing'],
    ['incident_state', 'constructor'],
    ['sys_mod_count', 'many'],
    ['sys_updated_at', 'yesterday'],
    ['impact', '7 - Huge'],
    ['number', '?'],
  ])('names the column that can not be read: %s', (column, value) => {
    const read = parseServiceNowRow({ ...CELLS, [column]: value }, 'log.csv', 2);
    expect(read).toMatchObject({ ok: false, error: { code: 'invalid' } });
    expect(read.ok ? '' : sentence(read.error)).toContain(`${column} is “${value}”`);
  });
});

const story: readonly ServiceNowRow[] = [
  at(0, '08:00'),
  at(1, '08:10', { assignment_group: 'Group 6', assigned_to: 'Resolver 2' }),
  at(2, '08:20', { incident_state: 'Active', assignment_group: 'Group 7', assigned_to: 'Resolver 2' }),
  at(3, '08:30', {
    incident_state: 'Awaiting User Info',
    assignment_group: 'Group 7',
    assigned_to: 'Resolver 2',
  }),
  at(4, '09:30', {
    incident_state: 'Active',
    assignment_group: 'Group 7',
    assigned_to: 'Resolver 2',
    made_sla: 'FALSE',
  }),
  at(5, '10:00', {
    incident_state: 'Resolved',
    assignment_group: 'Group 7',
    assigned_to: 'Resolver 2',
    made_sla: 'FALSE',
  }),
  at(6, '11:00', {
    incident_state: 'Closed',
    assignment_group: 'Group 7',
    assigned_to: 'Resolver 2',
    made_sla: 'FALSE',
  }),
];

const replayed = (rows: readonly ServiceNowRow[]) =>
  recompute(INCIDENT, replayIncident(null, rows, context).ticket, {
    settings: incidentSettings(),
    sla: (ticket) => ticket,
  });

describe('replaying an incident', () => {
  it('ends where the log ends, with who resolved it and when', () => {
    const ticket = replayed(story);
    expect(incidentSchema.safeParse(ticket).error).toBeUndefined();
    expect(ticket).toMatchObject({
      number: 'INC0700001',
      externalId: 'servicenow:INC0700001',
      state: 'closed',
      active: false,
      priority: 2,
      closureCode: 'code 3',
      resolvedAt: '2026-05-04T10:00:00.000Z',
      resolvedBy: servicenowIds.person('Resolved by 8'),
      closedAt: '2026-05-09T10:00:00.000Z',
      openedAt: '2026-05-04T07:55:00.000Z',
      openedBy: servicenowIds.person('Opened by 3'),
      teamId: servicenowIds.team('Group 7'),
      reassignmentCount: 2,
      reopenCount: 0,
      title: 'Category 1 / Subcategory 4: Symptom 6',
      tags: ['title-from-codes'],
    });
    expect(ticket.extra.made_sla).toBe(false);
  });

  it('writes one entry for the opening and one a row, by who updated it', () => {
    const { journal } = replayed(story);
    expect(journal.map((entry) => entry.kind)).toEqual([
      'created',
      'assigned',
      'assigned',
      'state',
      'state',
      'state',
      'state',
      'state',
    ]);
    expect(journal.every((entry) => entry.origin === 'import')).toBe(true);
    expect(journal[4]?.changes).toContainEqual({ field: 'holdReason', from: null, to: 'awaiting_caller' });
    expect(journal[5]?.changes).toContainEqual({ field: 'extra.made_sla', from: true, to: false });
    expect(new Set(journal.map((entry) => entry.id)).size).toBe(journal.length);
  });

  it('gives the same record for the same rows in any order', () => {
    expect(replayed([...story].reverse())).toEqual(replayed(story));
  });

  it('orders rows by time before the counter, which is out of step in real logs', () => {
    const rows = [at(7, '08:00'), at(1, '09:00'), at(2, '09:00')];
    expect(inLogOrder([...rows].reverse()).map((one) => one.modCount)).toEqual([7, 1, 2]);
  });

  it('does not take a row out of step for a reopening, but a counted one', () => {
    const resolved = at(2, '09:00', { incident_state: 'Resolved' });
    const stray = at(1, '09:05');
    expect(replayed([at(0, '08:00'), resolved, stray])).toMatchObject({ state: 'resolved', reopenCount: 0 });
    const counted = at(3, '09:05', { incident_state: 'Active', reopen_count: '1' });
    expect(replayed([at(0, '08:00'), resolved, counted])).toMatchObject({
      state: 'in_progress',
      reopenCount: 1,
      resolvedAt: null,
      closureCode: null,
    });
  });

  it('changes nothing when the same rows come again and goes on where it stopped', () => {
    const first = replayIncident(null, story.slice(0, 3), context).ticket;
    expect(replayIncident(first, story.slice(0, 3), context)).toEqual({ ticket: first, applied: 0 });
    const rest = replayIncident(first, story, context);
    expect(rest.applied).toBe(4);
    expect(rest.ticket).toEqual(replayIncident(null, story, context).ticket);
  });

  it('knows a ticket that somebody worked on', () => {
    const { ticket } = replayIncident(null, story, context);
    expect(wasWorkedOn(ticket)).toBe(false);
    const [entry] = ticket.journal;
    if (entry === undefined) throw new Error('no journal');
    expect(wasWorkedOn({ ...ticket, journal: [...ticket.journal, { ...entry, origin: 'console' }] })).toBe(
      true,
    );
  });
});
