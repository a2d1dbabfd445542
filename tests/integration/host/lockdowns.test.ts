/** A lockdown through a real store: what it stops, who sees it, and how a change is excepted. */
import { beforeAll, expect, it } from 'vitest';
import type { Change } from '#domain/fields/changes.ts';
import type { PlanningEvent } from '#domain/fields/events.ts';
import type { Role } from '#domain/records/common.ts';
import type { Host } from '#main/host/host.ts';
import { hostForAll } from './support/host-for-all.ts';
import { actAs, addDirectory, command, data, query, refusal } from './support/test-host.ts';

let host: Host;
hostForAll((opened) => {
  host = opened;
});

const HOUR_MS = 3_600_000;
const inHours = (hours: number): string => new Date(Date.now() + hours * HOUR_MS).toISOString();
const WINDOW = { plannedStartAt: inHours(-1), plannedEndAt: inHours(3) };

const be = (personId: string, ...roles: readonly Role[]) => actAs(host, { personId, roles });
const step = (id: string, to: string, more: object = {}) =>
  command(host, 'changes.step', { id, to, ...more } as never) as Promise<never>;
const approve = (id: string) => data(command(host, 'changes.vote', { id, decision: 'approve' }));
const declare = (more: object = {}) =>
  command(host, 'events.create', {
    ...{ type: 'lockdown', title: 'Year end', startsAt: inHours(-2), endsAt: null },
    ...more,
  } as never);
const lock = (more: object = {}): Promise<PlanningEvent> => data(declare(more));
const release = (id: string) => data(command(host, 'events.update', { id, changes: { active: false } }));
const conflicts = async (id: string) =>
  (await data(query(host, 'changes.conflicts', { id }))).rows.map(({ kind }) => kind);

beforeAll(() => addDirectory(host, { people: ['mia', 'max', 'lea'] }));

/** A change that was approved and scheduled by `max`. */
const scheduled = async (input: object = {}): Promise<Change> => {
  await be('mia', 'change-manager');
  const plans = { implementationPlan: 'Swap it.', backoutPlan: 'Swap it back.', ...WINDOW };
  const change = await data(
    command(host, 'changes.create', { title: 'Replace the switch', ...plans, ...input }),
  );
  await data(step(change.id, 'assess'));
  await data(step(change.id, 'authorize'));
  await be('max', 'change-manager');
  await approve(change.id);
  await data(step(change.id, 'scheduled'));
  return change;
};

it('stops what was approved, until it is withdrawn', async () => {
  const { id, number } = await scheduled();
  await be('lea', 'team-lead');
  const { id: lockdown } = await lock();
  await be('max', 'change-manager');
  expect(await conflicts(id)).toEqual(['lockdown']);
  expect(await refusal(step(id, 'implement'))).toMatchObject({
    ...{ code: 'transition_not_allowed', reason: 'change.locked_down' },
    details: { number, title: 'Year end' },
  });
  await be('lea', 'team-lead');
  await release(lockdown);
  await be('max', 'change-manager');
  expect(await conflicts(id)).toEqual([]);
  await data(step(id, 'implement'));
});

it('lets a change through that those who may lock down have excepted, and no other', async () => {
  const change = await scheduled();
  const { id } = change;
  await be('lea', 'team-lead');
  const { id: lockdown } = await lock();
  await be('mia', 'change-manager');
  await data(step(id, 'assess', { note: 'It cannot wait.' }));
  const asked = (await data(step(id, 'authorize'))) as Change;
  expect(asked.approvals.map(({ id: rule }) => rule)).toEqual(['change-authority', `lockdown-${lockdown}`]);
  // The change authority agreed to it as it is, and that still counts; the exception is another's word.
  await be('max', 'change-manager');
  expect(await refusal(step(id, 'scheduled'))).toMatchObject({ reason: 'approval.pending' });
  await be('lea', 'team-lead');
  // Who decides reads that it is an exception, and from what.
  expect((await data(query(host, 'approvals.waiting', {}))).rows).toContainEqual(
    expect.objectContaining({ id, exceptions: [asked.approvals[1]?.name] }),
  );
  await approve(id);
  await be('max', 'change-manager');
  await data(step(id, 'scheduled'));
  expect(await conflicts(id)).toEqual([]);
  // It is one for this window: in another one within the lockdown the change is stopped.
  const later = { startsAt: inHours(4), endsAt: inHours(5) };
  const moved = await data(query(host, 'changes.conflicts', { id, at: later }));
  expect(moved.rows.map(({ kind }) => kind)).toEqual(['lockdown']);
  await data(step(id, 'implement'));
  // An exception is from one lockdown.
  await be('lea', 'team-lead');
  await release(lockdown);
  const second = await scheduled();
  await be('lea', 'team-lead');
  const { id: again } = await lock({ title: 'Again' });
  await be('max', 'change-manager');
  expect(await refusal(step(second.id, 'implement'))).toMatchObject({ details: { title: 'Again' } });
  await be('lea', 'team-lead');
  await release(again);
});

it('tells which changes it stops, before it is declared', async () => {
  const item = await data(command(host, 'configItems.create', { name: 'SRV-L', ciClass: 'server' }));
  const { id } = await scheduled({ ciIds: [item.id] });
  const scope = { startsAt: inHours(0), endsAt: null, ciIds: [item.id], serviceIds: [], placeIds: [] };
  const stopped = await data(query(host, 'changes.stoppedBy', scope));
  expect(stopped).toMatchObject({ total: 1, rows: [{ id, state: 'scheduled' }] });
  const over = { ...scope, startsAt: inHours(-5), endsAt: inHours(-4) };
  expect(await data(query(host, 'changes.stoppedBy', over))).toEqual({ rows: [], total: 0 });
});

it('is declared and withdrawn by leads and administrators alone', async () => {
  for (const role of ['service-desk', 'change-manager', 'problem-manager'] as const) {
    await be('max', role);
    expect(await refusal(declare())).toMatchObject({ code: 'forbidden' });
  }
  await be('lea', 'administrator');
  const { id } = await lock();
  await be('max', 'change-manager');
  const withdrawn = command(host, 'events.update', { id, changes: { active: false } });
  expect(await refusal(withdrawn)).toMatchObject({ code: 'forbidden' });
  await be('lea', 'administrator');
  await release(id);
});
