/** A change through a real store: asked, approved by another person, scheduled, carried out, reviewed. */
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
const PLAN = {
  ...{ implementationPlan: 'Swap it.', backoutPlan: 'Swap it back.' },
  ...{ plannedStartAt: '2030-01-08T20:00:00.000Z', plannedEndAt: '2030-01-08T22:00:00.000Z' },
};
const create = (input: object = {}): Promise<Change> =>
  data(command(host, 'changes.create', { title: 'Replace the switch', ...PLAN, ...input }));
const step = (id: string, to: string, more: object = {}) =>
  command(host, 'changes.step', { id, to, ...more } as never);
const waiting = async () => (await data(query(host, 'approvals.waiting', {}))).rows.map(({ id }) => id);

beforeAll(() => addDirectory(host, { people: ['mia', 'max'] }));

/** A change that `mia` asked approval for. */
const asked = async (input: object = {}): Promise<Change> => {
  await be('mia', 'change-manager');
  const change = await create(input);
  await data(step(change.id, 'assess'));
  return data(step(change.id, 'authorize')) as Promise<Change>;
};

it('waits for those whom the company’s rules ask, and not for who asked', async () => {
  const change = await asked();
  expect(change.approvals).toMatchObject([{ id: 'change-authority', rule: 'first' }]);
  expect(await waiting()).not.toContain(change.id);
  expect(await refusal(command(host, 'changes.vote', { id: change.id, decision: 'approve' }))).toMatchObject({
    reason: 'vote.own_request',
  });
  await be('max', 'service-desk');
  expect(await waiting()).not.toContain(change.id);
  await be('max', 'change-manager');
  expect(await waiting()).toContain(change.id);
  const beside = await data(query(host, 'changes.beside', { id: change.id }));
  expect(beside.approval).toMatchObject({ status: 'pending', requestedBy: 'mia', isWaitedFor: true });
});

it('is scheduled once it is approved, and asks again after an edit of its plan', async () => {
  const { id } = await asked();
  expect(await refusal(step(id, 'scheduled'))).toMatchObject({ reason: 'approval.pending' });
  await be('max', 'change-manager');
  await data(command(host, 'changes.vote', { id, decision: 'approve' }));
  expect(await waiting()).not.toContain(id);
  await data(step(id, 'scheduled'));
  await data(command(host, 'changes.update', { id, changes: { testPlan: 'Ping it.' } }));
  expect(await waiting()).toContain(id);
  expect(await refusal(step(id, 'implement'))).toMatchObject({ reason: 'approval.pending' });
  const { rows } = await data(
    query(host, 'changes.page', {
      filter: {},
      sort: { field: 'plannedStartAt', direction: 'asc' },
    }),
  );
  expect(rows.find((row) => row.id === id)).toMatchObject({
    ...{ state: 'scheduled', approval: 'pending', changeType: 'normal' },
    plannedStartAt: PLAN.plannedStartAt,
  });
});

it('shows a rejection as one, with its reason, until it was assessed again', async () => {
  const { id } = await asked();
  await be('max', 'change-manager');
  await data(command(host, 'changes.vote', { id, decision: 'reject', reason: 'Not at night.' }));
  const beside = await data(query(host, 'changes.beside', { id }));
  expect(beside.approval).toMatchObject({ status: 'rejected', counting: [{ reason: 'Not at night.' }] });
  expect(await refusal(step(id, 'scheduled'))).toMatchObject({ reason: 'approval.rejected' });
  await data(step(id, 'assess', { note: 'By day then.' }));
  const again = (await data(
    step(id, 'authorize', {
      plannedStartAt: '2030-01-08T10:00:00.000Z',
      plannedEndAt: '2030-01-08T11:00:00.000Z',
    }),
  )) as Change;
  expect(again.votes).toHaveLength(1);
  expect((await data(query(host, 'changes.beside', { id }))).approval).toMatchObject({ status: 'pending' });
});

it('is carried out and reviewed: no task is left, and what it broke is learned from', async () => {
  const { id } = await asked({ changeType: 'emergency' });
  await be('max', 'administrator');
  await data(command(host, 'changes.vote', { id, decision: 'approve' }));
  const task = {
    id: 't1',
    stage: 1,
    title: 'Swap',
    state: 'open',
    teamId: null,
    assigneeId: null,
    note: null,
  };
  await data(
    command(host, 'changes.update', {
      id,
      changes: { tasks: [{ ...task, doneAt: null, doneBy: null }] },
    } as never),
  );
  await data(step(id, 'scheduled'));
  const begun = (await data(step(id, 'implement'))) as Change;
  expect(begun.actualStartAt).toBe(begun.journal.at(-1)?.at);
  expect(await refusal(step(id, 'review', { outcome: 'successful' }))).toMatchObject({
    reason: 'tasks.open',
  });
  const at = new Date().toISOString();
  await data(
    command(host, 'changes.update', {
      id,
      changes: { tasks: [{ ...task, state: 'done', doneAt: at, doneBy: 'max' }] },
    } as never),
  );
  const over = (await data(step(id, 'review', { outcome: 'successful' }))) as Change;
  expect(over).toMatchObject({ active: true, outcome: 'successful' });
  expect(over.actualEndAt).toBe(over.journal.at(-1)?.at);
  await data(command(host, 'incidents.create', { title: 'No network', causedByChangeId: id } as never));
  const beside = await data(query(host, 'changes.beside', { id }));
  expect(beside).toMatchObject({ causedTotal: 1, caused: [{ title: 'No network' }] });
  expect(await refusal(step(id, 'closed'))).toMatchObject({ details: { fields: ['reviewNotes'] } });
  expect(await data(step(id, 'closed', { reviewNotes: 'Label the cables.' }))).toMatchObject({
    ...{ state: 'closed', active: false, reviewNotes: 'Label the cables.' },
  });
});

it('is an odd window only where two people made it, and says so when approval is asked', async () => {
  await be('mia', 'change-manager');
  const reversed = { plannedStartAt: PLAN.plannedEndAt, plannedEndAt: PLAN.plannedStartAt };
  expect(await refusal(command(host, 'changes.create', { title: 'Backwards', ...reversed }))).toMatchObject({
    reason: 'window.reversed',
  });
  const { id } = await create();
  expect(await refusal(step(id, 'authorize'))).toMatchObject({ reason: 'change.assess_first' });
  expect(
    await refusal(command(host, 'changes.update', { id, changes: { plannedEndAt: PLAN.plannedStartAt } })),
  ).toMatchObject({ reason: 'window.reversed' });
});
