import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { GROUPINGS } from '#domain/reports/kpis.ts';
import type { TicketFilter } from '#domain/tickets/ticket-filter.ts';
import { TICKET_SORT_FIELDS } from '#domain/tickets/ticket-sort.ts';
import { type Host, openHost } from '#main/host/host.ts';
import { dashboard } from '#main/host/read/dashboard.ts';
import { createReads } from '#main/host/read/sql.ts';
import { isQuick, ticketOrder, ticketWhere } from '#main/host/read/ticket-list.ts';
import { openReader } from '#main/host/storage/reader.ts';
import { fillWithSamples, KEY, openProfile, type Profile, tempProfile } from './support/test-host.ts';

const WINDOW = { offset: 20, limit: 30 };

let profile: Profile;
const script = inject('scripts').readThread;
beforeAll(async () => {
  profile = tempProfile();
  const host = await openProfile(profile.dir);
  await fillWithSamples(host, { tickets: 300, cis: 60 });
  await host.close();
});
afterAll(() => profile.remove());

const withHost = async <T>(readThread: string | null, work: (host: Host) => Promise<T>): Promise<T> => {
  const threads = readThread === null ? {} : { readThread };
  const opened = await openHost({ profileDir: profile.dir, key: KEY, ...threads });
  if (!opened.ok) throw new Error(opened.error.reason);
  try {
    return await work(opened.value);
  } finally {
    await opened.value.close();
  }
};

const FILTERS: readonly TicketFilter[] = [
  {},
  { types: ['incident'], priorities: [1, 2, 3] },
  { breached: false },
];
const pages = ({ context }: Host) =>
  Promise.all(
    FILTERS.flatMap((filter) =>
      TICKET_SORT_FIELDS.map((field) =>
        context.read.ticketPage(filter, { field, direction: 'desc' }, WINDOW),
      ),
    ),
  );

it('a list read in the thread is the list read in the host', async () => {
  const here = await withHost(null, pages);
  expect(here.every(({ total, rows }) => total > WINDOW.offset && rows.length > 0)).toBe(true);
  expect(await withHost(script, pages)).toEqual(here);
});

it('a thread that can not be started is done without', async () => {
  const here = await withHost(null, pages);
  expect(await withHost(join(profile.dir, 'nothing-here.cjs'), pages)).toEqual(here);
});

it('the host answers while the thread reads, and the thread sees what was written before', async () => {
  await withHost(script, async ({ context }) => {
    const order: string[] = [];
    const byTitle = { field: 'title', direction: 'asc' } as const;
    const long = context.read.ticketPage({}, byTitle, WINDOW).then(() => order.push('by title'));
    const quick = context.read
      .ticketPage({ activeOnly: true }, { field: 'dueAt', direction: 'asc' }, WINDOW)
      .then(() => order.push('open'));
    await Promise.all([long, quick]);
    expect(order).toEqual(['open', 'by title']);

    const before = await context.read.ticketPage({}, byTitle, { offset: 0, limit: 1 });
    const [first] = before.rows;
    const ticket = await context.records.get('tickets', first?.id ?? '');
    if (ticket === null) throw new Error('no ticket');
    await context.records.insert('tickets', { ...ticket, id: 'ticket-new', title: ' first of all' });
    const after = await context.read.ticketPage({}, byTitle, { offset: 0, limit: 1 });
    expect(after.total).toBe(before.total + 1);
    expect(after.rows[0]?.id).toBe('ticket-new');
  });
});

