import { describe, expect, it } from 'vitest';
import type { ConfigItem, Relation, RelationKind } from '#domain/fields/config-items.ts';
import { newRecordBase } from '#domain/journal/journal.ts';
import type { Host } from '#main/host/host.ts';
import { hostForAll } from './support/host-for-all.ts';
import { actAs, command, data, fillWithSamples, query, refusal } from './support/test-host.ts';

let host: Host;

hostForAll(async (opened) => {
  host = opened;
  await fillWithSamples(host, { tickets: 60 });
  await actAs(host, { roles: ['service-desk'] });
});

const create = (name: string, more: object = {}): Promise<ConfigItem> =>
  data(command(host, 'configItems.create', { name, ciClass: 'notebook', ...more }));
const update = (id: string, changes: object) => command(host, 'configItems.update', { id, changes });
const find = async (filter: object): Promise<readonly string[]> =>
  (
    await data(
      query(host, 'configItems.page', { filter, sort: { field: 'name', direction: 'asc' }, limit: 500 }),
    )
  ).rows.map((row) => row.id);
const put = async <C extends 'configItems' | 'relations' | 'inventories'>(
  collection: C,
  records: Parameters<Host['context']['records']['putAll']>[1],
): Promise<void> => {
  const { failed } = await host.context.records.putAll(collection, records as never);
  expect(failed).toEqual([]);
};

