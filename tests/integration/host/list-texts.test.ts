import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { CI_CLASSES, CI_STATUSES } from '#domain/fields/config-items.ts';
import { PERSON_FIELDS, type Person, PLACE_FIELDS, type Place } from '#domain/fields/directory.ts';
import type { KnowledgeEntry } from '#domain/fields/knowledge.ts';
import { ORDER_STATES, ORDER_TYPES } from '#domain/fields/orders.ts';
import type { Ticket } from '#domain/fields/tables.ts';
import { newRecordBase } from '#domain/journal/journal.ts';
import { blankOf } from '#domain/processes/engine.ts';
import type { Host } from '#main/host/host.ts';
import { openReadModel, type ReadModel } from '#main/host/read/read-model.ts';
import { termOf, tokensHave } from '#main/host/storage/search-match.ts';
import { runsOf } from '#main/host/storage/search-text.ts';
import { hostForAll } from './support/host-for-all.ts';
import { actAs, fillWithSamples } from './support/test-host.ts';

/** Matches that a list gives here; a thousand in the application. */
const MOST = 6;
const ALL = { offset: 0, limit: 5_000 };

type Page = {
  readonly total: number;
  readonly rows: readonly { readonly id: string }[];
  readonly isCapped: boolean;
};
/** A list that is narrowed by a text and by other filters. */
type List = {
  readonly collection: 'tickets' | 'orders' | 'configItems' | 'knowledge';
  readonly filters: fc.Arbitrary<object>;
  readonly page: (filter: object) => Promise<Page> | Page;
};

let host: Host;
let read: ReadModel;

