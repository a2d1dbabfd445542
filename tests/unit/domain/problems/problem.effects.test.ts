import { describe, expect, it } from 'vitest';
import { applyEffect, isOutstanding } from '#domain/effects/effect.ts';
import type { Incident, Problem } from '#domain/fields/tickets.ts';
import { baseFromHistory } from '#domain/merge/base-from-history.ts';
import { mergeRecords } from '#domain/merge/three-way.ts';
import {
  INCIDENTS_IN_HISTORY,
  linkIncidents,
  noteUnlinked,
  resolveAlong,
  tellWorkaround,
  toldIncidents,
} from '#domain/problems/problem.effects.ts';
import { INCIDENT } from '#domain/processes/incident.ts';
import { PROBLEM } from '#domain/processes/problem.ts';
import { takeStep } from '#domain/processes/steps.ts';
import { linkProblem } from '#domain/processes/ticket-acts.ts';
import { unwrap } from '../env.ts';
import { contextAs, edited, incident, known, problem, resolved } from './world.ts';

const ctx = contextAs('problem-manager');
const applied = <R extends Incident>(record: R, cause: Problem): R =>
  cause.effects
    .filter(({ targetId }) => targetId === record.id)
    .reduce((now, effect) => applyEffect(now, effect, ctx), record);
const waiting = (): Incident =>
  unwrap(
    takeStep(
      INCIDENT,
      incident(),
      { to: 'on_hold', holdReason: 'awaiting_problem' },
      contextAs('service-desk'),
    ),
  );

