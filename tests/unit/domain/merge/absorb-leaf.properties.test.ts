/** Servers that are cut apart and joined again keep losing revisions; consoles at any of them absorb what those hold, in any order, at once. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withBringer } from '#domain/journal/brought.ts';
import { absorbLeaves, type Branches, basesOf, holdsMore, type Leaf } from '#domain/merge/absorb-leaf.ts';
import { derivedId } from '#domain/merge/paths.ts';
import { recompute } from '#domain/processes/engine.ts';
import type { Process, ProcessRecord } from '#domain/processes/process.ts';
import { RECORD_SCHEMAS, type RecordOf } from '#domain/records/registry.ts';
import { actsOf, personOn, walked } from '../processes/random-acts.ts';
import { ALL_PROCESSES, aRecord, asEverybody } from '../processes/world.ts';
import { envOf } from './records.ts';

type Collection = 'tickets' | 'knowledge';
type Revision = { readonly parent: string | null; readonly record: ProcessRecord };
/** What one server has of the document: every revision by its name. */
type Server = Map<string, Revision>;

const heightOf = (rev: string): number => Number(rev.split('-')[0]);

/** Named by content and parent, as CouchDB names them: the same write at two servers is the same revision. */
const write = (server: Server, parent: string | null, record: ProcessRecord): void => {
  const height = parent === null ? 1 : heightOf(parent) + 1;
  server.set(`${height}-${derivedId('rev', parent, record)}`, { parent, record });
};

const revisionsOf = (server: Server, rev: string): readonly string[] => {
  const parent = server.get(rev)?.parent ?? null;
  return parent === null ? [rev] : [rev, ...revisionsOf(server, parent)];
};

const branchesOf = (server: Server): Branches<ProcessRecord> => {
  const parents = new Set([...server.values()].map(({ parent }) => parent));
  const [winner, ...losers] = [...server.keys()]
    .filter((rev) => !parents.has(rev))
    .sort((a, b) => heightOf(b) - heightOf(a) || (a < b ? 1 : -1))
    .map(
      (rev): Leaf<ProcessRecord> => ({
        revisions: revisionsOf(server, rev),
        record: (server.get(rev) as Revision).record,
      }),
    );
  return { winner: winner as Leaf<ProcessRecord>, losers };
};

const replicate = (from: Server, to: Server): void => {
  for (const [rev, revision] of from) to.set(rev, revision);
};

/** A console looks at the document there; whether it wrote anything. Who it is shows in the entry that brings others' entries along. */
const absorbAt = (process: Process, server: Server, person: string, isCompacted: boolean): boolean => {
  const branches = branchesOf(server);
  const bases = isCompacted
    ? []
    : basesOf(branches).flatMap((rev) => {
        const found = server.get(rev);
        return found === undefined ? [] : [[rev, found.record] as const];
      });
  const of = branches as unknown as Branches<RecordOf[Collection]>;
  const known = new Map(bases) as unknown as ReadonlyMap<string, RecordOf[Collection]>;
  const env = envOf(person, '2026-12-01T00:00:00.000Z');
  const absorbed = absorbLeaves(process.collection as Collection, of, known, env);
  if (absorbed === of.winner.record) return false;
  const winner = branches.winner.record;
  const merged = recompute(process, absorbed as unknown as ProcessRecord, asEverybody, winner);
  const sent = withBringer(merged, winner, { personId: `person-${person}`, deviceId: person });
  const [parent = ''] = branches.winner.revisions;
  write(server, parent, sent);
  return true;
};

const SERVERS = 3;
const place = fc.nat({ max: SERVERS - 1 });

describe.each(ALL_PROCESSES)('leaves of a $type', (process) => {
  const move = fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        do: fc.constant('edit' as const),
        at: place,
        acts: fc.array(actsOf(process), { minLength: 1, maxLength: 3 }),
      }),
    },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('replicate' as const), at: place, to: place }) },
    {
      weight: 2,
      arbitrary: fc.record({ do: fc.constant('absorb' as const), at: place, isCompacted: fc.boolean() }),
    },
  );

  it('come to rest: the same on all servers, nothing lost, nothing growing', () => {
    fc.assert(
      fc.property(fc.array(move, { maxLength: 16 }), fc.boolean(), (moves, isCompacted) => {
        const first = aRecord(process, { requesterId: 'caller-1' });
        const servers = Array.from({ length: SERVERS }, (): Server => {
          const server: Server = new Map();
          write(server, null, first);
          return server;
        });
        const at = (n: number): Server => servers[n] as Server;
        const acknowledged = new Set<string>();
        for (const [n, one] of moves.entries()) {
          if (one.do === 'replicate') replicate(at(one.at), at(one.to));
          if (one.do === 'absorb') absorbAt(process, at(one.at), `m${n}`, one.isCompacted);
          if (one.do !== 'edit') continue;
          const { winner } = branchesOf(at(one.at));
          const record = walked(winner.record, one.acts, personOn(`p${one.at}`, 'administrator'));
          if (record === winner.record) continue;
          write(at(one.at), winner.revisions[0] ?? null, record);
          for (const { id } of record.journal) acknowledged.add(id);
        }
        // Joined again, but never quick enough: every server's console looks before the others' writes arrive.
        const size = (): number => servers.reduce((sum, server) => sum + server.size, 0);
        let rounds = 0;
        for (let wrote = true; wrote; rounds += 1) {
          for (const from of servers) for (const to of servers) replicate(from, to);
          wrote = servers
            .map((server, n) => absorbAt(process, server, `end-${n}-${rounds}`, isCompacted))
            .some(Boolean);
          expect(rounds, 'it ends').toBeLessThan(4);
        }
        const rest = size();
        for (const server of servers) {
          expect(absorbAt(process, server, 'again', isCompacted)).toBe(false);
          expect(branchesOf(server)).toEqual(branchesOf(at(0)));
        }
        expect(size()).toBe(rest);
        const { winner, losers } = branchesOf(at(0));
        for (const { record } of losers) expect(holdsMore(record, winner.record)).toBe(false);
        const told = new Set(winner.record.journal.map(({ id }) => id));
        expect([...acknowledged].filter((id) => !told.has(id))).toEqual([]);
        expect(RECORD_SCHEMAS[process.collection].safeParse(winner.record).error).toBeUndefined();
        // Each merge and clash is told once.
        expect(told.size).toBe(winner.record.journal.length);
      }),
      { numRuns: 60 },
    );
  });
});