describe('a configuration item', () => {
  it('is made once for one id, also when it is sent twice at the same time', async () => {
    const both = await Promise.all([create('Twice', { id: 'ci-once' }), create('Twice', { id: 'ci-once' })]);
    expect(both[0].journal[0]?.id).toBe(both[1].journal[0]?.id);
  });

  it('keeps edited fields from imports and its other commercial data', async () => {
    const { id } = await create('NB-lock', { commercial: { supplier: 'Acme', invoiceNumber: 'I-1' } });
    const after = await data(update(id, { serial: 'S-99', commercial: { warrantyUntil: '2030-01-01' } }));
    expect(after.commercial).toMatchObject({
      supplier: 'Acme',
      invoiceNumber: 'I-1',
      warrantyUntil: '2030-01-01',
    });
    expect(after.lockedFields).toEqual(expect.arrayContaining(['serial']));
    expect(after.lockedFields).not.toContain('model');
    expect(after.journal.at(-1)?.changes.map((change) => change.field)).toContain('serial');
    const same = await data(update(id, { serial: 'S-99' }));
    expect(same.journal).toHaveLength(after.journal.length);
  });

  it('takes what the inventory has not told, and keeps the rest of the hardware', async () => {
    const { id } = await create('NB-typed', { hardware: { cpu: 'M3' }, macs: ['00:11:22:33:44:55'] });
    const typed = { uuid: 'U-1', ips: ['10.0.0.9'], installedAt: '2026-01-02T08:00:00.000Z' };
    const after = await data(update(id, { ...typed, hardware: { memoryMb: 16_384 } }));
    expect(after).toMatchObject({
      ...typed,
      macs: ['00:11:22:33:44:55'],
      hardware: { cpu: 'M3', memoryMb: 16_384, os: null },
    });
    expect(after.lockedFields).toEqual(expect.arrayContaining(['hardware', 'installedAt', 'ips', 'uuid']));
  });

  it('names only what is here: people, teams, places, agreements', async () => {
    const { id } = await create('NB-names');
    const wrong = [
      ['userId', 'nobody'],
      ['userId', 'place-9'],
      ['teamId', 'no-team'],
      ['placeId', 'nowhere'],
      ['agreementIds', ['none']],
    ] as const;
    for (const [field, value] of wrong) {
      const error = { code: 'not_found', reason: 'reference.missing', details: { field } };
      const made = command(host, 'configItems.create', {
        ...{ id: 'ci-named', name: 'NB-named', ciClass: 'notebook', [field]: value },
      } as never);
      expect(await made, field).toMatchObject({ ok: false, error });
      expect(await update(id, { [field]: value }), field).toMatchObject({ ok: false, error });
    }
    expect(await host.context.records.get('configItems', 'ci-named')).toBeNull();
    // Whoever is signed in may take it, although nobody has entered them into this directory.
    const { personId } = host.context.env().actor;
    expect(await data(update(id, { userId: personId }))).toMatchObject({ userId: personId });
    // As an import may leave it: a place that nobody knows any more keeps nobody from editing the rest.
    const item = (await host.context.records.get('configItems', id)) as ConfigItem;
    await put('configItems', [{ ...item, placeId: 'demolished' }]);
    expect(await data(update(id, { placeId: 'demolished', notes: 'In the attic' }))).toMatchObject({
      notes: 'In the attic',
    });
    expect((await refusal(update('no-item', { notes: 'x' }))).code).toBe('not_found');
  });

  it('ends and comes back with its status', async () => {
    const { id } = await create('NB-ends');
    expect(await data(update(id, { status: 'scrapped' }))).toMatchObject({ active: false });
    expect(await find({ activeOnly: true })).not.toContain(id);
    expect(await data(update(id, { status: 'stored' }))).toMatchObject({ active: true, retiredAt: null });
  });

  it('is found at its place and at every place above it, as tickets are', async () => {
    const selector = { type: 'place', parentId: { $ne: null } };
    const found = await host.context.database.collections.directory.findOne({ selector } as never).exec();
    const room = found?.toJSON();
    if (room?.type !== 'place' || room.parentId === null) throw new Error('a place below another is missing');
    const { id } = await create('NB-in-the-room', { placeId: room.id });
    expect(await find({ placeId: room.id })).toContain(id);
    expect(await find({ placeId: room.parentId })).toContain(id);
    expect(await find({ placeId: 'elsewhere' })).toEqual([]);
  });

  it('is found by whatever is known of it', async () => {
    const directory = host.context.database.collections.directory;
    const person = (await directory.findOne({ selector: { type: 'person', active: true } }).exec())?.toJSON();
    const place = (await directory.findOne({ selector: { type: 'place' } }).exec())?.toJSON();
    const { id } = await create('NB-findme-01', {
      serial: 'PF3KX7Q9',
      assetTag: 'AT-778812',
      model: 'Quokka 900',
      userId: person?.id,
      placeId: place?.id,
    });
    const item = await host.context.records.get('configItems', id);
    await put('configItems', [{ ...(item as ConfigItem), ips: ['10.99.12.7'] }]);
    const placePath = place?.type === 'place' ? place.path : '';
    const texts = [
      'NB-findme',
      'findme-01',
      'PF3KX7Q9',
      'pf3kx',
      'X7Q9',
      'AT-778812',
      '778812',
      '10.99.12.7',
      '99.12',
      'Quokka',
      'quokka 900',
      person?.name ?? '',
      (person?.name ?? '').split(' ').at(-1) ?? '',
      placePath,
    ];
    for (const text of texts) expect(await find({ text }), text).toContain(id);
    for (const text of ['100%', '_B-findme', "x' OR 1=1 --"]) {
      expect(await find({ text }), text).not.toContain(id);
    }
    expect(await find({ text: 'findme', classes: ['printer'] })).toEqual([]);
    expect(await find({ text: 'findme', userId: person?.id })).toEqual([id]);
    expect(await find({ text: 'findme', placeId: 'elsewhere' })).toEqual([]);
  });

  it('has pages that neither overlap nor leave anything out', async () => {
    const sort = { field: 'status', direction: 'desc' } as const;
    const ids: string[] = [];
    let total = 0;
    for (let offset = 0; offset === 0 || offset < total; offset += 13) {
      const page = await data(query(host, 'configItems.page', { filter: {}, sort, offset, limit: 13 }));
      total = page.total;
      ids.push(...page.rows.map((row) => row.id));
    }
    expect(new Set(ids).size).toBe(total);
    expect(total).toBe(await host.context.database.collections.configItems.count().exec());
  });
});