it('the charts are counted in one statement in the thread, and are those that the host counts', async () => {
  const input = {
    from: '2026-01-01',
    to: '2026-12-31',
    zone: 'Europe/Berlin',
    teamIds: [],
    groupings: [...GROUPINGS],
  };
  const counted = await withHost(null, ({ context }) => context.read.dashboard(input));
  expect(counted.opened.reduce((sum, { value }) => sum + value, 0)).toBeGreaterThan(0);
  expect(await withHost(script, ({ context }) => context.read.dashboard(input))).toEqual(counted);
  await withHost(null, async ({ store }) => {
    const reader = openReader(store);
    const here: string[] = [];
    const aside: string[] = [];
    const noting: typeof reader = {
      ...reader,
      all: (text, params) => {
        here.push(text);
        return reader.all(text, params);
      },
    };
    const reads = createReads(store, noting, async ({ text, params }) => {
      aside.push(text);
      return reader.all(text, params);
    });
    expect(await dashboard(reads, input, Date.parse('2026-12-31T12:00:00.000Z'))).toMatchObject({
      opened: counted.opened,
    });
    // The other one is the success of changes.
    expect(aside).toHaveLength(2);
    expect(here.filter((text) => text.includes(reads.table('tickets')))).toEqual([]);
  });
});

it('closing waits for the read that is under way and lets go of those behind it', async () => {
  const opened = await openHost({ profileDir: profile.dir, key: KEY, readThread: script });
  if (!opened.ok) throw new Error(opened.error.reason);
  const settled = Promise.allSettled(
    TICKET_SORT_FIELDS.map((field) =>
      opened.value.context.read.ticketPage({ breached: false }, { field, direction: 'asc' }, WINDOW),
    ),
  );
  await opened.value.close();
  const failed = (await settled).filter(({ status }) => status === 'rejected');
  expect(failed.length).toBeGreaterThan(0);
  expect(failed.every((one) => 'reason' in one && String(one.reason).includes('closed'))).toBe(true);
});

describe('what is read in the host itself is found by an index', () => {
  it.each(TICKET_SORT_FIELDS.filter((field) => isQuick({}, { field, direction: 'asc' })))(
    'all tickets by %s',
    async (field) => {
      await withHost(null, async ({ store }) => {
        const reader = openReader(store);
        const reads = createReads(store, reader, async () => []);
        const where = ticketWhere(
          reads,
          {},
          { nowMs: 0, textRows: () => [], callers: () => [], beside: () => [] },
        );
        const order = ticketOrder(reads, { field, direction: 'desc' });
        const sql = `SELECT n FROM ${reads.table('tickets')} WHERE ${where.text} ORDER BY ${order} LIMIT 100`;
        const plan = reader.all(`EXPLAIN QUERY PLAN ${sql}`, where.params).map((step) => String(step[3]));
        // State and type are sorted, but from an index that has them: the documents are not touched.
        expect(plan.join('\n')).toMatch(/USING COVERING INDEX/);
      });
    },
  );

  it('tickets that a text finds, in whatever else they are narrowed by', async () => {
    await withHost(null, async ({ store }) => {
      const reader = openReader(store);
      const reads = createReads(store, reader, async () => []);
      const context = { nowMs: 0, textRows: () => [1, 2], callers: () => ['p'], beside: () => [] };
      for (const filter of [{}, { types: ['incident' as const] }, { priorities: [1 as const] }]) {
        const where = ticketWhere(reads, { ...filter, text: 'vpn' }, context);
        const sql = `SELECT count(*) FROM ${reads.table('tickets')} WHERE ${where.text}`;
        const plan = reader.all(`EXPLAIN QUERY PLAN ${sql}`, where.params).map((step) => String(step[3]));
        expect(plan[0]).toMatch(/USING INTEGER PRIMARY KEY/);
      }
    });
  });

  it('all open tickets, whatever their order', () => {
    for (const field of TICKET_SORT_FIELDS) {
      expect(isQuick({ activeOnly: true, teamIds: ['t'] }, { field, direction: 'asc' })).toBe(true);
    }
    expect(isQuick({ teamIds: ['t'] }, { field: 'number', direction: 'asc' })).toBe(false);
    expect(isQuick({}, { field: 'title', direction: 'asc' })).toBe(false);
    expect(isQuick({ teamIds: [] }, { field: 'number', direction: 'asc' })).toBe(true);
  });
});
