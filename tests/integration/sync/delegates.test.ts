/** An approver is away: their delegate decides from another console, and the real server refuses who made themselves one. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { clientOf, type ServerProcess, startProcess } from '../backend/server-process.ts';
import { startTcpProxy, type TcpProxy } from './tcp-proxy.ts';
import { approveBy } from './two-consoles.ts';
import {
  type Central,
  type Console,
  newCentral,
  openSynced,
  passwordOf,
  type Stored,
  settle,
} from './world.ts';

const CARL = 'person-change-1';
const LEA = 'person-lead-1';
const FINN = 'person-field-1';
const PIA = 'person-problem-1';

let server: ServerProcess;
let central: Central;
let lines: readonly [TcpProxy, TcpProxy];
let anna: Console;
let carl: Console;
let finn: Console;
let lea: Console;
let ada: Console;
const all = (): readonly Console[] => [anna, carl, finn, lea, ada];

beforeAll(async () => {
  server = await startProcess();
  central = await newCentral(server);
  await central.seed(10);
  lines = [await startTcpProxy(server.url), await startTcpProxy(server.url)];
  anna = await openSynced(central, 'anna.sd');
  carl = await openSynced(central, 'carl.change', { url: lines[0].url });
  finn = await openSynced(central, 'finn.field', { url: lines[1].url });
  lea = await openSynced(central, 'lea.lead');
  ada = await openSynced(central, 'ada.admin');
  await approveBy(ada, { rule: 'all', personIds: [CARL, LEA] });
  await settle(...all());
});
afterAll(async () => {
  for (const one of all()) await one.close();
  for (const line of lines) await line.close();
  await server.stop();
});

/** A change that anna asked approval for, on all consoles. */
const asked = async (title: string): Promise<string> => {
  const { id } = await anna.run('changes.create', {
    teamId: 'team-service-desk',
    ...{ title, changeType: 'emergency', implementationPlan: 'Out.', backoutPlan: 'Back.' },
    ...{ plannedStartAt: '2030-01-08T20:00:00.000Z', plannedEndAt: '2030-01-08T22:00:00.000Z' },
  });
  await anna.run('changes.step', { id, to: 'authorize' });
  await settle(...all());
  return id;
};
const away = async (from: Console, more: object = {}): Promise<void> => {
  const now = Date.parse(await from.now());
  await from.run('absences.save', {
    personId: CARL,
    absence: {
      ...{ id: 'carl-is-away', delegateId: FINN, ...more },
      startsAt: new Date(now).toISOString(),
      endsAt: new Date(now + 86_400_000).toISOString(),
    },
  });
};
/** Consoles name delegates by themselves a moment after a record came: here it is awaited. */
const named = async (by: Console, ticketId: string): Promise<void> => {
  const told = await by.tryRun('absences.tell', { ticketId });
  if (!told.ok) expect(told).toMatchObject({ error: { reason: 'delegate.none' } });
  await settle(...all());
};
const waits = async (at: Console): Promise<readonly unknown[]> =>
  ((await at.run('approvals.waiting')).rows as readonly Stored[]).map(({ id, forId }) => [id, forId]);
const everywhere = async (id: string): Promise<Stored> => {
  await settle(...all());
  const stored = (await central.records('tickets')).get(id);
  for (const one of all()) {
    expect(await one.get('tickets', id)).toEqual(stored);
    expect(await one.status()).toMatchObject({ pending: 0, refused: 0 });
  }
  return stored as Stored;
};
const standing = async (id: string): Promise<string> =>
  (await anna.run('changes.beside', { id })).approval.status;

test('the approval of two from two consoles, one of them the delegate’s', async () => {
  const before = await asked('Asked before he went');
  expect(await waits(finn)).toEqual([]);
  await away(carl);
  await settle(...all());
  // It was asked before: carl's own console told it of his delegate.
  expect(await waits(finn)).toContainEqual([before, CARL]);
  const id = await asked('Asked while he is away');
  // Who asked does not say who decides.
  expect(await anna.tryRun('absences.tell', { ticketId: id })).toMatchObject({
    error: { reason: 'delegate.foreign' },
  });
  await named(carl, id);
  expect(await waits(finn)).toContainEqual([id, CARL]);
  expect(await waits(carl)).toContainEqual([id, null]);
  await finn.run('changes.vote', { id, decision: 'approve', forId: CARL });
  await lea.run('changes.vote', { id, decision: 'approve' });
  const change = await everywhere(id);
  expect(change.votes).toMatchObject([{ id: LEA }]);
  expect(change.delegateVotes).toMatchObject([{ personId: CARL, byId: FINN, decision: 'approve' }]);
  expect(await standing(id)).toBe('approved');
  expect(await waits(carl)).not.toContainEqual([id, null]);
  await carl.run('changes.step', { id, to: 'scheduled' });
  expect((await everywhere(id)).state).toBe('scheduled');
});

