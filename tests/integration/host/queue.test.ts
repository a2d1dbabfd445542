import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { Place } from '#domain/fields/directory.ts';
import type { Ticket } from '#domain/fields/tables.ts';
import { type Priority, TICKET_TYPES } from '#domain/fields/tickets.ts';
import type { TicketFilter } from '#domain/tickets/ticket-filter.ts';
import { TICKET_SORT_FIELDS, UNASSIGNED } from '#domain/tickets/ticket-sort.ts';
import type { Host } from '#main/host/host.ts';
import { hostForAll } from './support/host-for-all.ts';
import { actAs, data, fillWithSamples, query } from './support/test-host.ts';

const DAY_MS = 86_400_000;

// It stands still: between a question and what is expected of it nothing gets overdue.
vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-30T14:20:00.000Z') });

let host: Host;
let tickets: readonly Ticket[];
let places: readonly Place[];

hostForAll(async (opened) => {
  host = opened;
  await fillWithSamples(host, { tickets: 400, cis: 80 });
  await actAs(host, { roles: ['team-lead'] });
  const { collections } = host.context.database;
  const sample = (await collections.tickets.find().exec()).map((found) => found.toMutableJSON() as Ticket);
  // What the sample company does not have: other types, nobody assigned, further devices, clashes, odd targets.
  const odd = sample.slice(0, 120).map((ticket, i): Ticket => {
    // Only incidents have the states of incidents. The lists ask columns, which are the same for both.
    const asProblem = { type: 'problem', state: 'root_cause_analysis' } as unknown as Ticket;
    return {
      ...ticket,
      ...(i % 3 === 1 ? asProblem : {}),
      teamId: i % 3 === 0 ? null : ticket.teamId,
      assigneeId: i % 2 === 0 ? null : ticket.assigneeId,
      ciIds: i % 4 === 0 ? [sample[i + 1]?.ciId ?? 'ci-x', 'ci-y'] : ticket.ciIds,
      openClashes: i % 10 === 0 ? 1 : 0,
      placeId: i % 7 === 0 ? null : ticket.placeId,
      sla: i % 5 === 0 ? { ...ticket.sla, responseBreached: true } : ticket.sla,
    };
  });
  await host.context.records.putAll('tickets', odd);
  await host.store.backlog.drain();
  tickets = (await collections.tickets.find().exec()).map((found) => found.toMutableJSON() as Ticket);
  places = (await collections.directory.find({ selector: { type: 'place' } }).exec()).map(
    (found) => found.toMutableJSON() as Place,
  );
});

const isWithin = (placeId: string | null, ids: readonly string[]): boolean => {
  for (let id = placeId; id !== null; id = places.find((place) => place.id === id)?.parentId ?? null) {
    if (ids.includes(id)) return true;
  }
  return false;
};
const has = <T>(list: readonly T[] | undefined, value: T): boolean =>
  list === undefined || list.length === 0 || list.includes(value);
const isMissed = (ticket: Ticket, now: string): boolean =>
  ticket.sla.responseBreached || ticket.sla.resolutionBreached || ticket.dueAt < now;

const wasOpen = ({ openedAt, active, resolvedAt, updatedAt }: Ticket, at: string): boolean =>
  openedAt < at && (active || (resolvedAt ?? updatedAt) >= at);
const isOverdue = ({ active, sla }: Ticket, target: 'response' | 'resolution', now: string): boolean => {
  if (!active || sla[`${target}Minutes`] === null) return false;
  if (target === 'response')
    return sla.respondedAt === null && sla.responseDueAt !== null && sla.responseDueAt < now;
  return sla.resolutionBreached || (sla.resolutionDueAt !== null && sla.resolutionDueAt < now);
};

