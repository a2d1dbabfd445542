import { describe, expect, it } from 'vitest';
import { generateSampleCompany } from '#backend/sample-company/generate.ts';
import { isOutstanding } from '#domain/effects/effect.ts';
import { KNOWN_ERROR_STATES } from '#domain/fields/knowledge.ts';
import { type Incident, PROBLEM_STATES, type Problem } from '#domain/fields/tickets.ts';
import type { CollectionName } from '#domain/records/collections.ts';
import type { RecordOf } from '#domain/records/registry.ts';
import { findTrends } from '#domain/trends/find-trends.ts';

const NOW = '2026-11-18T10:00:00.000Z';

const companyOf = (tickets: number, cis: number, now = NOW) => {
  const all = [...generateSampleCompany({ seed: '7', tickets, cis, now })];
  const of = <C extends CollectionName>(collection: C): readonly RecordOf[C][] =>
    all.flatMap((batch) => (batch.collection === collection ? (batch.docs as RecordOf[C][]) : []));
  const isProblem = (ticket: RecordOf['tickets']): ticket is Problem => ticket.type === 'problem';
  const isIncident = (ticket: RecordOf['tickets']): ticket is Incident => ticket.type === 'incident';
  return {
    of,
    problems: of('tickets').filter(isProblem),
    incidents: of('tickets').filter(isIncident),
    items: of('configItems'),
  };
};

describe('the problems of the sample company', () => {
  // As it is set up by default.
  const company = companyOf(400, 150);
  const { problems, incidents } = company;
  const open = problems.filter(({ active }) => active);

  it('are in all states, some with everything that helps to find a cause', () => {
    expect(new Set(problems.map(({ state }) => state))).toEqual(new Set(PROBLEM_STATES));
    expect(problems.length).toBeGreaterThanOrEqual(12);
    for (const part of ['whys', 'causes', 'tasks', 'effects', 'knowledgeIds'] as const) {
      expect(problems.filter((problem) => problem[part].length > 0).length, part).toBeGreaterThan(3);
    }
    expect(new Set(problems.map(({ origin }) => origin))).toEqual(new Set(['incidents', 'trend', 'manual']));
  });

  it('have incidents that know them, and nothing is left to do for a console', () => {
    const byId = new Map(incidents.map((incident) => [incident.id, incident]));
    for (const { id, effects } of problems) {
      for (const effect of effects) {
        const target = byId.get(effect.targetId);
        expect(target?.problemId).toBe(id);
        expect(target === undefined || isOutstanding(target, effect)).toBe(false);
      }
    }
    const linked = incidents.filter(({ problemId }) => problemId !== null);
    expect(linked.length).toBeGreaterThan(20);
    expect(linked.every(({ problemId }) => problems.some(({ id }) => id === problemId))).toBe(true);
  });

  it('keep incidents waiting, and have told some their workaround', () => {
    const waiting = incidents.filter(({ holdReason }) => holdReason === 'awaiting_problem');
    expect(waiting.length).toBeGreaterThanOrEqual(2);
    expect(waiting.every(({ problemId }) => open.some(({ id }) => id === problemId))).toBe(true);
    expect(problems.filter(({ workaroundToldAt }) => workaroundToldAt !== null).length).toBeGreaterThan(1);
  });

  it('have histories that begin with their opening and end in the past', () => {
    for (const { journal, openedAt, updatedAt } of problems) {
      const times = journal.map(({ at }) => at);
      expect(times).toEqual([...times].sort());
      expect([times[0], times.at(-1)]).toEqual([openedAt, updatedAt]);
      expect(updatedAt <= NOW).toBe(true);
    }
  });

  it('come with known errors in all states, which name the problem they belong to', () => {
    const known = company.of('knowledge').filter((entry) => entry.type === 'known_error');
    expect(new Set(known.map(({ state }) => state))).toEqual(new Set(KNOWN_ERROR_STATES));
    for (const { problemId, id } of known.filter((entry) => entry.problemId !== null)) {
      expect(problems.find((problem) => problem.id === problemId)?.knowledgeIds).toContain(id);
    }
  });

  it('are none in a company too small for them', () => {
    expect(companyOf(200, 60).problems).toEqual([]);
    expect(companyOf(200, 60).incidents).toHaveLength(200);
  });

  it.each([
    [400, 150, NOW],
    [400, 150, '2026-11-29T23:00:00.000Z'],
    [2_500, 400, NOW],
    [6_000, 900, NOW],
  ])('leave one trend to find among %i incidents of %i items at %s', (tickets, cis, now) => {
    const made = companyOf(tickets, cis, now);
    const models = new Map(made.items.map(({ id, model }) => [id, model]));
    const facts = made.incidents.map((incident) => ({
      ...incident,
      model: incident.ciId === null ? null : (models.get(incident.ciId) ?? null),
    }));
    const [first] = findTrends(facts, { now });
    expect(first).toMatchObject({ dimension: 'model', value: 'Pad 11', count: 11 });
  });
});
