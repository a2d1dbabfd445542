import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { MAX_MESSAGE_LENGTH } from '#contracts/message-size.ts';
import type { QueryOutput } from '#contracts/registry.ts';
import { MAX_FOLLOWED } from '#contracts/wire.ts';
import type { Host } from '#main/host/host.ts';
import { hostForAll } from './support/host-for-all.ts';
import { actAs, data, fillWithSamples, query } from './support/test-host.ts';
import { rawPort, seen, windowOn, wireTo } from './support/window.ts';

const QUEUE = {
  filter: { activeOnly: true },
  sort: { field: 'dueAt', direction: 'asc' },
  offset: 0,
  limit: 500,
} as const;
type Queue = QueryOutput<'tickets.page'>;

let host: Host;
let openIds: readonly string[];

hostForAll(async (opened) => {
  host = opened;
  await fillWithSamples(host);
  await actAs(host, { roles: ['service-desk', 'team-lead'] });
  openIds = (await data(query(host, 'tickets.page', QUEUE))).rows.map((row) => row.id);
});
beforeEach(() => actAs(host, { roles: ['service-desk', 'team-lead'] }));

describe('a port', () => {
  it('refuses what does not follow the protocol and goes on serving', async () => {
    const port = rawPort(host);
    const call = (id: unknown, more: object = {}) => ({
      t: 'call',
      id,
      name: 'directory.teams',
      input: {},
      ...more,
    });
    const cyclic: Record<string, unknown> = {};
    cyclic.self = cyclic;
    const codes: string[] = [];
    // What has no usable number can't be answered; the next answer shows that the host is still there.
    const silent = [null, 7, 'text', [], {}, call('1'), call(0), call(-1), call(1.5), call(Number.NaN)];
    for (const message of silent) port.send(message);
    const malformed = [
      call(1, { surprise: true }),
      call(2, { t: 'shout' }),
      call(3, { name: 'x' }),
      call(4, { name: 'x'.repeat(81) }),
      call(5, { input: { at: new Date(0) } }),
      call(6, { input: { big: 10n } }),
    ];
    for (const message of malformed) {
      port.send(message);
      const answer = await port.next();
      if (answer.t === 'reply' && !answer.reply.ok) codes.push(answer.reply.error.code);
    }
    expect(codes).toEqual(malformed.map(() => 'malformed_message'));
    // A billion times the same, four billion holes, round in a circle: small to send, endless to read.
    let shared: unknown = 'x';
    for (let at = 0; at < 60; at += 1) shared = [shared, shared];
    for (const input of [cyclic, { shared }, { holes: new Array(2 ** 32 - 1) }]) {
      port.send(call(8, { input }));
      expect(await port.next()).toMatchObject({ id: 8, reply: { error: { code: 'message_too_large' } } });
    }
    port.send(call(7));
    expect(await port.next()).toMatchObject({ t: 'reply', id: 7, reply: { ok: true } });
    port.close();
  });

  it('refuses a message that is too large, also as a subscription', async () => {
    const port = rawPort(host);
    const input = { text: 'x'.repeat(MAX_MESSAGE_LENGTH) };
    port.send({ t: 'call', id: 1, name: 'search.all', input });
    expect(await port.next()).toMatchObject({
      t: 'reply',
      id: 1,
      reply: { ok: false, error: { code: 'message_too_large' } },
    });
    port.send({ t: 'subscribe', id: 2, name: 'search.all', input });
    expect(await port.next()).toMatchObject({ t: 'failed', id: 2, error: { code: 'message_too_large' } });
    port.close();
  });

  it('outlives an answer that can not be sent', async () => {
    const { run } = host.dispatcher;
    const answersAFunction = async (...call: Parameters<typeof run>) =>
      call[0] === 'directory.teams' ? { ok: true as const, data: () => 1 } : run(...call);
    const port = rawPort({ ...host, dispatcher: { ...host.dispatcher, run: answersAFunction } });
    port.send({ t: 'call', id: 1, name: 'directory.teams', input: {} });
    expect(await port.next()).toMatchObject({ id: 1, reply: { error: { code: 'internal_error' } } });
    port.send({ t: 'subscribe', id: 3, name: 'directory.teams', input: {} });
    expect(await port.next()).toMatchObject({ t: 'failed', id: 3, error: { code: 'internal_error' } });
    port.send({ t: 'call', id: 2, name: 'directory.members', input: { teamId: null } });
    expect(await port.next()).toMatchObject({ id: 2, reply: { ok: true } });
    port.close();
  });

  it('lets one window follow so much at a time, and more once something was let go', async () => {
    const port = rawPort(host);
    const follow = (id: number) =>
      port.send({ t: 'subscribe', id, name: 'directory.members', input: { teamId: null } });
    for (let id = 1; id <= MAX_FOLLOWED; id += 1) follow(id);
    for (let id = 1; id <= MAX_FOLLOWED; id += 1) expect((await port.next()).t).toBe('snapshot');
    follow(MAX_FOLLOWED + 1);
    expect(await port.next()).toMatchObject({
      t: 'failed',
      id: MAX_FOLLOWED + 1,
      error: { code: 'too_many' },
    });
    port.send({ t: 'unsubscribe', id: 1 });
    follow(MAX_FOLLOWED + 1);
    expect(await port.next()).toMatchObject({ t: 'snapshot', id: MAX_FOLLOWED + 1 });
    port.close();
  });

  it('subscribes to queries only', async () => {
    const port = rawPort(host);
    for (const name of ['incidents.create', 'nothing.here', '__proto__']) {
      port.send({ t: 'subscribe', id: 1, name, input: { title: 'By the back door' } });
      expect(await port.next()).toMatchObject({ t: 'failed', id: 1, error: { code: 'unknown_call' } });
    }
    port.send({ t: 'subscribe', id: 2, name: 'tickets.page', input: { filter: 'all' } });
    expect(await port.next()).toMatchObject({ t: 'failed', id: 2, error: { code: 'invalid_input' } });
    port.close();
  });
});