/** The filter's meaning as its schema states it, on plain documents. */
const meets = (ticket: Ticket, filter: TicketFilter, now: string): boolean => {
  const age = Math.floor((Date.parse(now) - Date.parse(ticket.openedAt)) / DAY_MS);
  const { sla, resolvedAt } = ticket;
  return (
    (filter.activeOnly !== true || ticket.active) &&
    has(filter.types, ticket.type) &&
    has(filter.states, ticket.state) &&
    has(filter.teamIds, ticket.teamId ?? UNASSIGNED) &&
    has(filter.assigneeIds, ticket.assigneeId ?? UNASSIGNED) &&
    has(filter.priorities, ticket.priority) &&
    (filter.placeIds === undefined ||
      filter.placeIds.length === 0 ||
      isWithin(ticket.placeId, filter.placeIds)) &&
    (filter.ciId === undefined || ticket.ciId === filter.ciId || ticket.ciIds.includes(filter.ciId)) &&
    (filter.requesterId === undefined || ticket.requesterId === filter.requesterId) &&
    (filter.openedFrom === undefined || ticket.openedAt >= filter.openedFrom) &&
    (filter.openedTo === undefined || ticket.openedAt < filter.openedTo) &&
    (filter.resolvedFrom === undefined || (resolvedAt !== null && resolvedAt >= filter.resolvedFrom)) &&
    (filter.resolvedTo === undefined || (resolvedAt !== null && resolvedAt < filter.resolvedTo)) &&
    (filter.dueBefore === undefined || ticket.dueAt < filter.dueBefore) &&
    (filter.breached === undefined || filter.breached === isMissed(ticket, now)) &&
    (filter.resolutionBreached === undefined ||
      (sla.resolutionMinutes !== null && sla.resolutionBreached === filter.resolutionBreached)) &&
    has(filter.categories, ticket.category ?? UNASSIGNED) &&
    (filter.mainCiId === undefined || ticket.ciId === filter.mainCiId) &&
    (filter.respondedFrom === undefined ||
      (sla.respondedAt !== null && sla.respondedAt >= filter.respondedFrom)) &&
    (filter.respondedTo === undefined ||
      (sla.respondedAt !== null && sla.respondedAt < filter.respondedTo)) &&
    (filter.openAt === undefined || wasOpen(ticket, filter.openAt)) &&
    (filter.responseBreached === undefined ||
      (sla.responseMinutes !== null && sla.responseBreached === filter.responseBreached)) &&
    (filter.target === undefined || sla[`${filter.target}Minutes`] !== null) &&
    (filter.overdue === undefined || isOverdue(ticket, filter.overdue, now)) &&
    (filter.reopened === undefined || filter.reopened === ticket.reopenCount > 0) &&
    (filter.createdAgeDaysMin === undefined || age >= filter.createdAgeDaysMin) &&
    (filter.createdAgeDaysMax === undefined || age <= filter.createdAgeDaysMax) &&
    (filter.openClashes === undefined || filter.openClashes === ticket.openClashes > 0)
  );
};

const someOf = <T>(pick: (ticket: Ticket) => T) =>
  fc.nat().map((n) => {
    const ticket = tickets[n % tickets.length];
    if (ticket === undefined) throw new Error('there are no tickets');
    return pick(ticket);
  });
const instant = fc
  .nat({ max: 220 * 24 })
  .map((hours) => new Date(Date.now() - hours * 3_600_000).toISOString());

/** Without keys that are undefined, as a filter comes over the wire. */
const compact = (filter: object): TicketFilter =>
  Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));

