import { describe, expect, it } from 'vitest';
import { generateSampleCompany } from '#backend/sample-company/generate.ts';
import { approvalOf, askedAt } from '#domain/approvals/approvals.ts';
import { isModelApproved } from '#domain/changes/standard.ts';
import type { Change } from '#domain/fields/changes.ts';
import type { Incident, Problem } from '#domain/fields/tickets.ts';
import { CHANGE, lacksReview } from '#domain/processes/change.ts';
import type { RecordOf } from '#domain/records/registry.ts';

const companyOf = (tickets: number) => [
  ...generateSampleCompany({ seed: '7', tickets, cis: 150, now: '2026-11-18T10:00:00.000Z' }),
];
const ticketsOf = (tickets: number): readonly RecordOf['tickets'][] =>
  companyOf(tickets).flatMap((batch) => (batch.collection === 'tickets' ? batch.docs : []));

describe('the changes of the sample company', () => {
  const tickets = ticketsOf(400);
  const of = <T extends RecordOf['tickets']>(type: T['type']): readonly T[] =>
    tickets.filter((ticket): ticket is T => ticket.type === type);
  const [changes, problems, incidents] = [
    of<Change>('change'),
    of<Problem>('problem'),
    of<Incident>('incident'),
  ];

  it('tell a chain: incidents, their problem, its change, and what that broke', () => {
    const broken = incidents.filter(({ causedByChangeId }) => causedByChangeId !== null);
    const causes = broken.map(({ causedByChangeId }) => changes.find(({ id }) => id === causedByChangeId));
    expect(causes.map((cause) => cause?.state)).toEqual(['review', 'closed']);
    expect(causes.map((cause) => cause?.causedIncidentIds)).toEqual(broken.map(({ id }) => [id]));
    const [change] = causes;
    expect(change === undefined || lacksReview(change)).toBe(true);
    const problem = problems.find(({ id }) => id === change?.problemIds[0]);
    expect(problem?.changeIds).toContain(change?.id);
    expect(incidents.filter(({ problemId }) => problemId === problem?.id).length).toBeGreaterThan(0);
    for (const { id, problemIds } of changes)
      for (const one of problemIds) expect(problems.find((each) => each.id === one)?.changeIds).toContain(id);
  });

  it('are approved where they are scheduled, and one waits for that', () => {
    const status = new Map(changes.map((change) => [change.state, approvalOf(CHANGE, change).status]));
    expect(Object.fromEntries(status)).toMatchObject({ scheduled: 'approved', authorize: 'pending' });
    const waiting = changes.filter(({ state }) => state === 'authorize');
    expect(waiting.map((change) => askedAt(CHANGE, change) !== null)).toEqual([true, true]);
  });

  it('come with a model that is approved, and a standard change made from it', () => {
    const models = companyOf(400).flatMap((batch) =>
      batch.collection === 'settings' ? batch.docs.filter(({ value }) => value.key === 'change-model') : [],
    );
    expect(models.map(({ id, value }) => isModelApproved(id, value as never))).toEqual([true]);
    const standard = changes.filter(({ changeType }) => changeType === 'standard');
    expect(standard.map(({ state, model }) => [state, model?.id])).toEqual([['scheduled', models[0]?.id]]);
  });

  it('are none in a company too small for problems', () => {
    expect(ticketsOf(200).filter(({ type }) => type === 'change')).toEqual([]);
  });
});