describe('a live query', () => {
  it('always equals the fresh answer, whatever is edited', async () => {
    const { client, close } = windowOn(host);
    const queue = seen<Queue>();
    const stop = client.live('tickets.page', QUEUE, queue.listener);
    await queue.until(() => true);
    const TEAMS = ['team-network', 'team-server', 'team-field-service'];
    const edit = fc.record({
      ticket: fc.nat({ max: openIds.length - 1 }),
      kind: fc.constantFrom('title', 'assign', 'urgency', 'resolve', 'note'),
      n: fc.integer({ min: 1, max: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 8 }), async (edits) => {
        for (const { ticket, kind, n } of edits) {
          const id = openIds[ticket] ?? '';
          switch (kind) {
            case 'title':
              await client.command('incidents.update', { id, changes: { title: `Title ${n}` } });
              break;
            case 'urgency':
              await client.command('incidents.update', { id, changes: { urgency: n as 1 | 2 | 3 } });
              break;
            case 'assign':
              await client.command('incidents.assign', {
                id,
                teamId: TEAMS[n - 1] ?? null,
                assigneeId: null,
              });
              break;
            case 'resolve':
              await client.command('incidents.step', {
                id,
                to: n === 1 ? 'resolved' : 'in_progress',
                closureCode: 'other',
                closureNotes: 'done',
              });
              break;
            case 'note':
              await client.command('incidents.addNote', { id, text: 'looked at it' });
              break;
          }
        }
        const fresh = await client.query('tickets.page', QUEUE);
        if (!fresh.ok) throw new Error(fresh.error.reason);
        const wanted = JSON.stringify(fresh.data);
        await queue.until((answer) => sorted(answer) === sorted(JSON.parse(wanted)));
      }),
      { numRuns: 25 },
    );
    stop();
    close();
  });

  it('keeps the identity of unchanged rows', async () => {
    const { client, close } = windowOn(host);
    const queue = seen<Queue>();
    client.live('tickets.page', QUEUE, queue.listener);
    const before = await queue.until(() => true);
    const changed = before.rows.find((row) => row.state === 'in_progress')?.id ?? '';
    await client.command('incidents.update', { id: changed, changes: { title: 'Another title' } });
    const after = await queue.until((answer) => answer.rows.some((row) => row.title === 'Another title'));
    for (const row of after.rows.filter((one) => one.id !== changed)) {
      expect(row).toBe(before.rows.find((one) => one.id === row.id));
    }
    close();
  });

  it('coalesces a burst of writes, and is quiet when they change nothing it shows', async () => {
    const { client, close } = windowOn(host);
    const queue = seen<Queue>();
    const teams = seen<QueryOutput<'directory.teams'>>();
    client.live('tickets.page', QUEUE, queue.listener);
    client.live('directory.teams', {}, teams.listener);
    await Promise.all([queue.until(() => true), teams.until(() => true)]);
    const { id } = await data(client.command('incidents.create', { title: 'Burst' }));
    for (let i = 0; i < 60; i += 1) {
      await client.command('incidents.update', { id, changes: { title: `Burst ${i}` } });
    }
    await queue.until((answer) => answer.rows.some((row) => row.title === 'Burst 59'));
    expect(queue.answers.length).toBeLessThan(60);
    expect(teams.answers).toHaveLength(1);
    close();
  });

  it('brings nothing after it was unsubscribed', async () => {
    const { client, close } = windowOn(host);
    const stopped = seen<Queue>();
    const going = seen<Queue>();
    const stop = client.live('tickets.page', QUEUE, stopped.listener);
    client.live('tickets.page', QUEUE, going.listener);
    await Promise.all([stopped.until(() => true), going.until(() => true)]);
    stop();
    await client.command('incidents.create', { title: 'After the end' });
    await going.until((answer) => answer.rows.some((row) => row.title === 'After the end'));
    expect(stopped.answers).toHaveLength(1);
    close();
  });

  it('is run once for two windows that ask the same in other words', async () => {
    const { run } = host.dispatcher;
    let runs = 0;
    const counting = async (...call: Parameters<typeof run>) => {
      if (call[0] === 'tickets.page') runs += 1;
      return run(...call);
    };
    const counted: Host = { ...host, dispatcher: { ...host.dispatcher, run: counting } };
    const one = windowOn(counted);
    const other = rawPort(counted);
    const queue = seen<Queue>();
    // Asked by no other test. The window's place is given by one and left out by the other.
    const { filter, sort } = QUEUE;
    one.client.live('tickets.page', { filter, sort, limit: 499 }, queue.listener);
    const input = { limit: 499, offset: 0, sort, filter };
    other.send({ t: 'subscribe', id: 1, name: 'tickets.page', input });
    const answered = await queue.until(() => true);
    expect(await other.next()).toMatchObject({ t: 'snapshot', id: 1, data: { total: answered.total } });
    expect(runs).toBe(1);
    await one.client.command('incidents.create', { title: 'Seen in both windows' });
    await queue.until((now) => now.rows.some((row) => row.title === 'Seen in both windows'));
    expect(await other.next()).toMatchObject({
      t: 'patch',
      id: 1,
      patch: { rest: { total: answered.total + 1 } },
    });
    one.close();
    other.close();
  });

  it('fails when the person signs out and comes back with the next one', async () => {
    const { client, close } = windowOn(host);
    const queue = seen<Queue>();
    client.live('tickets.page', QUEUE, queue.listener);
    await queue.until(() => true);
    await client.command('session.signOut', {});
    expect(await queue.untilFailed()).toBe('signed_out');
    const count = queue.answers.length;
    await actAs(host, { roles: ['service-desk'] });
    await queue.until(() => queue.answers.length > count);
    close();
  });
});

