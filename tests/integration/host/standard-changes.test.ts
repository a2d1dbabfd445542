/** Standard changes: a model that somebody else approved, changes made from it, and what is refused of them. */
import { beforeAll, expect, it } from 'vitest';
import type { Change } from '#domain/fields/changes.ts';
import type { Role } from '#domain/records/common.ts';
import type { Host } from '#main/host/host.ts';
import { hostForAll } from './support/host-for-all.ts';
import { actAs, addDirectory, command, data, query, refusal } from './support/test-host.ts';

let host: Host;
hostForAll((opened) => {
  host = opened;
});

const be = (personId: string, ...roles: readonly Role[]) => actAs(host, { personId, roles });
beforeAll(() => addDirectory(host, { people: ['mia', 'max', 'sue'] }));

const MODEL = {
  ...{ name: 'Restart a server', description: 'At night.', implementationPlan: 'Restart it.', testPlan: '' },
  ...{ backoutPlan: 'Start it from the console.', communicationPlan: '', hasOutage: false, minutes: 30 },
  ...{ serviceIds: [], ciClasses: ['server' as const], tasks: [{ stage: 1, title: 'Restart' }] },
};
const rowOf = async (id: string) => {
  const row = (await data(query(host, 'changes.models', {}))).rows.find((one) => one.id === id);
  if (row === undefined) throw new Error(`no model ${id}`);
  return row;
};
const approve = async (id: string) =>
  data(command(host, 'changes.approveModel', { id, seen: (await rowOf(id)).sum }));
/** A model by `mia` that `max` approved. */
const aModel = async (more: Partial<typeof MODEL> = {}): Promise<string> => {
  await be('mia', 'change-manager');
  const { id } = await data(
    command(host, 'changes.saveModel', { ...MODEL, ...more, id: null, baseVersion: 0 }),
  );
  await be('max', 'change-manager');
  await approve(id);
  return id;
};
const START = '2030-01-08T20:00:00.000Z';
const make = (modelId: string, more: object = {}) =>
  command(host, 'changes.create', {
    title: 'Restart MAIL',
    assigneeId: 'sue',
    modelId,
    plannedStartAt: START,
    ...more,
  });
const step = (id: string, to: string, more: object = {}) =>
  command(host, 'changes.step', { id, to, ...more } as never);
const update = (id: string, changes: object) => command(host, 'changes.update', { id, changes } as never);

it('a model is approved by somebody else, as they saw it, and again when it was changed', async () => {
  await be('mia', 'change-manager');
  const { id } = await data(command(host, 'changes.saveModel', { ...MODEL, id: null, baseVersion: 0 }));
  const first = await rowOf(id);
  expect(first).toMatchObject({ isApproved: false, mayApprove: false, by: 'mia' });
  expect(await refusal(command(host, 'changes.approveModel', { id, seen: first.sum }))).toMatchObject({
    reason: 'standard.own_model',
  });
  expect(await refusal(make(id))).toMatchObject({ reason: 'standard.not_approved' });
  await be('max', 'change-manager');
  expect(await refusal(command(host, 'changes.approveModel', { id, seen: 'another' }))).toMatchObject({
    reason: 'standard.model_changed',
  });
  await approve(id);
  expect(await rowOf(id)).toMatchObject({ isApproved: true, approval: { by: 'max', sum: first.sum } });
  // Another name is no other plan.
  await data(command(host, 'changes.saveModel', { ...MODEL, name: 'Restart', id, baseVersion: 2 }));
  expect(await rowOf(id)).toMatchObject({ isApproved: true, by: 'mia' });
  await data(command(host, 'changes.saveModel', { ...MODEL, testPlan: 'Ping it.', id, baseVersion: 3 }));
  expect(await rowOf(id)).toMatchObject({ isApproved: false, by: 'max', mayApprove: false });
  expect(await refusal(command(host, 'changes.saveModel', { ...MODEL, id, baseVersion: 3 }))).toMatchObject({
    reason: 'setting.overtaken',
  });
  await be('sue', 'service-desk');
  expect(await refusal(command(host, 'changes.retireModel', { id, retired: true }))).toMatchObject({
    code: 'forbidden',
  });
});