test.each([0, 1] as const)(
  'both decided without a network: his own stands (line %i first)',
  async (first) => {
    const id = await asked(`Decided apart ${first}`);
    await named(carl, id);
    for (const line of lines) await line.set('down');
    for (const one of [carl, finn]) await one.until(({ phase }) => phase === 'offline');
    await finn.run('changes.vote', { id, decision: 'approve', forId: CARL });
    await carl.run('changes.vote', { id, decision: 'reject', reason: 'Not yet.' });
    for (const at of [first, 1 - first] as const) {
      await lines[at === 0 ? 0 : 1].set('up');
      await [carl, finn][at]?.until(({ phase, pending }) => phase === 'online' && pending === 0);
    }
    const change = await everywhere(id);
    expect([change.votes.length, change.delegateVotes.length, change.openClashes]).toEqual([1, 1, 0]);
    expect(await standing(id)).toBe('rejected');
  },
);

test('the server refuses a delegate who named themselves, and a word in their name', async () => {
  const id = await asked('Attacked');
  // What carl's console adds by itself would come between the reading and the writing.
  await named(carl, id);
  const pia = clientOf(server.url, {
    user: server.named('pia.problem'),
    password: passwordOf('pia.problem'),
  });
  const path = `/${central.nameOf('tickets')}/${id}`;
  const { body: stored } = await pia('GET', path);
  const at = new Date().toISOString();
  const own = {
    ...{ id: 'own', personId: CARL, delegateId: PIA, roles: [] },
    ...{ startsAt: '2026-01-01T00:00:00.000Z', endsAt: '2040-01-01T00:00:00.000Z' },
  };
  const word = { id: 'x', personId: CARL, byId: PIA, decision: 'approve', subject: 'x', reason: null, at };
  const put = async (patch: Stored) => {
    const changes = Object.entries(patch).map(([field, to]) => ({ field, from: stored[field] ?? null, to }));
    const entry = {
      ...{ id: `e-${Object.keys(patch).join('-')}`, at, by: PIA, device: 'd', origin: 'console' },
      ...{ kind: 'vote', changes, text: null, minutes: null, effectId: null },
    };
    const doc = { ...stored, ...patch, updatedAt: at, updatedBy: PIA, journal: [...stored.journal, entry] };
    return pia('PUT', path, doc);
  };
  const refused = async (patch: Stored, reason: string) => {
    const { status, body } = await put(patch);
    expect([status, JSON.stringify(body)]).toEqual([403, expect.stringContaining(reason)]);
  };
  await refused({ delegates: [...(stored.delegates ?? []), own] }, 'delegate.oneself');
  await refused({ delegates: [...(stored.delegates ?? []), own], delegateVotes: [word] }, 'delegate.oneself');
  await refused({ delegateVotes: [word] }, 'vote.no_delegate');
  await refused({ delegateVotes: [{ ...word, byId: FINN }] }, 'history.author');
  await refused({ delegates: [{ ...own, delegateId: FINN }] }, 'delegate');
  const finns = await finn.tryRun('changes.vote', { id, decision: 'approve', forId: LEA });
  expect(finns).toMatchObject({ ok: false, error: { reason: 'vote.no_delegate' } });
});

test('back again: the delegate is asked no more, and what was decided stays', async () => {
  const id = await asked('Decided before he came back');
  await named(carl, id);
  await finn.run('changes.vote', { id, decision: 'approve', forId: CARL });
  await settle(...all());
  const open = await asked('Not decided');
  await carl.run('absences.end', { personId: CARL, id: 'carl-is-away' });
  await settle(...all());
  expect(await waits(finn)).toEqual([]);
  expect(await finn.tryRun('changes.vote', { id: open, decision: 'approve', forId: CARL })).toMatchObject({
    error: { reason: 'vote.no_delegate' },
  });
  await lea.run('changes.vote', { id, decision: 'approve' });
  await everywhere(id);
  expect(await standing(id)).toBe('approved');
});

test('a lead writes it for who is ill, and an administrator names the delegate', async () => {
  const absence = {
    ...{ id: 'x', startsAt: '2030-01-01T00:00:00.000Z', endsAt: '2030-01-02T00:00:00.000Z' },
    delegateId: FINN,
  };
  for (const [by, reason] of [
    [finn, 'absence.foreign'],
    [lea, 'absence.naming'],
  ] as const) {
    expect(await by.tryRun('absences.save', { personId: CARL, absence })).toMatchObject({
      error: { reason },
    });
  }
  await away(lea, { id: 'ill', delegateId: null });
  await settle(...all());
  const id = await asked('While he is ill');
  expect(await waits(finn)).not.toContainEqual([id, CARL]);
  await away(ada, { id: 'ill' });
  await settle(...all());
  expect(await waits(finn)).toContainEqual([id, CARL]);
  const later = await asked('Asked later');
  for (const by of [finn, lea, anna]) {
    expect(await by.tryRun('absences.tell', { ticketId: later })).toMatchObject({
      error: { reason: 'delegate.foreign' },
    });
  }
  // Any administrator's console does it by itself.
  await expect.poll(async () => (await ada.get('tickets', later))?.delegates?.length ?? 0).toBe(1);
  await settle(...all());
  expect(await waits(finn)).toContainEqual([later, CARL]);
  await lea.run('absences.end', { personId: CARL, id: 'ill' });
  await settle(...all());
  const isOver = async (): Promise<boolean> => {
    const now = await ada.now();
    const ends = ((await ada.get('tickets', id))?.delegates ?? []) as readonly Stored[];
    return ends.every(({ endsAt }) => endsAt <= now);
  };
  await expect.poll(isOver).toBe(true);
  await everywhere(id);
  expect(await waits(finn)).toEqual([]);
});