describe('a host that restarts', () => {
  it('gets the subscriptions again, and what was under way is told to have an unknown outcome', async () => {
    const { client } = windowOn(host);
    const queue = seen<Queue>();
    client.live('tickets.page', QUEUE, queue.listener);
    await queue.until(() => true);
    const underWay = client.query('tickets.page', QUEUE);
    client.disconnect();
    expect(await underWay).toMatchObject({ ok: false, error: { code: 'host_restarted' } });
    // Sent while there is no host: it waits for the next one.
    const waiting = client.query('directory.teams', {});
    const count = queue.answers.length;
    const wire = wireTo(host);
    client.connect(wire);
    expect((await waiting).ok).toBe(true);
    await queue.until(() => queue.answers.length > count);
    wire.close();
  });

  it('does not do what was told to have failed', async () => {
    const { client } = windowOn(host);
    client.disconnect();
    const title = 'Told to have failed';
    const waiting = client.command('incidents.create', { title });
    client.disconnect();
    expect(await waiting).toMatchObject({ ok: false, error: { code: 'host_restarted' } });
    const wire = wireTo(host);
    client.connect(wire);
    expect((await client.query('directory.teams', {})).ok).toBe(true);
    const found = await data(query(host, 'tickets.page', { ...QUEUE, filter: { text: title } }));
    expect(found.rows.filter((row) => row.title === title)).toEqual([]);
    wire.close();
  });
});

describe('a long call', () => {
  it('tells how far it is and can be given up', async () => {
    const { client, close } = windowOn(host);
    const controller = new AbortController();
    const progress: number[] = [];
    const reply = await client.command(
      'tickets.bulk',
      { ids: [...openIds], change: { act: 'assign', teamId: 'team-network', assigneeId: null } },
      {
        signal: controller.signal,
        onProgress: (done) => {
          progress.push(done);
          if (done === 2) controller.abort();
        },
      },
    );
    if (!reply.ok) throw new Error(reply.error.reason);
    expect(progress.slice(0, 2)).toEqual([1, 2]);
    expect(reply.data.results.length).toBeGreaterThanOrEqual(2);
    expect(reply.data.results.length).toBeLessThan(openIds.length);
    expect(reply.data.results.every((result) => result.ok)).toBe(true);
    close();
  });
});

const sorted = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => a.localeCompare(b)))
      : inner,
  );
