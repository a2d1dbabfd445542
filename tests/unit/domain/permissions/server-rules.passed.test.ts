import { describe, expect, it } from 'vitest';
import type { Article } from '#domain/fields/knowledge.ts';
import type { Incident } from '#domain/fields/tickets.ts';
import { applyChanges, entry } from '#domain/journal/journal.ts';
import { mergeRecords } from '#domain/merge/three-way.ts';
import { ARTICLE } from '#domain/processes/article.ts';
import { createRecord, updateRecord } from '#domain/processes/engine.ts';
import { INCIDENT } from '#domain/processes/incident.ts';
import { PROBLEM } from '#domain/processes/problem.ts';
import { isActiveState, type Process, type ProcessRecord, type Values } from '#domain/processes/process.ts';
import { takeStep } from '#domain/processes/steps.ts';
import { envOf, unwrap } from '../env.ts';
import { incident, known } from '../problems/world.ts';
import { as, solution, write } from './writes.ts';

/** `record` taken through these states by a console that asks nothing, in one write. */
const through = <R extends ProcessRecord>(process: Process, record: R, states: readonly string[]): R => {
  const path = [record.state, ...states];
  const entries = states.map((to, i) =>
    entry(envOf(), 'state', { changes: [{ field: 'state', from: path[i] ?? null, to }], text: 'x' }),
  );
  const state = path.at(-1) ?? record.state;
  const journal = [...record.journal, ...entries];
  return { ...record, state, active: isActiveState(process, state), journal };
};

const NEEDED = { ok: false, code: 'invalid', reason: 'state.field_needed' };
const blank = unwrap(
  createRecord<Article>(ARTICLE, null, { number: 'KB-7QK-0001', title: 'Dock', body: '' }, as('team-lead')),
);

describe('states that are passed through', () => {
  it('need what they need', () => {
    const problem = known();
    const solved = through(PROBLEM, problem, ['root_cause_analysis', 'resolved', 'closed']);
    expect(write('tickets', problem, solved, ['team-lead'])).toMatchObject({
      ...NEEDED,
      details: { state: 'resolved', field: 'rootCause' },
    });
    const ticket = incident();
    const closed = through(INCIDENT, ticket, ['resolved', 'closed']);
    expect(write('tickets', ticket, closed, ['service-desk'])).toMatchObject(NEEDED);
    expect(write('tickets', null, closed, ['service-desk'])).toMatchObject(NEEDED);
    const retired = through(ARTICLE, blank, ['published', 'retired']);
    expect(write('knowledge', blank, retired, ['team-lead'])).toMatchObject(NEEDED);
  });

  it('are taken when it was there at the time, though it is gone by now', () => {
    const ctx = as('team-lead');
    const steps: readonly (Values & { readonly to: string })[] = [
      { to: 'on_hold', holdReason: 'awaiting_vendor' },
      { to: 'in_progress' },
      { to: 'resolved', ...solution },
      { to: 'in_progress', note: 'Again.' },
      { to: 'cancelled', note: 'Nothing there' },
    ];
    const ticket = incident();
    const after = steps.reduce((one, step) => unwrap(takeStep(INCIDENT, one, step, ctx)), ticket);
    expect(after).toMatchObject({ holdReason: null, closureCode: null });
    expect(write('tickets', ticket, after, ['team-lead'])).toEqual({ ok: true });
    expect(write('tickets', null, after, ['team-lead'])).toEqual({ ok: true });
    // Found while it was new, taken away after it was left again.
    const problem = unwrap(updateRecord(PROBLEM, known(), { rootCause: 'Firmware' }, ctx));
    const fixing = unwrap(takeStep(PROBLEM, problem, { to: 'root_cause_analysis' }, ctx));
    const fixed = unwrap(takeStep(PROBLEM, fixing, { to: 'fix_in_progress' }, ctx));
    const back = unwrap(takeStep(PROBLEM, fixed, { to: 'root_cause_analysis', note: 'No' }, ctx));
    const emptied = unwrap(updateRecord(PROBLEM, back, { rootCause: '' }, ctx));
    for (const before of [null, problem, fixing, fixed]) {
      expect(write('tickets', before, emptied, ['team-lead'])).toEqual({ ok: true });
    }
  });

  it('are taken when a colleague emptied it meanwhile, though the merge took nothing over', () => {
    const base = unwrap(updateRecord(ARTICLE, blank, { body: 'Press the button' }, as('team-lead')));
    const theirs = unwrap(updateRecord(ARTICLE, base, { body: '' }, as('service-desk')));
    const submitted = unwrap(takeStep(ARTICLE, base, { to: 'review' }, as('team-lead')));
    const mine = unwrap(takeStep(ARTICLE, submitted, { to: 'draft', note: 'Too short' }, as('team-lead')));
    const { merged } = mergeRecords('knowledge', base, mine, theirs, envOf());
    expect(merged).toMatchObject({ state: 'draft', body: '' });
    expect(merged.journal.map(({ kind }) => kind)).not.toContain('merged');
    expect(write('knowledge', theirs, merged, ['team-lead'])).toEqual({ ok: true });
  });
});

