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
import {
  checkIncidentStep,
  createIncident,
  incidentSchema,
  stepIncident,
  stepsOf,
  updateIncident,
} from '../incidents.ts';

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
      const result = checkIncidentStep(
        closed,
        'in_progress',
        { note: 'Again.' },
        actorWith([role]),
        settings,
      );
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
    const reopened = to(closed, { to: 'in_progress', note: 'Still broken.' });
    expect(reopened).toMatchObject({ reopenCount: 1, resolvedAt: null, closedAt: null, closureCode: null });
    expect(stepIncident(reopened, { to: 'resolved' }, lead).ok).toBe(false);
  });

  it('is reopened for a reason only', () => {
    const resolved = to(anIncident(), { to: 'resolved', ...solution });
    expect(stepIncident(resolved, { to: 'in_progress' }, lead)).toMatchObject({
      error: { code: 'missing_fields', details: { fields: ['note'] } },
    });
  });

  it.each([
    ['service-desk', 'in_progress', {}],
    ['field', 'in_progress', {}],
    ['team-lead', 'resolved', solution],
  ] as const)('makes %s who takes it to %s its assignee when nobody has it', (role, state, input) => {
    const ctx = contextOf(envOf([role]));
    const mine = unwrap(stepIncident(anIncident(), { to: state, ...input }, ctx));
    expect(mine).toMatchObject({ state, teamId: 'team-1', assigneeId: 'person-1' });
    expect(mine.journal).toHaveLength(2);
    const given = anIncident(envOf(), { teamId: 'team-2', assigneeId: 'person-2' });
    const theirs = unwrap(stepIncident(given, { to: state, ...input }, ctx));
    expect(theirs).toMatchObject({ teamId: 'team-2', assigneeId: 'person-2' });
    const ofTeam = anIncident(envOf(), { teamId: 'team-2' });
    const taken = unwrap(stepIncident(ofTeam, { to: state, ...input }, ctx));
    expect(taken).toMatchObject({ teamId: 'team-2', assigneeId: 'person-1' });
  });

  it('asks for category, team and assignee before it is resolved', () => {
    const bare = anIncident(envOf(), { category: null });
    const nowhere = { ...envOf(['service-desk']), actor: { ...actorWith(['service-desk']), teamIds: [] } };
    const missing = (ticket: typeof bare, ctx = contextOf(nowhere)) =>
      stepIncident(ticket, { to: 'resolved', ...solution }, ctx);
    expect(missing(bare)).toMatchObject({
      error: { code: 'missing_fields', details: { fields: ['category', 'teamId'] } },
    });
    expect(missing(bare, contextOf(envOf(['problem-manager'])))).toMatchObject({
      error: { details: { fields: ['category', 'teamId', 'assigneeId'] } },
    });
    const told = { to: 'resolved', ...solution, category: 'Network', teamId: 'team-3' };
    const done = unwrap(stepIncident(bare, told, contextOf(nowhere)));
    expect(done).toMatchObject({ category: 'Network', teamId: 'team-3', assigneeId: 'person-1' });
    expect(stepIncident(bare, { ...told, category: 'Magic' }, contextOf(nowhere))).toMatchObject({
      error: { code: 'unknown_value' },
    });
  });

  it('goes to the team of its category, or to the default one, unless it was given to somebody', () => {
    const settings = {
      ...incidentSettings(),
      routing: { defaultTeamId: 'team-d', byCategory: [{ category: 'Network', teamId: 'team-n' }] },
    };
    const ctx = { ...contextOf(), settings };
    const made = (more: object) =>
      unwrap(createIncident(null, { number: 'INC-7QK-0002', title: 'No network', ...more }, ctx));
    expect(made({ category: 'Network', teamId: null }).teamId).toBe('team-n');
    expect(made({ category: 'Hardware' }).teamId).toBe('team-d');
    expect(made({}).teamId).toBe('team-d');
    expect(made({ teamId: 'team-1' }).teamId).toBe('team-1');
    expect(made({ assigneeId: 'person-2' }).teamId).toBeNull();
    const changes = made({ category: 'Network' }).journal[0]?.changes;
    expect(changes).toContainEqual({ field: 'teamId', from: null, to: 'team-n' });
    const later = unwrap(
      updateIncident(anIncident(envOf(), { category: null }), { category: 'Network' }, ctx),
    );
    expect(later.teamId).toBe('team-n');
    const kept = unwrap(
      updateIncident(anIncident(envOf(), { teamId: 'team-1' }), { category: 'Network' }, ctx),
    );
    expect(kept.teamId).toBe('team-1');
    const imported = unwrap(
      createIncident(null, { number: 'X', title: 'Y', category: 'Network' }, { ...ctx, origin: 'import' }),
    );
    expect(imported.teamId).toBeNull();
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
