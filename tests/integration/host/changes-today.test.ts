/** Where a change manager begins: what waits for a word and for how long, what is on, what is in each other's way, what is to be reviewed. */
import { beforeAll, expect, it, vi } from 'vitest';
import type { Change } from '#domain/fields/changes.ts';
import type { Role } from '#domain/records/common.ts';
import type { Host } from '#main/host/host.ts';
import { hostForAll } from './support/host-for-all.ts';
import { actAs, addDirectory, command, data, query } from './support/test-host.ts';

// A Monday morning; what is looked at each minute is looked at when somebody signs in, too.
const MONDAY = Date.parse('2026-11-16T09:00:00.000Z');
vi.useFakeTimers({ toFake: ['Date'], now: MONDAY });

let host: Host;
hostForAll((opened) => {
  host = opened;
});

const be = (personId: string, ...roles: readonly Role[]) => actAs(host, { personId, roles });
beforeAll(() => addDirectory(host, { people: ['mia', 'max', 'ted'] }));

const DAY = { from: '2026-11-18T00:00:00.000Z', to: '2026-11-19T00:00:00.000Z' };
const step = (id: string, to: string, more: object = {}) =>
  data(command(host, 'changes.step', { id, to, ...more } as never));
/** A change that `mia` asks approval for. */
const asked = async (title: string, startsAt: string, more: object = {}): Promise<Change> => {
  await be('mia', 'change-manager');
  const { id } = await data(
    command(host, 'changes.create', {
      ...{ title, implementationPlan: 'Do it.', backoutPlan: 'Undo it.', plannedStartAt: startsAt },
      plannedEndAt: new Date(Date.parse(startsAt) + 3_600_000).toISOString(),
      ...more,
    }),
  );
  await step(id, 'assess');
  return (await step(id, 'authorize')) as Change;
};
const today = () => data(query(host, 'changes.today', DAY));
const reminders = async () =>
  (await data(query(host, 'notices.list', { unreadOnly: false } as never))).rows.filter(
    ({ kind }) => kind === 'approval',
  );

it('tells what waits, first what has waited for too many business days, and reminds of it once', async () => {
  const change = await asked('Waits', '2026-11-25T20:00:00.000Z');
  await be('max', 'change-manager');
  expect((await today()).waiting).toMatchObject([{ id: change.id, isOverdue: false }]);
  expect(await reminders()).toEqual([]);
  // Asked on Monday, so two business days are over when Thursday begins.
  vi.setSystemTime(Date.parse('2026-11-18T23:00:00.000Z'));
  expect((await today()).waiting).toMatchObject([{ isOverdue: false }]);
  vi.setSystemTime(Date.parse('2026-11-19T06:00:00.000Z'));
  expect((await today()).waiting).toMatchObject([{ isOverdue: true }]);
  const beside = await data(query(host, 'changes.beside', { id: change.id }));
  expect(beside.approval).toMatchObject({ isOverdue: true, requestedAt: change.journal.at(-1)?.at });
  expect((await data(query(host, 'approvals.waiting', {}))).rows).toMatchObject([{ isOverdue: true }]);
  await be('max', 'change-manager');
  expect(await reminders()).toMatchObject([{ ticketId: change.id, by: null }]);
  await be('max', 'change-manager');
  expect(await reminders()).toHaveLength(1);
  await data(command(host, 'changes.vote', { id: change.id, decision: 'approve' }));
  expect((await today()).waiting).toEqual([]);
  // Who asked is not reminded.
  await be('mia', 'change-manager');
  expect(await reminders()).toEqual([]);
});