describe("an item's page", () => {
  it('shows all that belongs to it, and days of warranty', async () => {
    const sample = (
      await host.context.database.collections.configItems
        .find({ selector: { ciClass: 'notebook', active: true } })
        .exec()
    ).map((found) => found.toMutableJSON() as ConfigItem);
    for (const ci of sample.slice(0, 10)) {
      const detail = await data(query(host, 'configItems.detail', { id: ci.id }));
      expect(detail.user?.id ?? null).toBe(ci.userId);
      expect(detail.placeName === null).toBe(ci.placeId === null);
      expect(detail.agreements.map((agreement) => agreement.id).sort()).toEqual([...ci.agreementIds].sort());
      const until = ci.commercial.warrantyUntil;
      expect(detail.warrantyDays === null).toBe(until === null);
      if (until !== null) {
        const days = (Date.parse(until) - Date.parse(new Date().toISOString().slice(0, 10))) / 86_400_000;
        expect(detail.warrantyDays).toBe(days);
      }
      const about = await host.context.database.collections.tickets
        .count({ selector: { ciId: ci.id } })
        .exec();
      expect(detail.tickets).toHaveLength(Math.min(50, about));
      expect(detail.seats.every((seat) => seat.ciId === ci.id)).toBe(true);
    }
    expect((await refusal(query(host, 'configItems.detail', { id: 'none' }))).code).toBe('not_found');
  });

  it('opens thousands of inventory rows a window at a time', async () => {
    const { id } = await create('NB-inventory');
    const softwares = Array.from({ length: 3_000 }, (_, i) => ({
      NAME: `Program ${String(i).padStart(4, '0')}`,
      VERSION: `1.${i % 10}`,
      PUBLISHER: i % 100 === 0 ? 'Zebra GmbH' : null,
    }));
    await put('inventories', [
      {
        ...newRecordBase(host.context.env(), { id }),
        ciId: id,
        source: 'glpi',
        receivedAt: '2026-11-20T09:00:00.000Z',
        sections: { softwares, bios: { SMANUFACTURER: 'Acme' } },
        sectionTimes: { softwares: '2026-11-20T08:00:00.000Z' },
      },
    ]);
    const detail = await data(query(host, 'configItems.detail', { id }));
    expect(detail.sections).toEqual([
      { name: 'bios', count: 1, updatedAt: '2026-11-20T09:00:00.000Z' },
      { name: 'softwares', count: 3_000, updatedAt: '2026-11-20T08:00:00.000Z' },
    ]);
    const rows = (section: string, text: string, offset: number, limit: number) =>
      data(query(host, 'configItems.inventory', { ciId: id, section, text, offset, limit }));
    const last = await rows('softwares', '', 2_900, 500);
    expect(last.total).toBe(3_000);
    expect(last.rows).toHaveLength(100);
    expect(last.rows.at(-1)).toEqual({ id: '2999', values: softwares[2_999] });
    const zebra = await rows('softwares', 'zebra', 20, 500);
    expect(zebra.total).toBe(30);
    expect(zebra.rows).toHaveLength(10);
    expect((await rows('bios', '', 0, 10)).rows).toEqual([{ id: '0', values: { SMANUFACTURER: 'Acme' } }]);
    // What is not there, also by names that every object has.
    for (const section of ['printers', 'constructor', '__proto__', 'toString']) {
      expect(await rows(section, '', 0, 10)).toEqual({ total: 0, rows: [] });
    }
    // A cell that is empty is not the word "null".
    expect((await rows('softwares', 'null', 0, 10)).total).toBe(0);
  });
});

describe('the impact of a failure', () => {
  let made = 0;
  const relate = async (
    kind: RelationKind,
    fromId: string,
    toId: string,
    group: string | null = null,
    minUp: number | null = null,
  ): Promise<void> => {
    made += 1;
    const relation: Relation = {
      ...newRecordBase(host.context.env(), { id: `impact-${made}` }),
      kind,
      fromId,
      toId,
      group,
      minUp,
      label: null,
      active: true,
      source: 'manual',
    };
    await put('relations', [relation]);
  };
  const impact = async (id: string) =>
    (await data(query(host, 'configItems.impact', { id }))).rows.map(
      (row) => [row.name, row.depth, row.viaId] as const,
    );

  it('goes downstream, over redundancy only when too few are left, and out of loops', async () => {
    const [power, host1, host2, cluster, erp, portal] = await Promise.all(
      ['power', 'host1', 'host2', 'cluster', 'erp', 'portal'].map((name) =>
        create(name, { ciClass: 'server' }),
      ),
    );
    if (!power || !host1 || !host2 || !cluster || !erp || !portal) throw new Error('not made');
    await relate('depends_on', host1.id, power.id);
    await relate('runs_on', cluster.id, host1.id, 'hosts', 1);
    await relate('runs_on', cluster.id, host2.id, 'hosts', 1);
    await relate('depends_on', erp.id, cluster.id);
    await relate('uses', portal.id, erp.id);
    await relate('depends_on', erp.id, portal.id);
    await relate('connected_to', erp.id, power.id);
    expect(await impact(host1.id)).toEqual([]);
    expect(await impact(power.id)).toEqual([['host1', 1, power.id]]);
    await relate('depends_on', host2.id, power.id);
    const names = (await impact(power.id)).map(([name]) => name);
    expect([...names].sort()).toEqual(['cluster', 'erp', 'host1', 'host2', 'portal']);
    expect(await impact(cluster.id)).toEqual([
      ['erp', 1, cluster.id],
      ['portal', 2, erp.id],
    ]);
    expect((await impact(portal.id)).map(([name]) => name)).toEqual(['erp']);
  });
});
