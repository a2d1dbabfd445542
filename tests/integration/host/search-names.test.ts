import { describe, expect, it } from 'vitest';
import { PERSON_FIELDS, type Person, PLACE_FIELDS, type Place } from '#domain/fields/directory.ts';
import { KNOWN_ERROR_FIELDS, type KnownError } from '#domain/fields/knowledge.ts';
import { newRecordBase } from '#domain/journal/journal.ts';
import { blankOf } from '#domain/processes/engine.ts';
import type { Host } from '#main/host/host.ts';
import { hostForAll } from './support/host-for-all.ts';
import { actAs, command, data, query } from './support/test-host.ts';

let host: Host;
let docking: string;
let chinese: string;

const person = (id: string, more: Partial<Person>): Person => ({
  ...(blankOf(PERSON_FIELDS) as Person),
  ...newRecordBase(host.context.env(), { id }),
  type: 'person',
  ...more,
});
const place = (id: string, path: string): Place => ({
  ...(blankOf(PLACE_FIELDS) as Place),
  ...newRecordBase(host.context.env(), { id }),
  type: 'place',
  kind: 'site',
  name: path,
  path,
  active: true,
});

hostForAll(async (opened) => {
  host = opened;
  await actAs(host, { roles: ['service-desk'], personId: 'desk-1' });
  await host.context.records.putAll('directory', [
    person('maja', { name: 'Maja Eriksson', login: 'maja.eriksson', active: true }),
    person('former', { name: 'Per Eriksson', login: 'per.eriksson', active: false }),
    person('wang', { name: '王小明', login: 'xm.wang', active: true }),
    place('goteborg', 'Göteborg'),
    place('dresden', 'Dresden'),
  ]);
  await host.context.records.putAll('knowledge', [
    {
      ...(blankOf(KNOWN_ERROR_FIELDS) as KnownError),
      ...newRecordBase(host.context.env(), { id: 'ke-dock' }),
      type: 'known_error',
      number: 'KE-1',
      title: 'Docking station does not charge',
      state: 'published',
      active: true,
    },
  ]);
  docking = (await data(command(host, 'incidents.create', { title: 'Docking station dead' }))).id;
  chinese = (await data(command(host, 'incidents.create', { title: '三楼打印机 P-204 卡纸' }))).id;
  await data(
    command(host, 'configItems.create', {
      name: 'Besprechungsraum-Beamer',
      ciClass: 'printer',
      userId: 'maja',
    }),
  );
  await host.store.backlog.drain();
});

describe('a misspelt name', () => {
  it('finds the person, who left after who is here', async () => {
    const find = async (text: string) =>
      (await data(query(host, 'directory.findPeople', { text, limit: 10 }))).rows.map(({ id }) => id);
    expect(await find('eriksn')).toEqual(['maja', 'former']);
    expect(await find('maja erikson')).toEqual(['maja']);
    expect(await find('小明')).toEqual(['wang']);
    // A part of a name as it is typed is not misspelt.
    expect(await find('rikss')).toEqual(['maja', 'former']);
  });

  it('finds the place', async () => {
    const find = async (text: string) =>
      (await data(query(host, 'directory.places', { text, limit: 10 }))).rows.map(({ id }) => id);
    expect(await find('göteb')).toEqual(['goteborg']);
    expect(await find('goteborg')).toEqual(['goteborg']);
    expect(await find('gotebrog')).toEqual(['goteborg']);
    expect(await find('nowhere')).toEqual([]);
  });

  it('finds the device, by its own name and by its user', async () => {
    const find = async (text: string) =>
      (
        await data(
          query(host, 'configItems.page', { filter: { text }, sort: { field: 'name', direction: 'asc' } }),
        )
      ).rows.map(({ name }) => name);
    for (const text of ['besprechungsraum', 'esprechungs', 'besprehcungsraum', 'Eriksson', 'eriksn']) {
      expect(await find(text), text).toEqual(['Besprechungsraum-Beamer']);
    }
    expect(await find('nothing like it')).toEqual([]);
  });
});