it('tells a delegate what waits for them, as the inbox does', async () => {
  const change = await asked('Needs a board member', '2026-11-26T20:00:00.000Z');
  const absence = { id: 'away', startsAt: '2026-11-16T00:00:00.000Z', endsAt: '2026-12-24T00:00:00.000Z' };
  await be('max', 'change-manager');
  await data(command(host, 'absences.save', { personId: 'max', absence: { ...absence, delegateId: 'ted' } }));
  await be('ted', 'team-lead');
  const inbox = (await data(query(host, 'approvals.waiting', {}))).rows.map(({ id }) => id);
  expect(inbox).toContain(change.id);
  expect((await today()).waiting.map(({ id }) => id).sort()).toEqual([...inbox].sort());
});

it('tells what is on that day, what is in its way, and what is to be reviewed', async () => {
  await be('mia', 'change-manager');
  const item = await data(command(host, 'configItems.create', { name: 'MAIL', ciClass: 'server' }));
  const [one, other] = [
    await asked('One', '2026-11-18T20:00:00.000Z', { ciId: item.id }),
    await asked('Other', '2026-11-18T20:30:00.000Z', { ciId: item.id }),
  ];
  const found = await today();
  expect(found.today.map(({ id }) => id)).toEqual([one.id, other.id]);
  expect(found.conflicts.map(({ row, total }) => [row.id, total > 0])).toEqual([
    [one.id, true],
    [other.id, true],
  ]);
  expect(found.toReview).toEqual([]);
  await be('max', 'change-manager');
  await data(command(host, 'changes.vote', { id: one.id, decision: 'approve' }));
  await step(one.id, 'scheduled');
  await step(one.id, 'implement');
  await step(one.id, 'review', { outcome: 'successful' });
  expect((await today()).toReview).toMatchObject([{ id: one.id }]);
});

it('tells whoever is asked at once, counts it for them, and tells nobody twice', async () => {
  vi.setSystemTime(Date.parse('2026-11-20T09:00:00.000Z'));
  await be('mia', 'change-manager');
  const made = await data(
    command(host, 'changes.create', {
      ...{ title: 'Asked for', implementationPlan: 'Do it.', backoutPlan: 'Undo it.' },
      ...{ plannedStartAt: '2026-12-02T20:00:00.000Z', plannedEndAt: '2026-12-02T21:00:00.000Z' },
    }),
  );
  const before = (await step(made.id, 'assess')) as Change;
  vi.setSystemTime(Date.parse('2026-11-20T09:05:00.000Z'));
  const after = (await step(made.id, 'authorize')) as Change;
  // As the sync brings it to the console of somebody else.
  const { tickets } = host.context.database.collections;
  await tickets.bulkUpsert([before as never]);
  await be('max', 'change-manager');
  const told = async () => (await reminders()).filter(({ ticketId }) => ticketId === made.id);
  expect(await told()).toEqual([]);
  await tickets.bulkUpsert([after as never]);
  await expect.poll(told).toMatchObject([{ kind: 'approval', by: 'mia', at: after.journal.at(-1)?.at }]);
  await tickets.bulkUpsert([{ ...after, title: 'Asked for, worded better' } as never]);
  expect(await told()).toHaveLength(1);
  const counted = async () => (await data(query(host, 'approvals.counts', { filters: [{}] }))).counts;
  const { rows } = await data(query(host, 'approvals.waiting', {}));
  expect(rows.map(({ id }) => id)).toContain(made.id);
  expect(await counted()).toEqual([rows.length]);
  expect((await today()).waiting.map(({ id }) => id)).toContain(made.id);
  // Who asked is neither asked nor told.
  await be('mia', 'change-manager');
  expect(await told()).toEqual([]);
});

it('says how many of the next changes were not looked at for conflicts', async () => {
  expect((await today()).unlooked).toBe(0);
  // With those above, more than are looked at.
  for (let hour = 1; hour <= 20; hour += 1) {
    await asked(`Change ${hour}`, `2026-11-20T${String(hour).padStart(2, '0')}:00:00.000Z`);
  }
  const { unlooked, conflicts } = await today();
  expect(unlooked).toBeGreaterThan(0);
  expect(conflicts.length).toBeLessThanOrEqual(20);
}, 60_000);
