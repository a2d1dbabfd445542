import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HOLD_REASONS, INCIDENT_STATES, type Incident } from '#domain/fields/tickets.ts';
import { INCIDENT } from '#domain/processes/incident.ts';
import { derivePriority } from '#domain/processes/ticket-rules.ts';
import { ROLES } from '#domain/records/common.ts';
import { settingValueSchema } from '#domain/records/settings.ts';
import { checkSettingValue, DEFAULT_SETTINGS, incidentSettings } from '#domain/settings/defaults.ts';
import { actorWith, envOf, unwrap } from '../env.ts';
import { anIncident, contextOf } from '../fixtures.ts';
import { checkIncidentStep, incidentSchema, stepIncident, stepsOf } from '../incidents.ts';

const settings = incidentSettings();
const inState = (state: Incident['state'], more: Partial<Incident> = {}): Incident => ({
  ...anIncident(),
  ...more,
  state,
});
const solution = { closureCode: 'assistance', closureNotes: 'Explained it' };

describe('priority', () => {
  it.each([
    [1, 1, 1],
    [1, 2, 2],
    [1, 3, 3],
    [2, 1, 2],
    [2, 2, 3],
    [2, 3, 4],
    [3, 1, 3],
    [3, 2, 4],
    [3, 3, 5],
  ] as const)('impact %i, urgency %i is %i', (impact, urgency, expected) => {
    expect(derivePriority(settings.matrix, impact, urgency)).toBe(expected);
  });
});

describe('default settings', () => {
  it('are valid and activatable', () => {
    for (const [key, value] of Object.entries(DEFAULT_SETTINGS)) {
      expect(value.key).toBe(key);
      expect(settingValueSchema.parse(value)).toEqual(value);
      expect(checkSettingValue(value).ok).toBe(true);
    }
  });

  it('refuse doubles', () => {
    const twice = { name: 'Hardware', subcategories: [] };
    expect(checkSettingValue({ key: 'categories', categories: [twice, twice] }).ok).toBe(false);
    expect(checkSettingValue({ key: 'closure-codes', codes: [] }).ok).toBe(false);
  });

  it('give way to stored values', () => {
    const stored = incidentSettings([
      { key: 'closure-codes', codes: [{ code: 'x', label: 'X', active: true }] },
    ]);
    expect(stored.closureCodes).toHaveLength(1);
    expect(stored.categories).toBe(DEFAULT_SETTINGS.categories.categories);
  });
});

describe('the table of steps', () => {
  it.each([
    ['new', ['start', 'hold', 'resolve', 'cancel']],
    ['in_progress', ['hold', 'resolve', 'cancel']],
    ['on_hold', ['resume', 'hold_for', 'resolve', 'cancel']],
    ['resolved', ['close', 'reopen']],
    ['closed', []],
    ['cancelled', []],
  ] as const)('offers the service desk in %s: %j', (state, names) => {
    expect(stepsOf(state, actorWith(['service-desk'])).map(({ name }) => name)).toEqual(names);
  });

  it('lets only a team lead or administrator reopen what is closed', () => {
    const closed = inState('closed', { closureCode: 'other', closureNotes: 'x' });
    for (const role of ROLES) {
      const result = checkIncidentStep(closed, 'in_progress', {}, actorWith([role]), settings);
      expect(result.ok).toBe(role === 'team-lead' || role === 'administrator');
      if (!result.ok) expect(result.error.code).toBe('forbidden');
    }
  });

  it.each([
    ['on_hold', {}, ['holdReason']],
    ['on_hold', { holdReason: 'awaiting_caller' }, ['comment']],
    ['resolved', {}, ['closureCode', 'closureNotes']],
    ['resolved', { closureCode: 'assistance', closureNotes: '  ' }, ['closureNotes']],
    ['cancelled', {}, ['note']],
  ] as const)('to %s with %j misses %j', (to, input, fields) => {
    const state = inState('in_progress');
    const result = checkIncidentStep(state, to, input, actorWith(['service-desk']), settings);
    expect(result).toMatchObject({ ok: false, error: { code: 'missing_fields', details: { fields } } });
  });

  it('refuses a closure code that is not in the settings', () => {
    const state = inState('new');
    const input = { closureCode: 'magic', closureNotes: 'done' };
    expect(checkIncidentStep(state, 'resolved', input, actorWith(['service-desk']), settings)).toMatchObject({
      error: { code: 'unknown_value' },
    });
  });

  it('keeps every ticket inside the table, whatever is asked of it', () => {
    const ask = fc.record({
      to: fc.constantFrom(...INCIDENT_STATES),
      role: fc.constantFrom(...ROLES),
      holdReason: fc.option(fc.constantFrom(...HOLD_REASONS)),
      closureCode: fc.option(fc.constantFrom('assistance', 'magic')),
      closureNotes: fc.option(fc.string()),
      note: fc.option(fc.string()),
      comment: fc.option(fc.string()),
    });
    fc.assert(
      fc.property(fc.array(ask, { maxLength: 12 }), (asked) => {
        let ticket = anIncident();
        for (const { role, ...input } of asked) {
          const result = stepIncident(ticket, input, contextOf(envOf([role])));
          if (!result.ok) continue;
          const from = ticket.state;
          ticket = result.value;
          expect(
            INCIDENT.steps.some(
              (edge) => edge.from === from && edge.to === ticket.state && edge.roles.includes(role),
            ),
          ).toBe(true);
          expect(incidentSchema.safeParse(ticket).success).toBe(true);
          expect(ticket.active).toBe(['new', 'in_progress', 'on_hold'].includes(ticket.state));
          expect(ticket.holdReason !== null).toBe(ticket.state === 'on_hold');
          expect(ticket.resolvedAt !== null).toBe(['resolved', 'closed'].includes(ticket.state));
        }
      }),
    );
  });
});

describe('takeStep', () => {
  const lead = contextOf(envOf(['team-lead']));
  const to = (ticket: ReturnType<typeof anIncident>, input: Parameters<typeof stepIncident>[1]) =>
    unwrap(stepIncident(ticket, input, lead));

  it('counts reopening and asks for a solution again', () => {
    const resolved = to(anIncident(), { to: 'resolved', ...solution, minutes: 12 });
    expect(resolved).toMatchObject({
      resolvedBy: 'person-1',
      active: false,
      timeSpentMinutes: 12,
      ...solution,
    });
    expect(resolved.dueAt).toBe('9999-12-31T00:00:00.000Z');
    const closed = to(resolved, { to: 'closed' });
    expect(closed.closedAt).not.toBeNull();
    const reopened = to(closed, { to: 'in_progress' });
    expect(reopened).toMatchObject({ reopenCount: 1, resolvedAt: null, closedAt: null, closureCode: null });
    expect(stepIncident(reopened, { to: 'resolved' }, lead).ok).toBe(false);
  });

  it('publishes the comment that waiting for the caller needs', () => {
    const held = to(anIncident(), { to: 'on_hold', holdReason: 'awaiting_caller', comment: 'Which room?' });
    expect(held.journal.map((entry) => entry.kind)).toEqual(['created', 'comment', 'state']);
    expect(held.journal.at(-1)?.changes).toEqual([
      { field: 'state', from: 'new', to: 'on_hold' },
      { field: 'holdReason', from: null, to: 'awaiting_caller' },
    ]);
    expect(held.dueAt).toBe('9999-12-31T00:00:00.000Z');
    const vendor = to(held, { to: 'on_hold', holdReason: 'awaiting_vendor' });
    expect(vendor.holdReason).toBe('awaiting_vendor');
  });
});
