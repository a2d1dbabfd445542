/** Consoles without a network that end tickets as duplicates of each other: after the merges one stays, on every console the same. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Incident } from '#domain/fields/tickets.ts';
import { mergeRecords } from '#domain/merge/three-way.ts';
import { INCIDENT } from '#domain/processes/incident.ts';
import { closeDuplicate, stayedAfterAll, takeDuplicate } from '#domain/tickets/duplicates.ts';
import { envOf, unwrap } from '../env.ts';
import { anIncident } from '../fixtures.ts';
import { as, json, write } from '../permissions/writes.ts';

const IDS = ['one', 'two', 'three', 'four'] as const;
type Replica = ReadonlyMap<string, Incident>;

const start: Replica = new Map(
  IDS.map((id, index) => [
    id,
    anIncident(envOf(['team-lead']), { id, number: `INC-AAA-000${index + 1}`, teamId: 'team-1' }),
  ]),
);
const findIn = (replica: Replica) => (id: string) => replica.get(id);

type Said = readonly [duplicate: number, kept: number];

/** What one console says by itself; refused where it knows already that it would be a ring. */
const saying = (replica: Replica, [duplicate, kept]: Said): Replica => {
  const [id, ofId] = [IDS[duplicate] ?? 'one', IDS[kept] ?? 'one'];
  const ctx = { ...as('team-lead'), lookup: findIn(replica) };
  const ended = closeDuplicate(INCIDENT, replica.get(id) as Incident, { ofId }, ctx);
  if (!ended.ok) return replica;
  const told = unwrap(takeDuplicate(INCIDENT, replica.get(ofId) as Incident, ended.value, null, ctx));
  return new Map([...replica, [id, ended.value], [ofId, told]]);
};

const untied = (replica: Replica): Replica => {
  let now = replica;
  for (const id of IDS) {
    const after = stayedAfterAll(INCIDENT, now.get(id) as Incident, {
      ...as('team-lead'),
      lookup: findIn(now),
    });
    now = new Map([...now, [id, after]]);
  }
  return now;
};

/** What a console has after it brought its own to the server's. */
const merged = (base: Replica, mine: Replica, theirs: Replica): Replica =>
  new Map(
    IDS.map((id) => [
      id,
      mergeRecords(
        'tickets',
        base.get(id) as Incident,
        mine.get(id) as Incident,
        theirs.get(id) as Incident,
        as('team-lead').env,
      ).merged as Incident,
    ]),
  );

const endOf = (replica: Replica, id: string): Incident | undefined => {
  const seen = new Set<string>();
  for (
    let at = replica.get(id);
    at !== undefined && !seen.has(at.id);
    at = replica.get(at.duplicateOfId ?? '')
  ) {
    seen.add(at.id);
    if ((at.duplicateOfId ?? null) === null) return at;
  }
  return undefined;
};

const said = fc.tuple(fc.nat(IDS.length - 1), fc.nat(IDS.length - 1));

describe('duplicates that were said crosswise', () => {
  it('of two, the one that was opened first stays, and says why', () => {
    const [mine, theirs] = [saying(start, [0, 1]), saying(start, [1, 0])];
    const both = merged(start, mine, theirs);
    expect([both.get('one')?.state, both.get('two')?.state]).toEqual(['cancelled', 'cancelled']);
    const after = untied(both);
    expect(after.get('one')).toMatchObject({ state: 'new', active: true, duplicateOfId: null });
    expect(after.get('one')?.journal.at(-1)?.text).toMatch(/^duplicate\.crosswise /);
    expect(after.get('two')).toMatchObject({ state: 'cancelled', duplicateOfId: 'one' });
    // Nothing more to be done, and the server takes it of whoever may say that a ticket is a duplicate.
    expect(untied(after)).toEqual(after);
    const [before, open] = [both.get('one'), after.get('one')];
    for (const role of ['service-desk', 'field', 'problem-manager'] as const) {
      expect(write('tickets', json(before), json(open), [role]), role).toEqual({ ok: true });
    }
    expect(write('tickets', json(before), json(open), ['knowledge-manager']).ok).toBe(false);
    const cancelled = { ...both.get('three'), state: 'cancelled', active: false };
    const reopened = { ...open, id: 'three', duplicateOfId: null };
    expect(write('tickets', json(cancelled), json(reopened), ['team-lead']).ok).toBe(false);
  });

  it('whatever consoles say and in whichever order they meet, each ends at one that is open, the same on all', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(said, { maxLength: 3 }), { minLength: 2, maxLength: 3 }),
        fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }),
        (consoles, isEager) => {
          const replicas = consoles.map((all) => all.reduce(saying, start));
          // Each comes online in its turn, some untie before they send what they merged.
          let server = start;
          replicas.forEach((mine, index) => {
            const both = merged(start, mine, server);
            server = isEager[index] === true ? untied(both) : both;
          });
          const one = untied(server);
          const other = untied(server);
          const met = merged(server, one, other);
          for (const id of IDS) {
            expect(endOf(met, id)?.active, id).toBe(true);
            expect(met.get(id)?.openClashes ?? 0).toBe(server.get(id)?.openClashes ?? 0);
            expect(new Set(met.get(id)?.journal.map((entry) => entry.id)).size).toBe(
              met.get(id)?.journal.length,
            );
          }
        },
      ),
    );
  });
});