const filters = fc
  .record(
    {
      types: fc.uniqueArray(fc.constantFrom(...TICKET_TYPES), { maxLength: 3 }),
      states: fc.uniqueArray(
        someOf((ticket) => ticket.state),
        { maxLength: 3 },
      ),
      activeOnly: fc.boolean(),
      teamIds: fc.uniqueArray(
        someOf((ticket) => ticket.teamId ?? UNASSIGNED),
        { maxLength: 3 },
      ),
      assigneeIds: fc.uniqueArray(
        someOf((ticket) => ticket.assigneeId ?? UNASSIGNED),
        { maxLength: 4 },
      ),
      priorities: fc.uniqueArray(fc.constantFrom<Priority>(1, 2, 3, 4, 5), { maxLength: 3 }),
      placeIds: fc.uniqueArray(
        fc.nat().map((n) => places[n % places.length]?.id ?? ''),
        { maxLength: 2 },
      ),
      ciId: someOf((ticket) => ticket.ciIds[0] ?? ticket.ciId ?? 'none'),
      requesterId: someOf((ticket) => ticket.requesterId ?? 'none'),
      openedFrom: instant,
      openedTo: instant,
      resolvedFrom: instant,
      resolvedTo: instant,
      dueBefore: instant,
      breached: fc.boolean(),
      resolutionBreached: fc.boolean(),
      categories: fc.uniqueArray(
        someOf((ticket) => ticket.category ?? UNASSIGNED),
        { maxLength: 3 },
      ),
      mainCiId: someOf((ticket) => ticket.ciId ?? 'none'),
      respondedFrom: instant,
      respondedTo: instant,
      openAt: instant,
      responseBreached: fc.boolean(),
      target: fc.constantFrom('response' as const, 'resolution' as const),
      overdue: fc.constantFrom('response' as const, 'resolution' as const),
      reopened: fc.boolean(),
      createdAgeDaysMin: fc.nat({ max: 120 }),
      createdAgeDaysMax: fc.nat({ max: 200 }),
      openClashes: fc.boolean(),
    },
    { requiredKeys: [] },
  )
  // Each condition excludes many: three at a time still leave something to compare.
  .chain((all) =>
    fc
      .shuffledSubarray(Object.keys(all), { maxLength: 3 })
      .map((keys) => compact(Object.fromEntries(Object.entries(all).filter(([key]) => keys.includes(key))))),
  );

