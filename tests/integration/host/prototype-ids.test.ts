import { expect, it } from 'vitest';
import type { Ticket } from '#domain/fields/tables.ts';
import type { Host } from '#main/host/host.ts';
import { hostForAll } from './support/host-for-all.ts';
import { actAs, data, fillWithSamples, query } from './support/test-host.ts';

/** What every object answers to, though nobody put it there. */
const NAMES = ['constructor', 'toString', '__proto__', 'hasOwnProperty', 'valueOf'] as const;

let host: Host;
let ids: readonly string[];

hostForAll(async (opened) => {
  host = opened;
  await fillWithSamples(host, { tickets: 60, cis: 20 });
  await actAs(host, { roles: ['team-lead'] });
  const { tickets, knowledge } = host.context.database.collections;
  const some = (await tickets.find({ selector: { type: 'incident' }, limit: 20 }).exec()).map(
    (found) => found.toMutableJSON() as Ticket,
  );
  const named = some.map((ticket, i): Ticket => {
    const id = NAMES[i % NAMES.length] ?? 'constructor';
    const people = { requesterId: id, assigneeId: id, openedBy: id, createdBy: id, updatedBy: id };
    return { ...ticket, ...people, ciId: id, teamId: id, placeId: id };
  });
  const entries = (await knowledge.find({ limit: 5 }).exec()).map((found) => found.toMutableJSON());
  for (const { failed } of [
    await host.context.records.putAll('tickets', named),
    await host.context.records.putAll(
      'knowledge',
      entries.map((entry, i) => ({ ...entry, ownerId: NAMES[i] ?? null })) as never,
    ),
  ])
    expect(failed).toEqual([]);
  ids = named.map(({ id }) => id);
});

/** Through the eyes of a port: what can't be cloned is not sent. */
const sent = <T>(value: T): T => structuredClone(value);

it('a list is sent though records in it name what every object answers to', async () => {
  const sort = { field: 'updatedAt', direction: 'desc' } as const;
  const { rows } = sent(await data(query(host, 'tickets.page', { filter: {}, sort })));
  const odd = rows.filter(({ id }) => ids.includes(id));
  expect(odd).toHaveLength(20);
  for (const row of odd) {
    expect([row.requesterName, row.assigneeName, row.teamName, row.placeName, row.ciName]).toEqual([
      ...[null, null, null, null, null],
    ]);
  }
});

it('so are trends, drafts, reports, the knowledge base and the record itself', async () => {
  sent(await data(query(host, 'problems.trends', {})));
  sent(await data(query(host, 'problems.draftFrom', { incidentIds: [...ids] })));
  const day = (ago: number): string =>
    new Date(host.context.clock.nowMs() - ago * 86_400_000).toISOString().slice(0, 10);
  const days = { from: day(200), to: day(0), zone: 'Europe/Berlin' };
  sent(await data(query(host, 'reports.dashboard', days)));
  const sort = { field: 'title', direction: 'asc' } as const;
  const base = sent(await data(query(host, 'knowledge.page', { filter: {}, sort })));
  expect(base.rows.filter(({ ownerId }) => NAMES.some((name) => name === ownerId))).toHaveLength(5);
  for (const id of ids) sent(await data(query(host, 'tickets.detail', { id })));
});