it('is scheduled at once by whoever makes it, and carried out', async () => {
  const modelId = await aModel();
  await be('sue', 'service-desk');
  const made = await data(make(modelId, { implementationPlan: 'Something else.', changeType: 'normal' }));
  expect(made).toMatchObject({
    ...{ changeType: 'standard', implementationPlan: 'Restart it.', backoutPlan: MODEL.backoutPlan },
    plannedEndAt: '2030-01-08T20:30:00.000Z',
    tasks: [{ stage: 1, title: 'Restart', state: 'open' }],
    model: { id: modelId, approvedBy: 'max' },
  });
  const { id } = made;
  expect(await refusal(step(id, 'assess'))).toMatchObject({ reason: 'standard.not_voted' });
  const scheduled = (await data(step(id, 'scheduled'))) as Change;
  expect(scheduled).toMatchObject({ riskLevel: 'low', approvals: [], votes: [] });
  expect(await data(query(host, 'changes.beside', { id }))).toMatchObject({
    approval: { status: 'approved' },
    standardFault: null,
  });
  expect(await data(step(id, 'implement'))).toMatchObject({ state: 'implement' });
  await data(command(host, 'acts.undo', {}));
  expect((await data(query(host, 'tickets.detail', { id }))).ticket.state).toBe('scheduled');
});

it('keeps to its model, or becomes a normal change', async () => {
  const modelId = await aModel();
  await be('sue', 'service-desk');
  const { id } = await data(make(modelId));
  expect(await refusal(update(id, { testPlan: 'Ping it.' }))).toMatchObject({ reason: 'standard.kept' });
  await data(update(id, { plannedEndAt: '2030-01-08T21:00:00.000Z' }));
  expect(await refusal(step(id, 'scheduled'))).toMatchObject({ reason: 'standard.too_long' });
  expect((await data(query(host, 'changes.beside', { id }))).standardFault).toMatchObject({
    reason: 'standard.too_long',
  });
  await data(update(id, { plannedEndAt: '2030-01-08T20:15:00.000Z', tasks: [] }));
  expect(await refusal(step(id, 'scheduled'))).toMatchObject({
    reason: 'standard.differs',
    details: { field: 'tasks' },
  });
  await data(update(id, { changeType: 'normal' }));
  await data(update(id, { testPlan: 'Ping it.' }));
  expect(await refusal(step(id, 'scheduled'))).toMatchObject({ reason: 'approval.pending' });
  await data(step(id, 'assess'));
  await data(step(id, 'authorize'));
});

it('is not made for what its model is not for, nor scheduled once that was changed', async () => {
  const modelId = await aModel();
  await be('sue', 'service-desk');
  const printer = await data(command(host, 'configItems.create', { name: 'PRN', ciClass: 'printer' }));
  expect(await refusal(make(modelId, { ciId: printer.id }))).toMatchObject({ reason: 'standard.not_for' });
  const { id } = await data(make(modelId));
  await data(update(id, { ciIds: [printer.id] }));
  expect(await refusal(step(id, 'scheduled'))).toMatchObject({ reason: 'standard.not_for' });
  await data(update(id, { ciIds: [] }));
  await be('max', 'change-manager');
  const { version } = await rowOf(modelId);
  const other = { ...MODEL, testPlan: 'Ping it.', id: modelId, baseVersion: version };
  await data(command(host, 'changes.saveModel', other));
  expect(await refusal(step(id, 'scheduled'))).toMatchObject({ reason: 'standard.not_approved' });
  await be('mia', 'change-manager');
  await approve(modelId);
  expect(await refusal(step(id, 'scheduled'))).toMatchObject({ reason: 'standard.model_changed' });
});

it('nothing becomes a standard change by itself', async () => {
  await be('sue', 'service-desk');
  const plain = { title: 'Plain', assigneeId: 'sue', implementationPlan: 'Do it.', backoutPlan: 'Undo it.' };
  expect(await refusal(command(host, 'changes.create', { ...plain, changeType: 'standard' }))).toMatchObject({
    reason: 'standard.no_model',
  });
  const { id } = await data(
    command(host, 'changes.create', {
      ...{ ...plain, plannedStartAt: START, plannedEndAt: '2030-01-08T20:30:00.000Z' },
    }),
  );
  expect(await refusal(update(id, { changeType: 'standard' }))).toMatchObject({
    reason: 'standard.no_model',
  });
  expect(await refusal(step(id, 'scheduled'))).toMatchObject({ reason: 'approval.pending' });
});