describe('the queue', () => {
  it('shows exactly the tickets that meet the filter', async () => {
    let found = 0;
    await fc.assert(
      fc.asyncProperty(filters, async (filter) => {
        const answer = await data(
          query(host, 'tickets.page', {
            filter,
            sort: { field: 'number', direction: 'asc' },
            offset: 0,
            limit: 500,
          }),
        );
        const now = new Date().toISOString();
        const wanted = tickets.filter((ticket) => meets(ticket, filter, now)).map((ticket) => ticket.id);
        expect(answer.rows.map((row) => row.id).sort()).toEqual(wanted.sort());
        expect(answer.total).toBe(wanted.length);
        found += wanted.length;
      }),
      { numRuns: 300 },
    );
    expect(found).toBeGreaterThan(1_000);
  });

  it('counts several lists at once, each as long as it is shown, and leaves out what would read the whole history', async () => {
    const isCheap = ({ activeOnly, requesterId, ciId }: TicketFilter): boolean =>
      (activeOnly === true || requesterId !== undefined) && ciId === undefined;
    let counted = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(filters, { minLength: 1, maxLength: 30 }), async (several) => {
        const { counts } = await data(query(host, 'tickets.counts', { filters: several }));
        const now = new Date().toISOString();
        expect(counts).toHaveLength(several.length);
        for (const [index, filter] of several.entries()) {
          const count = counts[index];
          if (isCheap(filter)) expect(count).not.toBeNull();
          if (typeof count !== 'number') continue;
          expect(count).toBe(tickets.filter((ticket) => meets(ticket, filter, now)).length);
          counted += count;
        }
      }),
      { numRuns: 60 },
    );
    expect(counted).toBeGreaterThan(20);
  });

  it('counts what was opened lately, but not since when', async () => {
    const since = (days: number): string => new Date(Date.now() - days * DAY_MS).toISOString();
    const asked = [{ openedFrom: since(1) }, { openedFrom: since(60) }, {}, { activeOnly: true, text: 'a' }];
    const { counts } = await data(query(host, 'tickets.counts', { filters: asked }));
    const opened = tickets.filter(({ openedAt }) => openedAt >= (asked[0]?.openedFrom ?? ''));
    expect(counts).toEqual([opened.length, null, null, null]);
    expect(opened.length).toBeGreaterThan(0);
  });

  it('offers the states that the tickets of the asked types are in', async () => {
    for (const types of [[], ['incident'], ['problem', 'change']] as const) {
      const { rows } = await data(query(host, 'tickets.states', { types: [...types] }));
      const asked = tickets.filter((ticket) => has(types as readonly string[], ticket.type));
      const wanted = new Map<string, boolean>();
      for (const { type, state, active } of asked)
        wanted.set(`${type} ${state}`, active || wanted.get(`${type} ${state}`) === true);
      expect(rows.map(({ type, state, active }) => [`${type} ${state}`, active])).toEqual(
        [...wanted].sort(([one], [other]) => (one < other ? -1 : 1)),
      );
    }
  });

  it('is sorted by every field, and its pages neither overlap nor leave anything out', async () => {
    for (const field of TICKET_SORT_FIELDS) {
      for (const direction of ['asc', 'desc'] as const) {
        const ids: string[] = [];
        let total = 0;
        for (let offset = 0; offset === 0 || offset < total; offset += 37) {
          const page = await data(
            query(host, 'tickets.page', { filter: {}, sort: { field, direction }, offset, limit: 37 }),
          );
          total = page.total;
          ids.push(...page.rows.map((row) => row.id));
        }
        expect(total, field).toBe(tickets.length);
        expect(new Set(ids).size, `${field} ${direction}`).toBe(tickets.length);
      }
    }
  });

  it('has what is due first at the top', async () => {
    const page = await data(
      query(host, 'tickets.page', {
        filter: { activeOnly: true },
        sort: { field: 'dueAt', direction: 'asc' },
        limit: 500,
      }),
    );
    const due = page.rows.map((row) => row.dueAt);
    expect(due).toEqual([...due].sort());
  });

  it('finds by text, and only among what the other conditions leave', async () => {
    const ticket = tickets.find((one) => one.active);
    const sort = { field: 'dueAt', direction: 'asc' } as const;
    const byNumber = await data(
      query(host, 'tickets.page', { filter: { text: ticket?.number ?? '' }, sort }),
    );
    expect(byNumber.rows.map((row) => row.id)).toContain(ticket?.id);
    const closed = await data(
      query(host, 'tickets.page', { filter: { text: ticket?.number ?? '', states: ['closed'] }, sort }),
    );
    expect(closed.rows.map((row) => row.id)).not.toContain(ticket?.id);
  });

  it('says that more match than it looks at, and gives the ids of all it shows in their order', async () => {
    const { collections } = host.context.database;
    const [one] = tickets;
    const sort = { field: 'number', direction: 'asc' } as const;
    const incidents = { types: ['incident'] } satisfies TicketFilter;
    const before = await data(query(host, 'tickets.page', { filter: incidents, sort }));
    await collections.tickets.bulkInsert(
      Array.from({ length: 1_100 }, (_, index) => ({
        ...one,
        ...{ id: `quokka-${index}`, number: `INC-QKK-${index}`, title: `Quokka ${index}` },
      })) as never[],
    );
    await host.store.backlog.drain();
    const found = await data(query(host, 'tickets.page', { filter: { text: 'quokka' }, sort, limit: 500 }));
    expect(found).toMatchObject({ total: 1_000, isCapped: true });
    const { ids } = await data(query(host, 'tickets.ids', { filter: { text: 'quokka' }, sort }));
    expect(ids).toHaveLength(1_000);
    expect(ids.slice(0, 500)).toEqual(found.rows.map((row) => row.id));
    const all = await data(query(host, 'tickets.page', { filter: incidents, sort }));
    expect(all).toMatchObject({ total: before.total + 1_100, isCapped: false });
    expect((await data(query(host, 'tickets.ids', { filter: incidents, sort }))).ids).toHaveLength(1_000);
    const few = await data(query(host, 'tickets.page', { filter: { text: 'INC-QKK-77' }, sort }));
    expect(few.isCapped).toBe(false);
  });
});
