/** What a change prepared, applied and reverted from consoles without a line: once, nobody's edit lost, and the server agrees with all of it. */
import { expect, test } from 'vitest';
import { preparationId } from '#domain/changes/preparations.ts';
import { twoConsoles } from './two-consoles.ts';
import { type Console, type Stored, settle } from './world.ts';

let lea: Console;
let carl: Console;
const { cutBoth, mend, everywhere } = twoConsoles(['lea.lead', 'carl.change'], (...consoles) => {
  [lea, carl] = consoles;
});

const refusal = async (one: Console, name: string, input: object): Promise<unknown> => {
  const reply = await one.tryRun(name, input);
  return reply.ok ? null : reply.error;
};

type World = { readonly id: string; readonly host: string; readonly spare: string; readonly line: string };

/** A change that is about to be carried out: the host moves and its relation goes to the spare. On both consoles. */
const scheduled = async (): Promise<World> => {
  const item = (name: string) =>
    lea.run('configItems.create', { name, ciClass: 'server', status: 'in_operation', evenIfTaken: true });
  const [host, spare, erp] = [await item('host'), await item('spare'), await item('erp')];
  const change = await lea.run('changes.create', {
    ...{
      title: 'Replace the host',
      changeType: 'emergency',
      implementationPlan: 'Out.',
      backoutPlan: 'Back.',
    },
    ...{ plannedStartAt: '2030-01-08T20:00:00.000Z', plannedEndAt: '2030-01-08T22:00:00.000Z' },
  });
  const { id } = change;
  const edit = (targetId: string, field: string, to: unknown) => ({
    ...{ collection: 'configItems', targetId, field, to },
  });
  const prepared = await lea.run('changes.prepare', {
    id,
    edits: [
      edit(host.id, 'status', 'out_of_operation'),
      edit(host.id, 'model', 'Old'),
      edit(spare.id, 'criticality', 'high'),
    ],
    related: [{ kind: 'depends_on', fromId: erp.id, toId: spare.id }],
  });
  await lea.run('changes.step', { id, to: 'authorize' });
  await settle(lea, carl);
  await carl.run('changes.vote', { id, decision: 'approve' });
  await carl.run('changes.step', { id, to: 'scheduled' });
  await settle(lea, carl);
  const line = prepared.preparations.find((one: Stored) => one.collection === 'relations').targetId;
  return { id, host: host.id, spare: spare.id, line };
};

test.each([0, 1] as const)('applied by both apart: once (line %i first)', async (first) => {
  const { id, host, spare, line } = await scheduled();
  await lea.run('changes.step', { id, to: 'implement' });
  await settle(lea, carl);
  await cutBoth();
  await lea.run('changes.apply', { id });
  await carl.run('changes.apply', { id });
  await mend(first);
  const change = await everywhere('tickets', id);
  expect(change.effects).toHaveLength(3);
  expect(await everywhere('configItems', host)).toMatchObject({
    ...{ status: 'out_of_operation', active: false, model: 'Old', openClashes: 0 },
  });
  expect(await everywhere('configItems', spare)).toMatchObject({ criticality: 'high', openClashes: 0 });
  const relation = await everywhere('relations', line);
  expect(relation).toMatchObject({ kind: 'depends_on', active: true, openClashes: 0 });
  expect(relation.journal.filter((one: Stored) => one.effectId !== null)).toHaveLength(1);

  await cutBoth();
  await lea.run('changes.revert', { id });
  await carl.run('changes.revert', { id });
  await mend(first === 0 ? 1 : 0);
  expect((await everywhere('tickets', id)).effects).toHaveLength(6);
  expect(await everywhere('configItems', host)).toMatchObject({
    ...{ status: 'in_operation', active: true, model: null, lockedFields: [], openClashes: 0 },
  });
  expect(await everywhere('relations', line)).toMatchObject({ active: false });
});

test.each([0, 1] as const)(
  'implemented and applied here while there somebody edits: a clash, and the way back names it (line %i first)',
  async (first) => {
    const { id, host, spare } = await scheduled();
    await cutBoth();
    // All of it without a line: it arrives as one write.
    await lea.run('changes.step', { id, to: 'implement' });
    await lea.run('changes.apply', { id });
    await carl.run('configItems.update', { id: host, changes: { model: 'Newer' } });
    await carl.run('configItems.update', { id: spare, changes: { manufacturer: 'Acme' } });
    await mend(first);
    const item = await everywhere('configItems', host);
    expect(item.status).toBe('out_of_operation');
    expect(item.openClashes).toBe(1);
    expect(await everywhere('configItems', spare)).toMatchObject({
      criticality: 'high',
      manufacturer: 'Acme',
    });
    await carl.run('conflicts.resolve', {
      ...{ collection: 'configItems', recordId: host, clashId: item.clashes[0].id },
      take: item.model === 'Newer' ? 'theirs' : 'mine',
    });
    await settle(lea, carl);
    expect((await everywhere('configItems', host)).model).toBe('Newer');

    const refused = await refusal(lea, 'changes.revert', { id });
    const row = preparationId('configItems', host, 'model');
    expect(refused).toMatchObject({ reason: 'rehearsal.changed_since', details: { ids: [row] } });
    expect((await everywhere('tickets', id)).effects).toHaveLength(3);
    await lea.run('changes.revert', { id, decided: [{ id: row, take: 'theirs' }] });
    await settle(lea, carl);
    expect(await everywhere('configItems', host)).toMatchObject({ status: 'in_operation', model: 'Newer' });
    expect(await everywhere('configItems', spare)).toMatchObject({
      ...{ criticality: 'low', manufacturer: 'Acme' },
    });
    await everywhere('tickets', id);
  },
);

test('prepared apart: both edits are in, and approval is asked for what came of them', async () => {
  const { id, host, spare } = await scheduled();
  await cutBoth();
  const edit = (targetId: string, to: string) => ({
    id,
    edits: [{ collection: 'configItems', targetId, field: 'name', to }],
  });
  await lea.run('changes.prepare', edit(host, 'host-old'));
  await carl.run('changes.prepare', edit(spare, 'host-new'));
  await mend(0);
  const change = await everywhere('tickets', id);
  expect(change.preparations).toHaveLength(6);
  expect(change.openClashes).toBe(0);
  expect(await refusal(lea, 'changes.step', { id, to: 'implement' })).toMatchObject({
    reason: 'approval.pending',
  });
});
