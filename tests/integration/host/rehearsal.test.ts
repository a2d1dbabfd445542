/** A change prepares what it will do, shows it beforehand, does it and takes it back, through a real store. */
import { beforeAll, describe, expect, it } from 'vitest';
import { preparationId } from '#domain/changes/preparations.ts';
import type { Change } from '#domain/fields/changes.ts';
import type { ConfigItem } from '#domain/fields/config-items.ts';
import { newRecordBase } from '#domain/journal/journal.ts';
import type { Role } from '#domain/records/common.ts';
import type { Host } from '#main/host/host.ts';
import { hostForAll } from './support/host-for-all.ts';
import { actAs, addDirectory, command, data, query, refusal } from './support/test-host.ts';

let host: Host;
hostForAll((opened) => {
  host = opened;
});

const be = (personId: string, ...roles: readonly Role[]) => actAs(host, { personId, roles });
const PLAN = {
  ...{ implementationPlan: 'Swap it.', backoutPlan: 'Swap it back.', changeType: 'emergency' },
  ...{ plannedStartAt: '2030-01-08T10:00:00.000Z', plannedEndAt: '2030-01-08T12:00:00.000Z' },
};
const item = (name: string, more: object = {}): Promise<ConfigItem> =>
  data(
    command(host, 'configItems.create', {
      ...{ name, ciClass: 'server', status: 'in_operation', ...more },
    } as never),
  );
const one = async (id: string): Promise<ConfigItem> =>
  (await data(query(host, 'configItems.detail', { id }))).ci;
const create = (more: object = {}): Promise<Change> =>
  data(command(host, 'changes.create', { title: 'Replace the host', ...PLAN, ...more } as never));
const prepare = (id: string, input: object) => command(host, 'changes.prepare', { id, ...input } as never);
const edit = (targetId: string, field: string, to: unknown) => ({
  ...{ collection: 'configItems', targetId, field, to },
});
const step = (id: string, to: string) => command(host, 'changes.step', { id, to } as never);
const look = (id: string) => data(query(host, 'changes.rehearsal', { id }));
const agreed = async (id: string): Promise<void> => {
  await be('mia', 'change-manager');
  await data(step(id, 'authorize'));
  await be('max', 'change-manager');
  await data(command(host, 'changes.vote', { id, decision: 'approve' }));
  await data(step(id, 'scheduled'));
  await data(step(id, 'implement'));
};

beforeAll(() => addDirectory(host, { people: ['mia', 'max', 'tom'] }));

describe('prepared', () => {
  it('with what each field holds by now, and a relation by what it joins', async () => {
    await be('mia', 'change-manager');
    const [old, fresh, erp] = [await item('old'), await item('fresh'), await item('erp')];
    const { id } = await create();
    const related = [{ kind: 'depends_on', fromId: erp.id, toId: fresh.id }];
    await data(prepare(id, { edits: [edit(old.id, 'status', 'scrapped')], related }));
    const { rows, targets } = await look(id);
    expect(rows).toMatchObject([
      { field: 'status', from: 'in_operation', to: 'scrapped', status: 'ready' },
      { field: 'relation', from: null, status: 'ready' },
    ]);
    expect(targets).toMatchObject([
      { name: 'old', relation: null },
      { relation: { kind: 'depends_on', from: 'erp', to: 'fresh' } },
    ]);
    await data(prepare(id, { removed: rows.map((row) => row.id) }));
    expect((await look(id)).rows).toEqual([]);
  });

  it('shows the first of what it reaches, says how many more there are, and all when asked', async () => {
    await be('mia', 'change-manager');
    const hub = await item('hub');
    const leaves = Array.from({ length: 53 }, (_one, at) => ({
      ...hub,
      id: `leaf-${at}`,
      name: `leaf ${at}`,
    }));
    await host.context.records.putAll('configItems', leaves);
    await host.context.records.putAll(
      'relations',
      leaves.map(({ id: fromId }) => ({
        ...newRecordBase(host.context.env(), { id: `of-${fromId}` }),
        ...{ kind: 'depends_on', fromId, toId: hub.id, active: true, group: null, minUp: null, label: null },
        source: 'manual',
      })) as never,
    );
    const { id } = await create();
    await data(prepare(id, { edits: [edit(hub.id, 'status', 'scrapped')] }));
    const [first, all] = [await look(id), await data(query(host, 'changes.rehearsal', { id, all: true }))];
    expect([first.down.length, first.more.down]).toEqual([50, 3]);
    expect([all.down.length, all.more.down]).toEqual([53, 0]);
  });

  it.each([
    ['a field that is no plan', edit('$', 'serial', 'X'), { reason: 'rehearsal.field' }],
    ['a field that there is not', edit('$', 'constructor', 'X'), { reason: 'rehearsal.field' }],
    ['what follows from others', edit('$', 'active', false), { reason: 'rehearsal.field' }],
    ['a value that the field does not take', edit('$', 'status', 'gone'), { reason: 'field.wrong_kind' }],
    ['nobody that is there', edit('$', 'userId', 'nobody'), { reason: 'reference.missing' }],
    ['no name', edit('$', 'name', ' '), { reason: 'field.missing' }],
    ['what it is', edit('$', 'status', 'in_operation'), { reason: 'rehearsal.same' }],
    ['an item that is not there', edit('none', 'status', 'scrapped'), { reason: 'record.missing' }],
  ] as const)('never %s', async (_, given, reason) => {
    await be('mia', 'change-manager');
    const { id: ciId } = await item('refused');
    const { id } = await create();
    const edits = [{ ...given, targetId: given.targetId === '$' ? ciId : given.targetId }];
    expect(await refusal(prepare(id, { edits }))).toMatchObject(reason);
    expect((await look(id)).rows).toEqual([]);
  });

  it('by whoever edits the change, and applied by whoever carries it out and edits items', async () => {
    await be('mia', 'change-manager');
    const { id: ciId } = await item('guarded');
    const { id } = await create();
    await be('tom', 'field');
    const edits = [edit(ciId, 'status', 'stored')];
    expect(await refusal(prepare(id, { edits }))).toMatchObject({ code: 'forbidden' });
    await be('tom', 'problem-manager');
    await data(prepare(id, { edits }));
    await agreed(id);
    await be('tom', 'problem-manager');
    expect(await refusal(command(host, 'changes.apply', { id }))).toMatchObject({ code: 'forbidden' });
  });
});

