/** The releases of the sample company: made by the processes themselves, and approved by somebody who did not ask. */
import { describe, expect, it } from 'vitest';
import { generateSampleCompany } from '#backend/sample-company/generate.ts';
import { approvalOf, requesterOf } from '#domain/approvals/approvals.ts';
import type { Change } from '#domain/fields/changes.ts';
import type { Release } from '#domain/fields/releases.ts';
import type { Ticket } from '#domain/fields/tables.ts';
import type { Incident } from '#domain/fields/tickets.ts';
import { CHANGE } from '#domain/processes/change.ts';
import { RELEASE } from '#domain/processes/release.ts';
import { goConditions, unmet } from '#domain/releases/go.ts';
import { endingOf } from '#domain/releases/waves.ts';

const NOW = '2026-11-18T10:00:00.000Z';

const ticketsAt = (now: string): readonly Ticket[] =>
  [...generateSampleCompany({ seed: '7', tickets: 400, cis: 150, now })].flatMap(
    (batch): readonly Ticket[] => (batch.collection === 'tickets' ? batch.docs : []),
  );
const of = <T extends Ticket>(tickets: readonly Ticket[], type: T['type']): readonly T[] =>
  tickets.filter((ticket): ticket is T => ticket.type === type);

describe('the releases of the sample company', () => {
  const tickets = ticketsAt(NOW);
  const releases = of<Release>(tickets, 'release');
  const [over, waiting] = releases as [Release, Release];
  const bundled = ({ changeIds }: Release): readonly Change[] =>
    of<Change>(tickets, 'change').filter(({ id }) => changeIds.includes(id));

  it('are one that is over, in two waves of which the first was stopped for an incident, and one that waits', () => {
    expect(releases.map(({ state }) => state)).toEqual(['closed', 'decision']);
    expect(endingOf(over)).toBe('deployed');
    expect(over.rollout).toHaveLength(2);
    const stops = over.journal.filter(({ changes }) =>
      changes.some(({ field, to }) => field === 'rollout' && JSON.stringify(to).includes('"stopped"')),
    );
    expect(stops).toHaveLength(1);
    const [incident] = of<Incident>(tickets, 'incident').filter(({ causedByChangeId }) =>
      over.changeIds.includes(causedByChangeId ?? ''),
    );
    const [first, second] = over.rollout ?? [];
    expect(incident?.state).toBe('closed');
    expect([first?.startedAt, incident?.openedAt, stops[0]?.at, second?.startedAt]).toEqual(
      [first?.startedAt, incident?.openedAt, stops[0]?.at, second?.startedAt].sort(),
    );
  });

  it('are approved by somebody else than who asked', () => {
    for (const release of releases) {
      expect(approvalOf(RELEASE, release).status).toBe('approved');
      const voters = release.votes.map(({ id }) => id);
      expect(voters).toHaveLength(1);
      expect(voters).not.toContain(requesterOf(RELEASE, release));
    }
  });

  it('wait for nothing but one of its changes, which waits for its approval', () => {
    const changes = bundled(waiting).map((change) => ({
      ...{ id: change.id, state: change.state, approval: approvalOf(CHANGE, change).status },
    }));
    const conditions = goConditions({
      ...{ release: waiting, changes, clashes: [], now: NOW },
      approval: approvalOf(RELEASE, waiting).status,
    });
    expect(unmet(conditions)).toEqual(['changes']);
    expect(conditions.flatMap(({ obstacles }) => obstacles)).toEqual([
      { why: 'change_not_approved', id: changes.find(({ state }) => state === 'authorize')?.id },
    ]);
  });

  it.each([NOW, '2026-11-21T23:50:00.000Z', '2027-01-01T00:05:00.000Z', '2026-03-29T02:10:00.000Z'])(
    'tell what was, in its order, and go where their changes do, at %s',
    (now) => {
      const all = ticketsAt(now);
      for (const { journal, waves, changeIds } of of<Release>(all, 'release')) {
        const times = journal.map(({ at }) => at);
        expect(times).toEqual([...times].sort());
        expect(times.every((at) => at <= now)).toBe(true);
        const starts = (waves ?? []).map(({ plannedStartAt }) => plannedStartAt);
        for (const { id, plannedStartAt } of of<Change>(all, 'change'))
          if (changeIds.includes(id)) expect(starts).toContain(plannedStartAt);
      }
    },
  );
});