const few = <T>(...values: readonly T[]) => fc.uniqueArray(fc.constantFrom(...values), { maxLength: 2 });
const instant = fc.nat({ max: 200 }).map((days) => new Date(Date.now() - days * 86_400_000).toISOString());
/** At most two of them: each excludes many. */
const some = (arbitraries: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<object> =>
  fc
    .shuffledSubarray(Object.keys(arbitraries), { maxLength: 2 })
    .chain((keys) =>
      fc.record(Object.fromEntries(Object.entries(arbitraries).filter(([key]) => keys.includes(key)))),
    );

const LISTS: readonly List[] = [
  {
    collection: 'tickets',
    filters: some({
      activeOnly: fc.boolean(),
      types: few('incident', 'problem', 'change'),
      states: few('new', 'in_progress', 'on_hold', 'resolved', 'closed'),
      priorities: few(1, 2, 3, 4),
      openedFrom: instant,
      resolvedFrom: instant,
      breached: fc.boolean(),
    }),
    page: (filter) => read.ticketPage(filter, { field: 'number', direction: 'asc' }, ALL),
  },
  {
    collection: 'orders',
    filters: some({
      activeOnly: fc.boolean(),
      types: few(...ORDER_TYPES),
      states: few(...ORDER_STATES),
      plannedFrom: instant,
    }),
    page: (filter) => read.orderPage(filter, { field: 'number', direction: 'asc' }, ALL),
  },
  {
    collection: 'configItems',
    filters: some({ activeOnly: fc.boolean(), classes: few(...CI_CLASSES), statuses: few(...CI_STATUSES) }),
    page: (filter) => read.ciPage(filter, { field: 'name', direction: 'asc' }, ALL),
  },
  {
    collection: 'knowledge',
    filters: some({
      types: few('known_error', 'article'),
      states: few('draft', 'published', 'retired'),
      toReview: fc.boolean(),
    }),
    page: (filter) => read.knowledgePage(filter, { field: 'title', direction: 'asc' }, ALL),
  },
];

const documentsOf = async ({ collection }: Pick<List, 'collection'>) =>
  (await host.context.database.collections[collection].find().exec()).map((found) => found.toMutableJSON());
/** What the index has of each record, by id. */
const tokensOf = async (
  list: Pick<List, 'collection'>,
): Promise<ReadonlyMap<string, ReadonlySet<string>>> => {
  const table = [...host.store.tables.values()].find(({ key }) => key.collection === list.collection);
  const documents = await documentsOf(list);
  return new Map(documents.map((one) => [one.id, table?.search?.tokens(one) ?? new Set<string>()]));
};
const hasAll = (tokens: ReadonlySet<string> | undefined, text: string): boolean =>
  runsOf(text).every((run, i, all) => tokensHave(tokens ?? new Set(), termOf(run, i === all.length - 1)));

hostForAll(async (opened) => {
  host = opened;
  await fillWithSamples(host, { tickets: 700, cis: 160 });
  await actAs(host, { roles: ['team-lead'] });
  // More orders, and more of each kind of knowledge, than are given.
  const orders = await documentsOf({ collection: 'orders' });
  const entries = await documentsOf({ collection: 'knowledge' });
  const copies = <T extends { readonly id: string; readonly number: string }>(
    of: readonly T[],
  ): readonly T[] =>
    Array.from({ length: 3 }, (_, copy) =>
      of.map((one) => ({ ...one, id: `${one.id}-${copy}`, number: `${one.number}${copy}` })),
    ).flat();
  await host.context.records.putAll('orders', copies(orders as never));
  await host.context.records.putAll('knowledge', copies(entries as never));
  await host.store.backlog.drain();
});
beforeAll(() => {
  read = openReadModel(host.store, Date.now, null, MOST);
});

describe.each(LISTS)('a text in a list of $collection', (list) => {
  it('finds what meets the other filters and has the words, and says that there are more only where there are', async () => {
    const tokens = await tokensOf(list);
    const people = (await host.context.database.collections.directory.find().exec()).map(({ name }) => name);
    const named = people.join(' ').toLowerCase();
    const counts = new Map<string, number>();
    for (const word of [...tokens.values()].flatMap((own) => [...own])) {
      counts.set(word, (counts.get(word) ?? 0) + 1);
    }
    const items = await host.context.database.collections.configItems.find().exec();
    const shown = items.map(({ name, serial, assetTag, model, ips }) =>
      [name, serial, assetTag, model, ips].join(' '),
    );
    // Neither rare, which may be forgiven, nor a name, nor a part of what is looked for letter by letter.
    const words = [...counts].flatMap(([word, count]) =>
      count > MOST &&
      /^[a-z]{4,}$/.test(word) &&
      !named.includes(word.slice(0, -1)) &&
      !(
        list.collection === 'configItems' &&
        shown.some((one) => one.toLowerCase().includes(word.slice(0, -1)))
      )
        ? [word]
        : [],
    );
    expect(words.length).toBeGreaterThan(2);
    const text = fc
      .nat()
      .map((n) => words[n % words.length] ?? '')
      .chain((word) => fc.constantFrom(word, word.slice(0, -1)));
    const texts =
      list.collection === 'tickets'
        ? fc.oneof(
            text,
            fc.tuple(text, text).map((two) => two.join(' ')),
          )
        : text;
    const seen = { whole: 0, capped: 0, none: 0 };
    await fc.assert(
      fc.asyncProperty(list.filters, texts, async (filter, typed) => {
        const others = await list.page(filter);
        expect(others.isCapped).toBe(false);
        const ids = others.rows.map(({ id }) => id);
        expect(ids).toHaveLength(others.total);
        const wanted = ids.filter((id) => hasAll(tokens.get(id), typed));
        // Then words in names beside a ticket will do.
        if (wanted.length === 0 && typed.includes(' ')) return;
        const found = await list.page({ ...filter, text: typed });
        const got = found.rows.map(({ id }) => id);
        expect(got).toHaveLength(found.total);
        expect(found.isCapped, typed).toBe(wanted.length > MOST);
        if (found.isCapped) {
          expect(wanted).toEqual(expect.arrayContaining(got));
          expect(got).toHaveLength(MOST);
        } else {
          expect(got.sort(), typed).toEqual(wanted.sort());
        }
        seen[found.isCapped ? 'capped' : wanted.length > 0 ? 'whole' : 'none'] += 1;
      }),
      { numRuns: 400 },
    );
    for (const kind of ['whole', 'capped'] as const) expect(seen[kind], kind).toBeGreaterThan(0);
  });
});

describe('what a text means in a list of tickets', () => {
  const SORT = { field: 'number', direction: 'asc' } as const;
  const page = (filter: object) => read.ticketPage(filter, SORT, ALL);
  let open: readonly Ticket[];

  beforeAll(async () => {
    const [one] = (await documentsOf({ collection: 'tickets' })) as unknown as readonly Ticket[];
    const base = { ...(one as Ticket), type: 'incident', requesterId: null, ciId: null, ciIds: [] } as Ticket;
    const person = (id: string, name: string): Person => ({
      ...(blankOf(PERSON_FIELDS) as Person),
      ...newRecordBase(host.context.env(), { id }),
      ...{ type: 'person', name, active: true },
    });
    const site = (id: string): Place => ({
      ...(blankOf(PLACE_FIELDS) as Place),
      ...newRecordBase(host.context.env(), { id }),
      ...{ type: 'place', kind: 'site', name: `Quillon ${id}`, path: `Quillon ${id}`, active: true },
    });
    const numbered = (start: number, length: number, more: (i: number) => Partial<Ticket>): Ticket[] =>
      Array.from({ length }, (_, i) => ({
        ...base,
        ...{ id: `quokka-${start + i}`, number: `INC-QKK-${start + i}` },
        ...(more(i) as object),
      }));
    const olderOpen = { active: true, state: 'in_progress', resolvedAt: null } as Partial<Ticket>;
    const closed = { active: false, state: 'closed', resolvedAt: base.openedAt } as Partial<Ticket>;
    open = [
      ...numbered(1_000, 3, () => ({ ...olderOpen, title: 'Quokka escaped' })),
      ...numbered(1_100, 2, () => ({ ...olderOpen, title: 'Gnawed cable', requesterId: 'p-1' })),
    ];
    await host.context.records.putAll('directory', [
      person('p-1', 'Quinby Xanthopoulos'),
      ...Array.from({ length: 10 }, (_, i) => site(`q-${i}`)),
    ]);
    // Open ones first, so that all that are closed are newer.
    await host.context.records.putAll('tickets', open);
    await host.context.records.putAll('tickets', [
      ...numbered(2_000, 60, () => ({ ...closed, title: 'Quokka escaped' })),
      ...numbered(2_100, 30, () => ({ ...closed, title: 'Gnawed cable', requesterId: 'p-1' })),
    ]);
    await host.store.backlog.drain();
  });

  const idsOf = async (filter: object) => (await page(filter)).rows.map(({ id }) => id);

  it.each([
    ['its words', 'quokka', [0, 1, 2]],
    ['a misspelt word', 'quokak', [0, 1, 2]],
    ['the beginning of its number', 'incqkk', [0, 1, 2, 3, 4]],
    ['its number', 'INC-QKK-1001', [1]],
    ['its caller', 'quinby', [3, 4]],
    ['words of which its caller bears one', 'gnawed quinby', [3, 4]],
  ] as const)(
    'is looked for among open ones, however many newer ones are closed: %s',
    async (_, text, wanted) => {
      const found = await page({ activeOnly: true, text });
      expect(found.rows.map(({ id }) => id).sort()).toEqual(wanted.map((i) => open[i]?.id));
      expect(found).toMatchObject({ total: wanted.length, isCapped: false });
      expect(await idsOf({ activeOnly: true, text })).toEqual(
        await read.ticketIds({ activeOnly: true, text }, SORT, 100),
      );
    },
  );

  it.each([
    ['its words', 'quokka', true],
    ['the beginning of its number', 'incqkk', true],
    ['words of which its caller bears one', 'gnawed quinby', true],
    // All tickets of a caller are given.
    ['its caller', 'quinby', false],
  ] as const)('says that more are closed: %s', async (_, text, isCapped) => {
    const found = await page({ states: ['closed'], text });
    expect(found).toMatchObject({ total: isCapped ? MOST : 30, isCapped });
  });

  it('suggests open tickets as duplicates that say the same, however many newer ones are closed', () => {
    const [about, ...others] = open as readonly [Ticket, ...Ticket[]];
    const likely = read.likelyDuplicates({ ...about, title: 'Quokka escaped', description: '' });
    expect(likely.map(({ id }) => id).sort()).toEqual(others.slice(0, 2).map(({ id }) => id));
  });

  it('finds people however many places have the word', async () => {
    await host.context.records.putAll('directory', [
      {
        ...(blankOf(PERSON_FIELDS) as Person),
        ...newRecordBase(host.context.env(), { id: 'p-2' }),
        ...{ type: 'person', name: 'Ada Norrby', jobTitle: 'Quillon', active: true },
      } as Person,
    ]);
    expect(read.findPeople('quillon', 1).map(({ id }) => id)).toEqual(['p-2']);
  });
});

describe('suggested knowledge', () => {
  it('is in force, however many drafts have the words', async () => {
    const [one] = (await documentsOf({ collection: 'knowledge' })) as unknown as readonly KnowledgeEntry[];
    const entry = (id: string, state: 'draft' | 'published') => ({
      ...one,
      ...{
        id,
        number: `KB-${id}`,
        title: 'Zephyr turbine',
        state,
        active: state === 'published',
        validUntil: null,
      },
    });
    await host.context.records.putAll('knowledge', [
      entry('zephyr', 'published'),
      ...Array.from({ length: 60 }, (_, i) => entry(`zephyr-${i}`, 'draft')),
    ] as never);
    await host.store.backlog.drain();
    const suggested = read.suggestKnowledge({
      text: 'zephyr turbine',
      ciId: null,
      category: null,
      exceptId: null,
    });
    expect(suggested.map(({ id }) => id)).toEqual(['zephyr']);
  });
});