describe('shown beforehand', () => {
  it('reaches, spares, agreements, incidents, and who else prepares', async () => {
    await be('mia', 'administrator');
    const [h1, h2, cluster, portal] = [
      await item('v-h1'),
      await item('v-h2'),
      await item('v-cluster'),
      await item('v-portal', { ciClass: 'service' }),
    ];
    const group = { group: 'hosts', minUp: 1 };
    const built = await create({ title: 'Build' });
    await data(
      prepare(built.id, {
        related: [
          { kind: 'depends_on', fromId: cluster.id, toId: h1.id, ...group },
          { kind: 'depends_on', fromId: cluster.id, toId: h2.id, ...group },
          { kind: 'depends_on', fromId: portal.id, toId: cluster.id },
        ],
      }),
    );
    const before = await look(built.id);
    // The cluster is an end of what is prepared itself.
    expect(before).toMatchObject({
      ...{ reached: [{ name: 'v-portal', difference: 'gained' }], more: { reached: 0 }, reachedSame: 0 },
    });
    expect(before.redundancy).toMatchObject([{ name: 'v-cluster', before: null, verdict: 'gained' }]);
    await agreed(built.id);
    await data(command(host, 'changes.apply', { id: built.id }));
    expect((await data(query(host, 'configItems.impact', { id: cluster.id }))).rows).toMatchObject([
      { name: 'v-portal' },
    ]);

    await be('mia', 'administrator');
    await data(command(host, 'incidents.create', { title: 'Slow', ciId: cluster.id } as never));
    const { id } = await create();
    const other = await create({ title: 'Move the host' });
    const hours = Array.from({ length: 7 }, () => [{ from: '08:00', to: '11:30' }]);
    const base = (docId: string) => newRecordBase(host.context.env(), { id: docId });
    await host.context.records.putAll('catalogue', [
      {
        ...{ ...base('cal-1'), type: 'calendar', name: 'Mornings', zone: 'Etc/UTC' },
        ...{ week: hours, holidays: [], active: true },
      },
      {
        ...{ ...base('sla-1'), type: 'agreement', kind: 'SLA', name: 'Gold', description: '' },
        ...{ calendarId: 'cal-1', ticketTypes: [], serviceIds: [], targets: [] },
        ...{ isDefault: false, active: true },
      },
    ]);
    await data(
      prepare(id, {
        edits: [
          edit(h1.id, 'status', 'scrapped'),
          edit(h1.id, 'model', 'X'),
          edit(h1.id, 'agreementIds', ['sla-1']),
        ],
      }),
    );
    await data(prepare(other.id, { edits: [edit(h1.id, 'model', 'Y')] }));
    const found = await look(id);
    expect(found.redundancy).toMatchObject([
      { name: 'v-cluster', before: { up: 2, needed: 1 }, after: { up: 1, needed: 1 }, verdict: 'lost' },
    ]);
    expect(found.down).toEqual([]);
    // Of the window from ten to twelve.
    expect(found.agreements).toEqual([
      { id: 'sla-1', name: 'Gold', kind: 'SLA', items: 1, given: 1, taken: 0, minutes: 90 },
    ]);
    expect(found.names['sla-1']).toBe('Gold');
    expect(found.clashes).toMatchObject([
      { changeId: other.id, kind: 'retired', title: 'Move the host' },
      { changeId: other.id, kind: 'field' },
    ]);
    await data(prepare(id, { edits: [edit(h2.id, 'status', 'scrapped')] }));
    expect((await look(id)).down.map(({ name }) => name).sort()).toEqual(['v-cluster', 'v-portal']);
    expect(await look(id)).toMatchObject({ more: { incidents: 0 }, incidents: [{ title: 'Slow' }] });
    // Nothing of it was written.
    expect((await one(h1.id)).status).toBe('in_operation');
    // What another one prepared and left alone until its review is not done any more.
    const left = (await host.context.records.get('tickets', other.id)) as Change;
    await host.context.records.putAll('tickets', [{ ...left, state: 'review', outcome: 'unsuccessful' }]);
    expect((await look(id)).clashes).toEqual([]);
  });
});