describe('fields of a state', () => {
  const STRAY = { ok: false, code: 'invalid', reason: 'field.not_in_state' };

  it('hold nothing in another one: in a new record, after a step, by an edit', () => {
    const ticket = incident();
    const waiting = { ...ticket, holdReason: 'awaiting_caller' as const };
    expect(write('tickets', null, waiting, ['service-desk'])).toMatchObject({
      ...STRAY,
      details: { field: 'holdReason', type: 'incident', state: 'new' },
    });
    const started = through(INCIDENT, ticket, ['in_progress']);
    expect(write('tickets', ticket, started, ['service-desk'])).toEqual({ ok: true });
    for (const more of [{ holdReason: 'awaiting_caller' }, { closureCode: 'other' }]) {
      expect(write('tickets', ticket, { ...started, ...more }, ['service-desk'])).toMatchObject(STRAY);
    }
    expect(write('tickets', ticket, { ...ticket, closureCode: 'other' }, ['service-desk'])).toMatchObject({
      ...STRAY,
      reason: 'field.phase',
    });
  });

  it('that a record has from before stop nobody, and may go', () => {
    const old: Incident = { ...incident(), closureNotes: 'From before' };
    const changes: readonly Partial<Incident>[] = [{ title: 'Dock' }, { closureNotes: null }];
    for (const change of changes) {
      expect(write('tickets', old, applyChanges(old, change, envOf()), ['service-desk'])).toEqual({
        ok: true,
      });
    }
  });
});

describe('what a step asks to be filled', () => {
  const bare = incident({ category: null });
  const told = { to: 'resolved', ...solution, category: 'Network', teamId: 'team-2', assigneeId: 'person-2' };

  it('is filled by who may take it, and only where nothing is', () => {
    const manager = as('problem-manager');
    const solved = unwrap(takeStep(INCIDENT, bare, told, manager));
    expect(solved).toMatchObject({ category: 'Network', teamId: 'team-2', assigneeId: 'person-2' });
    expect(write('tickets', bare, solved, ['problem-manager'])).toEqual({ ok: true });
    const given = incident({ teamId: 'team-1', assigneeId: 'person-1' });
    const kept = unwrap(takeStep(INCIDENT, given, told, manager));
    expect(kept).toMatchObject({ teamId: 'team-1', assigneeId: 'person-1' });
    const forged = applyChanges(kept, { assigneeId: 'person-2' }, envOf(['problem-manager']));
    expect(write('tickets', given, forged, ['problem-manager'])).toMatchObject({ code: 'forbidden' });
  });

  it('may be missing where an effect took the step, and nowhere else', () => {
    const solved = unwrap(takeStep(INCIDENT, bare, told, as('service-desk')));
    const empty = { category: null, teamId: null, assigneeId: null };
    const without = (effectId: string | null) => ({
      ...solved,
      ...empty,
      reassignmentCount: 0,
      journal: solved.journal.map((one) =>
        one.kind === 'state'
          ? { ...one, effectId, changes: one.changes.filter(({ field }) => !(field in empty)) }
          : one,
      ),
    });
    expect(write('tickets', bare, without(null), ['service-desk'])).toMatchObject(NEEDED);
    expect(write('tickets', bare, without('fx-1'), ['service-desk'])).toEqual({ ok: true });
  });
});
