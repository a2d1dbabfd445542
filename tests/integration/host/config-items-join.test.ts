import { describe, expect, it } from 'vitest';
import type { ConfigItem, Relation } from '#domain/fields/config-items.ts';
import { newRecordBase } from '#domain/journal/journal.ts';
import type { Host } from '#main/host/host.ts';
import { hostForAll } from './support/host-for-all.ts';
import { actAs, command, data, fillWithSamples, query, refusal } from './support/test-host.ts';

let host: Host;

hostForAll(async (opened) => {
  host = opened;
  await fillWithSamples(host, { tickets: 10 });
  await actAs(host, { roles: ['team-lead'] });
});

const create = (name: string, more: object = {}): Promise<ConfigItem> =>
  data(command(host, 'configItems.create', { name, ciClass: 'notebook', ...more }));
const join = (keepId: string, goneId: string) => command(host, 'configItems.join', { keepId, goneId });
const separate = (goneId: string) => command(host, 'configItems.separate', { goneId });
const stored = async (id: string): Promise<ConfigItem> => {
  const item = await host.context.records.get('configItems', id);
  if (item === null) throw new Error(`no ${id}`);
  return item;
};
const relate = async (id: string, fromId: string, toId: string): Promise<void> => {
  const relation: Relation = {
    ...newRecordBase(host.context.env(), { id }),
    ...{ kind: 'depends_on', fromId, toId, label: null, group: null, minUp: null },
    ...{ active: true, source: 'manual' },
  };
  await host.context.records.putAll('relations', [relation]);
};
const relationsOf = async (id: string): Promise<readonly string[]> => {
  const { records, read } = host.context;
  const all = await records.getMany('relations', read.relationIdsOf([id]));
  return all.flatMap((one) => (one.active ? [`${one.fromId} ${one.toId}`] : [])).sort();
};
/** What a record says, without when and by whom it was written. */
const content = ({ journal: _journal, updatedAt: _at, updatedBy: _by, ...rest }: ConfigItem) => rest;

describe('joining two items', () => {
  it('gives the kept one what it lacks and the relations, and undoing gives all back', async () => {
    const kept = await create('NB-typed', { assetTag: 'T-1', macs: ['8C:16:45:00:00:01'], model: 'Light' });
    const gone = await create('NB-seen', {
      serial: 'SEEN-1',
      model: 'Light 14',
      macs: ['8C:16:45:00:00:01', '8C:16:45:00:00:02'],
      hardware: { cpu: 'Fast' },
      commercial: { supplier: 'Acme' },
    });
    const other = await create('SRV-other');
    await relate('join-gone-other', gone.id, other.id);
    await relate('join-gone-kept', gone.id, kept.id);

    const after = await data(join(kept.id, gone.id));
    expect(after).toMatchObject({
      name: 'NB-typed',
      serial: 'SEEN-1',
      model: 'Light',
      assetTag: 'T-1',
      macs: ['8C:16:45:00:00:01', '8C:16:45:00:00:02'],
      hardware: { cpu: 'Fast' },
      commercial: { supplier: 'Acme' },
    });
    expect(await stored(gone.id)).toMatchObject({ active: false, status: 'out_of_operation' });
    expect(await relationsOf(gone.id)).toEqual([]);
    expect(await relationsOf(kept.id)).toEqual([`${kept.id} ${other.id}`]);

    await data(separate(gone.id));
    expect(content(await stored(kept.id))).toEqual(content(kept));
    expect(content(await stored(gone.id))).toEqual(content(gone));
    expect(await relationsOf(kept.id)).toEqual([`${gone.id} ${kept.id}`]);
    expect(await relationsOf(gone.id)).toEqual([`${gone.id} ${kept.id}`, `${gone.id} ${other.id}`].sort());
  });

  it('says in the history what was undone, and by which name', async () => {
    const [kept, gone] = [await create('A'), await create('B', { serial: 'B-1' })];
    const joined = (await data(join(kept.id, gone.id))).journal.at(-1);
    await data(separate(gone.id));
    const undone = (await stored(kept.id)).journal.at(-1);
    expect(undone).toMatchObject({ kind: 'link', text: 'B' });
    expect(undone?.changes).toEqual(
      expect.arrayContaining([
        { field: 'joined', from: gone.id, to: null },
        { field: 'undone', from: null, to: joined?.id },
        { field: 'serial', from: 'B-1', to: null },
      ]),
    );
    const { names } = await data(query(host, 'configItems.detail', { id: kept.id }));
    expect(names[gone.id]).toBe('B');
  });

  it('leaves what was edited after the join', async () => {
    const kept = await create('C', { macs: ['8C:16:45:00:00:01'] });
    const gone = await create('D', { serial: 'D-1', macs: ['8C:16:45:00:00:02'] });
    await data(join(kept.id, gone.id));
    const macs = ['8C:16:45:00:00:01', '8C:16:45:00:00:02', '8C:16:45:00:00:03'];
    await data(command(host, 'configItems.update', { id: kept.id, changes: { serial: 'D-2', macs } }));
    await data(separate(gone.id));
    expect(await stored(kept.id)).toMatchObject({
      serial: 'D-2',
      macs: ['8C:16:45:00:00:01', '8C:16:45:00:00:03'],
    });
  });

  it('changes nothing the second time, and can be done again after it was undone', async () => {
    const [kept, gone, other] = [await create('E'), await create('F', { serial: 'F-1' }), await create('G')];
    await relate('join-again', other.id, gone.id);
    await data(join(kept.id, gone.id));
    const once = await stored(kept.id);
    await data(join(kept.id, gone.id));
    expect(await stored(kept.id)).toEqual(once);
    await data(separate(gone.id));
    await data(join(kept.id, gone.id));
    expect(content(await stored(kept.id))).toEqual(content(once));
    expect(await relationsOf(kept.id)).toEqual([`${other.id} ${kept.id}`]);
  });

  it('shows what was reported about the other one on the page of the kept one', async () => {
    const [kept, gone] = [await create('H'), await create('I')];
    const [ticket] = (await host.context.database.collections.tickets.find().exec()).map((one) =>
      one.toMutableJSON(),
    );
    if (ticket === undefined) throw new Error('no ticket');
    await host.context.records.putAll('tickets', [{ ...ticket, ciId: gone.id } as never]);
    await data(join(kept.id, gone.id));
    const { tickets } = await data(query(host, 'configItems.detail', { id: kept.id }));
    expect(tickets.map(({ id }) => id)).toEqual([ticket.id]);
  });

  it('refuses what makes no sense', async () => {
    const [one, two, three] = [await create('J'), await create('K'), await create('L')];
    await data(join(one.id, two.id));
    expect(await refusal(join(one.id, one.id))).toMatchObject({ reason: 'join.itself' });
    expect(await refusal(join(two.id, three.id))).toMatchObject({ reason: 'join.kept_is_joined' });
    expect(await refusal(join(three.id, two.id))).toMatchObject({ reason: 'join.gone_is_joined' });
    expect(await refusal(separate(three.id))).toMatchObject({ reason: 'join.none' });
    expect((await stored(three.id)).journal).toHaveLength(1);
  });

  it('is for team leads, not for the desk', async () => {
    const [one, two] = [await create('M'), await create('N')];
    await actAs(host, { roles: ['service-desk'] });
    expect(await refusal(join(one.id, two.id))).toMatchObject({ code: 'forbidden' });
    await actAs(host, { roles: ['team-lead'] });
  });
});