describe('done', () => {
  it('and taken back; what others changed since stays unless somebody says otherwise', async () => {
    await be('mia', 'change-manager');
    const [a, b] = [await item('d-a'), await item('d-b')];
    const { id } = await create();
    await data(prepare(id, { edits: [edit(a.id, 'status', 'scrapped'), edit(b.id, 'model', 'New')] }));
    expect(await refusal(command(host, 'changes.apply', { id }))).toMatchObject({
      reason: 'rehearsal.not_now',
    });
    await agreed(id);
    const applied = await data(command(host, 'changes.apply', { id }));
    expect(applied.journal.at(-1)).toMatchObject({ changes: [{ field: 'applied', to: 2 }] });
    expect(await one(a.id)).toMatchObject({ status: 'scrapped', active: false });
    expect((await one(a.id)).journal.at(-1)).toMatchObject({
      kind: 'effect',
      text: applied.number,
      by: 'max',
    });
    expect(await look(id)).toMatchObject({ applied: 2, reverted: 0, rows: [], backs: [{}, {}] });
    await data(command(host, 'configItems.update', { id: b.id, changes: { model: 'Other' } } as never));
    const row = preparationId('configItems', b.id, 'model');
    expect(await refusal(command(host, 'changes.revert', { id }))).toMatchObject({
      ...{ reason: 'rehearsal.changed_since', details: { ids: [row] } },
    });
    expect((await one(a.id)).status).toBe('scrapped');
    await data(command(host, 'changes.revert', { id, decided: [{ id: row, take: 'theirs' }] }));
    expect(await one(a.id)).toMatchObject({ status: 'in_operation', active: true, retiredAt: null });
    expect((await one(b.id)).model).toBe('Other');
    expect(
      await refusal(command(host, 'changes.revert', { id, decided: [{ id: row, take: 'theirs' }] })),
    ).toMatchObject({
      reason: 'rehearsal.nothing',
    });
  });

  it('is applied once an edit of the plan meanwhile is agreed to as well', async () => {
    await be('mia', 'change-manager');
    const host1 = await item('edited meanwhile');
    const { id } = await create();
    await data(prepare(id, { edits: [edit(host1.id, 'model', 'X2')] }));
    await agreed(id);
    await data(command(host, 'changes.update', { id, changes: { backoutPlan: 'Swap it back, both.' } }));
    const apply = () => command(host, 'changes.apply', { id });
    expect(await refusal(apply())).toMatchObject({ reason: 'approval.pending' });
    expect((await data(query(host, 'approvals.waiting', {}))).rows.map((row) => row.id)).toContain(id);
    await data(command(host, 'changes.vote', { id, decision: 'approve' }));
    expect((await apply()).ok).toBe(true);
    expect((await one(host1.id)).model).toBe('X2');
  });

  it('is found by whoever prepared on a base that has moved', async () => {
    await be('mia', 'change-manager');
    const { id: ciId } = await item('stale');
    const { id } = await create();
    await data(prepare(id, { edits: [edit(ciId, 'model', 'New')] }));
    await agreed(id);
    await data(command(host, 'configItems.update', { id: ciId, changes: { model: 'Other' } } as never));
    expect((await look(id)).rows).toMatchObject([{ status: 'stale', from: null, now: 'Other', by: 'max' }]);
    expect(await refusal(command(host, 'changes.apply', { id }))).toMatchObject({
      reason: 'rehearsal.stale',
    });
    expect((await one(ciId)).model).toBe('Other');
    const row = preparationId('configItems', ciId, 'model');
    await data(command(host, 'changes.apply', { id, decided: [{ id: row, take: 'mine' }] }));
    expect((await one(ciId)).model).toBe('New');
    await data(command(host, 'changes.revert', { id }));
    // Back to what it replaced, not to what it was when it was prepared.
    expect((await one(ciId)).model).toBe('Other');
  });
});