describe('incidents of a problem', () => {
  it('become its own by an effect, once', () => {
    const [one, other] = [incident(), incident()];
    const cause = unwrap(linkIncidents(problem(), [one, other], ctx));
    expect(cause.effects).toHaveLength(2);
    expect(cause.journal.at(-1)?.changes).toEqual([
      { field: INCIDENTS_IN_HISTORY, from: [], to: [one.id, other.id] },
    ]);
    const linked = applied(one, cause);
    expect(linked.problemId).toBe(cause.id);
    expect(linked.journal.at(-1)).toMatchObject({ kind: 'link', effectId: cause.effects[0]?.id });
    expect(applied(linked, cause)).toBe(linked);
    expect(unwrap(linkIncidents(cause, [linked], ctx))).toBe(cause);
  });

  it('can be taken off and linked again: the second time is another effect', () => {
    const one = incident();
    const cause = unwrap(linkIncidents(problem(), [one], ctx));
    const off = unwrap(noteUnlinked(cause, [one.id], ctx));
    const again = unwrap(linkIncidents(off, [one], ctx));
    expect(new Set(again.effects.map(({ id }) => id)).size).toBe(2);
  });

  it.each([null, 'prb-2'])('stay with what was decided later: %s', (problemId) => {
    const one = incident();
    const cause = unwrap(linkIncidents(problem(), [one], ctx));
    const before = contextAs('service-desk', '2026-11-20T08:00:00.000Z');
    const other = unwrap(
      linkProblem(INCIDENT, { ...one, updatedAt: before.env.now }, { problemId: 'prb-1' }, before),
    );
    expect(applied(other, cause).problemId).toBe(cause.id);
    const later = contextAs('service-desk', '2026-11-20T09:01:00.000Z');
    const decided = unwrap(linkProblem(INCIDENT, other, { problemId }, later));
    expect(applied(decided, cause)).toBe(decided);
  });

  it('leave no trace in a version told from the history, since they are no field', () => {
    const before = problem();
    const mine = unwrap(linkIncidents(before, [incident()], ctx));
    const theirs = edited(before, { symptom: 'Theirs' });
    expect(Object.keys(baseFromHistory(mine, theirs) ?? {}).sort()).toEqual(Object.keys(before).sort());
  });

  it('are told the workaround, each once, and again when it reads differently', () => {
    const [one, other] = [incident(), incident()];
    expect(tellWorkaround(problem(), [one.id], [], ctx)).toMatchObject({
      error: { code: 'missing_fields', details: { fields: ['workaround'] } },
    });
    expect(tellWorkaround(known(), [], [], ctx)).toMatchObject({ error: { code: 'nothing_to_do' } });
    const first = unwrap(tellWorkaround(known(), [one.id], ['ke-1'], ctx));
    expect(first).toMatchObject({ workaroundToldAt: ctx.env.now, workaroundToldBy: 'person-1' });
    const told = applied(one, first);
    expect(told.journal.find(({ kind }) => kind === 'comment')?.text).toBe('Plug the dock in again.');
    expect(told.knowledgeIds).toEqual(['ke-1']);
    expect(tellWorkaround(first, [one.id], [], ctx)).toMatchObject({ error: { code: 'nothing_to_do' } });
    const second = unwrap(tellWorkaround(first, [one.id, other.id], [], ctx));
    expect([...toldIncidents(second)].sort()).toEqual([one.id, other.id].sort());
    const changed = edited(second, { workaround: 'Use the other port.' });
    expect(toldIncidents(changed).size).toBe(0);
    const third = applied(told, unwrap(tellWorkaround(changed, [one.id], [], ctx)));
    expect(third.journal.filter(({ kind }) => kind === 'comment').map(({ text }) => text)).toEqual([
      'Plug the dock in again.',
      'Use the other port.',
    ]);
  });

  it('are resolved with its solution', () => {
    const one = waiting();
    const solved = resolved();
    expect(
      resolveAlong(solved, { incidentIds: [one.id], closureCode: ' ', knownErrorIds: [] }, ctx),
    ).toMatchObject({
      error: { code: 'missing_fields', details: { fields: ['closureCode'] } },
    });
    const along = { incidentIds: [one.id], closureCode: 'bug_fixed', knownErrorIds: ['ke-1'] };
    const cause = unwrap(resolveAlong(solved, along, ctx));
    expect(applied(one, cause)).toMatchObject({
      ...{ state: 'resolved', active: false, holdReason: null, closureCode: 'bug_fixed' },
      closureNotes: 'Firmware 1.3 is on all docks.',
    });
    expect(cause.effects[1]).toMatchObject({
      ...{ collection: 'knowledge', targetId: 'ke-1', act: 'step' },
      set: { to: 'resolved', rootCause: 'Firmware 1.2', solution: 'Firmware 1.3 is on all docks.' },
    });
    expect(unwrap(resolveAlong(known(), along, ctx)).effects).toEqual([]);
  });

  it('told by two consoles apart make nobody decide: the later telling is kept, with who told', () => {
    const before = known();
    const tell = (now: string) => unwrap(tellWorkaround(before, ['i-1'], [], contextAs('team-lead', now)));
    const [early, late] = [tell('2026-11-20T09:00:00.000Z'), tell('2026-11-20T10:00:00.000Z')];
    const other = { ...late, workaroundToldBy: 'person-2' };
    for (const { merged } of [
      mergeRecords('tickets', before, early, other, ctx.env),
      mergeRecords('tickets', before, other, early, ctx.env),
    ]) {
      expect(merged.openClashes).toBe(0);
      expect(merged).toMatchObject({
        workaroundToldAt: '2026-11-20T10:00:00.000Z',
        workaroundToldBy: 'person-2',
      });
    }
  });

  it.each([
    ['alike', ['ke-1'], ['ke-1']],
    ['one of them knowing more known errors', ['ke-2', 'ke-1'], ['ke-1']],
  ])('told the same by two consoles apart, %s, have the words once', (_how, ours, others) => {
    const [before, one] = [known(), incident()];
    const early = contextAs('team-lead', '2026-11-20T09:00:00.000Z');
    const late = contextAs('problem-manager', '2026-11-20T10:00:00.000Z');
    const [left, right] = [
      unwrap(tellWorkaround(before, [one.id], ours, early)),
      unwrap(tellWorkaround(before, [one.id], others, late)),
    ];
    const [mine, theirs] = [applied(one, left), applied(one, right)];
    const comments = ({ journal }: Incident) => journal.filter(({ kind }) => kind === 'comment');
    for (const [own, other, a, b] of [
      [left, right, mine, theirs],
      [right, left, theirs, mine],
    ] as const) {
      const { merged } = mergeRecords('tickets', before, own, other, ctx.env) as { merged: Problem };
      expect(merged.openClashes).toBe(0);
      expect(merged.effects.filter(({ act }) => act === 'comment')).toEqual(
        other.effects.filter(({ act }) => act === 'comment'),
      );
      expect(tellWorkaround(merged, [one.id], ours, ctx)).toMatchObject({ error: { code: 'nothing_to_do' } });
      const told = mergeRecords('tickets', one, a, b, ctx.env).merged as Incident;
      expect(comments(told)).toEqual(comments(b));
      expect(told.knowledgeIds).toEqual(expect.arrayContaining(ours));
      expect(applied(told, merged)).toBe(told);
    }
  });

  it('are refused with a closure code that nobody uses', () => {
    const along = { incidentIds: ['i'], closureCode: 'banana', knownErrorIds: [] };
    expect(resolveAlong(resolved(), along, ctx)).toMatchObject({ error: { code: 'unknown_value' } });
  });

  it('are refused as long as there is no solution, as in a problem whose risk was accepted', () => {
    const risky = problem({ rootCause: '' });
    const analysed = unwrap(takeStep(PROBLEM, risky, { to: 'root_cause_analysis' }, ctx));
    const accepted = unwrap(takeStep(PROBLEM, analysed, { to: 'risk_accepted', riskReason: 'Rare' }, ctx));
    const closed = unwrap(takeStep(PROBLEM, accepted, { to: 'closed', note: 'Enough' }, ctx));
    const incidents = { incidentIds: ['i'], closureCode: 'bug_fixed', knownErrorIds: [] };
    const knownErrors = { incidentIds: [], closureCode: null, knownErrorIds: ['ke-1'] };
    const code = 'missing_fields';
    expect(resolveAlong(closed, incidents, ctx)).toMatchObject({
      error: { code, details: { fields: ['solution'] } },
    });
    expect(resolveAlong(closed, knownErrors, ctx)).toMatchObject({
      error: { code, details: { fields: ['rootCause', 'solution'] } },
    });
    expect(resolveAlong(closed, { ...incidents, incidentIds: [], closureCode: null }, ctx).ok).toBe(true);
  });

  it.each([{ closureNotes: null }, { closureCode: 'banana' }, { closureCode: null }])(
    'by an effect that lacks %j, from a console that did not ask, stay as they are',
    (wrong) => {
      const one = waiting();
      const along = { incidentIds: [one.id], closureCode: 'bug_fixed', knownErrorIds: [] };
      const cause = unwrap(resolveAlong(resolved(), along, ctx));
      const effects = cause.effects.map((effect) => ({ ...effect, set: { ...effect.set, ...wrong } }));
      expect(applied(one, { ...cause, effects })).toBe(one);
    },
  );

  it('are left alone when somebody took them up again since', () => {
    const one = waiting();
    const along = { incidentIds: [one.id], closureCode: 'bug_fixed', knownErrorIds: [] };
    const cause = unwrap(resolveAlong(resolved(), along, ctx));
    const desk = contextAs('service-desk', '2026-11-21T09:00:00.000Z');
    const reopened = unwrap(
      takeStep(INCIDENT, applied(one, cause), { to: 'in_progress', note: 'Again.' }, desk),
    );
    for (const effect of cause.effects) expect(isOutstanding(reopened, effect)).toBe(false);
  });

  it('of another type are not touched', () => {
    const other = incident() as unknown as Problem;
    const error = { code: 'invalid', details: { expected: PROBLEM.type } };
    expect(linkIncidents(other, [], ctx)).toMatchObject({ error });
    expect(noteUnlinked(other, ['x'], ctx)).toMatchObject({ error });
  });
});
