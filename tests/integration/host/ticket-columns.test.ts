import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Ticket } from '#domain/fields/tables.ts';
import type { Host } from '#main/host/host.ts';
import { actAs, fillWithSamples, openProfile, type Profile, tempProfile } from './support/test-host.ts';

/** ASCII letters alone are taken for the same in both cases, as SQLite's NOCASE does. */
const noCase = (text: string | null): string | null =>
  text === null ? null : text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());

const compared = (left: string | null, right: string | null): number => {
  if (left === right) return 0;
  // Nothing stands before everything.
  if (left === null || right === null) return left === null ? -1 : 1;
  return left < right ? -1 : 1;
};

describe('what lists sort and look for in columns', () => {
  let profile: Profile;
  let host: Host;
  let all: readonly Ticket[];

  beforeAll(async () => {
    profile = tempProfile();
    host = await openProfile(profile.dir);
    await fillWithSamples(host, { tickets: 400, cis: 60 });
    await actAs(host, { roles: ['service-desk'] });
    const odd = [
      'zebra',
      'Zebra',
      'éclair',
      'Ümlaut',
      '打印机',
      '😀 smiles',
      'ｆull width',
      '~tilde',
      ' blank',
    ];
    const found = await host.context.database.collections.tickets.find().exec();
    const ids = found.map(({ id }) => id).sort();
    for (const [i, title] of odd.entries()) {
      await host.context.database.collections.tickets.findOne(ids[i]).patch({
        title,
        category: i % 2 === 0 ? null : 'Odd',
        ciIds: ['ci-x', `ci-"${i}`],
        knowledgeIds: i % 3 === 0 ? [`known-ü${i}`] : [],
      } as never);
    }
    all = (await host.context.database.collections.tickets.find().exec()).map(
      (one) => one.toMutableJSON() as Ticket,
    );
  });
  afterAll(async () => {
    await host.close();
    profile.remove();
  });

  it('sorts by title and category as the documents themselves, whatever window is asked for', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('title' as const, 'category' as const),
        fc.constantFrom('asc' as const, 'desc' as const),
        fc.boolean(),
        fc.nat(380),
        async (field, direction, activeOnly, offset) => {
          const sign = direction === 'asc' ? 1 : -1;
          const wanted = all
            .filter(({ active }) => active || !activeOnly)
            .sort((a, b) => sign * compared(noCase(a[field]), noCase(b[field])) || compared(a.id, b.id))
            .map(({ id }) => id);
          const filter = activeOnly ? { activeOnly } : {};
          const page = await host.context.read.ticketPage(
            filter,
            { field, direction },
            { offset, limit: 50 },
          );
          expect(page.rows.map(({ id }) => id)).toEqual(wanted.slice(offset, offset + 50));
          expect(page.total).toBe(wanted.length);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('finds the tickets of a device or an article, linked first or among others', async () => {
    const ids = new Set([
      ...all.flatMap(({ ciId, ciIds }) => [ciId, ...ciIds]).filter((id) => id !== null),
      'ci-nowhere',
    ]);
    const linked = new Set([...all.flatMap(({ knowledgeIds }) => knowledgeIds), 'nothing']);
    const listed = async (filter: Parameters<typeof host.context.read.ticketIds>[0]) =>
      [...(await host.context.read.ticketIds(filter, { field: 'number', direction: 'asc' }, 1_000))].sort();
    for (const id of ids) {
      const wanted = all.filter(({ ciId, ciIds }) => ciId === id || ciIds.includes(id));
      expect(await listed({ ciId: id }), id).toEqual(wanted.map((one) => one.id).sort());
    }
    for (const id of linked) {
      const wanted = all.filter(({ knowledgeIds }) => knowledgeIds.includes(id));
      expect(await listed({ knowledgeId: id }), id).toEqual(wanted.map((one) => one.id).sort());
      const usage = (await host.context.read.knowledgeUsages.counted()).get(id);
      expect(usage?.count ?? 0, id).toBe(wanted.length);
    }
  });

  it('finds a counter among the numbers of all devices, whatever else is numbered', async () => {
    const numbers = ['INC-7QK-0042', 'INC-7QK-0043', 'INC-7', 'INC-7R', 'INC-ABC/0042', 'INC-ABC-0042'];
    const others = [
      'INC-ABC-00421',
      'INC-ZZZ-0042',
      'INC-ZZZ-9999',
      'PRB-ABC-0042',
      'INC0042',
      'INC.ABC-0042',
    ];
    const { tickets } = host.context.database.collections;
    const given = [...numbers, ...others];
    for (const [i, number] of given.entries()) {
      await tickets.findOne(all[50 + i]?.id).patch({ number, title: 'Numbered', description: '' } as never);
    }
    const found = await host.context.read.ticketPage(
      { text: 'inc42' },
      { field: 'number', direction: 'asc' },
      { offset: 0, limit: 100 },
    );
    const wanted = given.filter((number) => /^INC-\w{3}-0042$/.test(number)).sort();
    const sample = all.map(({ number }) => number).filter((number) => /^INC-SMP-0042$/.test(number));
    expect(found.rows.map(({ number }) => number).sort()).toEqual([...wanted, ...sample].sort());
  });
});