it('the name, serial or tag of a device finds it before the tickets that tell of it', async () => {
  const { id } = await data(
    command(host, 'configItems.create', {
      ...{ name: 'NB-77', ciClass: 'notebook', serial: 'SN77X', assetTag: 'NI-77' },
    }),
  );
  for (const count of [1, 2, 3]) {
    await data(command(host, 'incidents.create', { title: `NB-77 (SN77X, NI-77) is slow, ${count}` }));
  }
  await host.store.backlog.drain();
  for (const text of ['NB-77', ' nb-77 ', 'SN77X', 'sn77x', 'NI-77']) {
    const { rows } = await data(query(host, 'search.all', { text, limit: 10 }));
    expect([rows[0]?.id, rows.length], text).toEqual([id, 4]);
  }
  // Among other words it is one of them.
  const { rows } = await data(query(host, 'search.all', { text: 'NB-77 slow', limit: 10 }));
  expect(rows.map(({ kind }) => kind)).toEqual(['ticket', 'ticket', 'ticket']);
});

describe('a misspelt word', () => {
  it('is told with what was found for it', async () => {
    const search = (text: string) => data(query(host, 'search.all', { text, limit: 10 }));
    const { rows, corrected } = await search('dokcing');
    expect(rows.map(({ id }) => id).sort()).toEqual([docking, 'ke-dock'].sort());
    expect(corrected).toEqual([{ typed: 'dokcing', found: 'docking' }]);
    expect((await search('docking')).corrected).toEqual([]);
  });

  it('finds tickets in the queue, and what is known of the like while one is written', async () => {
    const sort = { field: 'openedAt', direction: 'desc' } as const;
    const page = await data(query(host, 'tickets.page', { filter: { text: 'dokcing staton' }, sort }));
    expect(page.rows.map(({ id }) => id)).toEqual([docking]);
    const input = { text: 'dokcing staton', ciId: null, category: null, requesterId: null, exceptId: null };
    const { knowledge, similar } = await data(query(host, 'incidents.suggest', input));
    expect(knowledge.map(({ id }) => id)).toEqual(['ke-dock']);
    expect(similar.map(({ id }) => id)).toEqual([docking]);
  });
});

it('a word in a Chinese sentence finds the ticket, with Latin letters and without', async () => {
  for (const text of ['打印机', '卡纸', 'p-204', '打印机 卡纸', '三楼', '机']) {
    const { rows, corrected } = await data(query(host, 'search.all', { text, limit: 10 }));
    expect([text, rows[0]?.id, corrected]).toEqual([text, chinese, []]);
  }
  const input = { text: '五楼打印机卡纸了', ciId: null, category: null, requesterId: null, exceptId: null };
  const { similar } = await data(query(host, 'incidents.suggest', input));
  expect(similar.map(({ id }) => id)).toEqual([chinese]);
});

describe('words of a name together with words of the ticket', () => {
  it('find the tickets of a caller and of a device, in the search and in the queue', async () => {
    await host.context.records.putAll('directory', [
      person('olga', { name: 'Olga Ferreira', login: 'o.ferreira', active: true }),
    ]);
    const device = await data(
      command(host, 'configItems.create', { name: 'Plotter Weststadt', ciClass: 'printer', userId: 'olga' }),
    );
    const create = async (input: {
      readonly title: string;
      readonly requesterId?: string;
      readonly ciId?: string;
      readonly description?: string;
    }) => (await data(command(host, 'incidents.create', input))).id;
    const printer = await create({
      title: 'Nothing comes out',
      description: 'The printer in the hall blinks.',
      requesterId: 'olga',
    });
    const other = await create({ title: 'Mail is slow', requesterId: 'olga' });
    const plotted = await create({ title: 'Lines are blurred', ciId: device.id });
    await host.store.backlog.drain();
    const search = async (text: string) =>
      (await data(query(host, 'search.all', { text, limit: 10 }))).rows
        .filter(({ kind }) => kind === 'ticket')
        .map(({ id }) => id);
    const sort = { field: 'openedAt', direction: 'desc' } as const;
    const queue = async (text: string) =>
      (await data(query(host, 'tickets.page', { filter: { text }, sort }))).rows.map(({ id }) => id);
    for (const [text, id] of [
      ['olga printer', printer],
      ['printer olga', printer],
      ['Olga Ferreira blin', printer],
      ['slow ferr', other],
      ['plotter blurred', plotted],
    ] as const) {
      expect(await search(text), text).toEqual([id]);
      expect(await queue(text), text).toEqual([id]);
    }
    // A word that neither has.
    expect(await search('olga keyboard')).not.toContain(printer);
    expect(await queue('olga keyboard')).toEqual([]);
  });
});
