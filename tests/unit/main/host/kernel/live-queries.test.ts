import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Reply } from '#contracts/define.ts';
import type { HostMessage } from '#contracts/wire.ts';
import { createChangeBus } from '#main/host/kernel/change-bus.ts';
import { createLiveQueries } from '#main/host/kernel/live-queries.ts';

/** A query whose answer the test sets, and which counts its runs. */
const counted = (start: unknown) => {
  const query = {
    runs: 0,
    answer: { ok: true, data: start } as Reply<unknown>,
    run: async (): Promise<Reply<unknown>> => {
      query.runs += 1;
      return query.answer;
    },
  };
  return query;
};

describe('live queries', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  const setUp = () => {
    const bus = createChangeBus();
    const sent: HostMessage[] = [];
    const live = createLiveQueries(bus, (message) => void sent.push(message));
    const settle = () => vi.advanceTimersByTimeAsync(1_000);
    return { bus, sent, live, settle };
  };

  it('answer at once, then only what changed', async () => {
    const { bus, sent, live, settle } = setUp();
    const query = counted({ rows: [{ id: 'a' }], total: 1 });
    live.open(1, ['tickets'], query.run);
    await settle();
    query.answer = { ok: true, data: { rows: [{ id: 'a' }, { id: 'b' }], total: 2 } };
    bus.touch('tickets');
    await settle();
    expect(sent).toEqual([
      { t: 'snapshot', id: 1, data: { rows: [{ id: 'a' }], total: 1 } },
      {
        t: 'patch',
        id: 1,
        patch: { kind: 'rows', order: ['a', 'b'], changed: [{ id: 'b' }], rest: { total: 2 } },
      },
    ]);
  });

  it('say nothing when the answer is the same, and do not run for what they do not watch', async () => {
    const { bus, sent, live, settle } = setUp();
    const query = counted({ rows: [] });
    live.open(1, ['tickets'], query.run);
    await settle();
    bus.touch('orders');
    await settle();
    expect(query.runs).toBe(1);
    bus.touch('tickets');
    await settle();
    expect(query.runs).toBe(2);
    expect(sent).toHaveLength(1);
  });

  it('run once for many writes', async () => {
    const { bus, live, settle } = setUp();
    const query = counted(1);
    live.open(1, ['tickets'], query.run);
    await settle();
    for (let i = 0; i < 500; i += 1) bus.touch('tickets');
    await settle();
    expect(query.runs).toBe(2);
  });

  it('run again for a write during a run', async () => {
    const { bus, sent, live, settle } = setUp();
    const answers = ['old', 'new'];
    let release: (() => void) | null = null;
    live.open(1, ['tickets'], async () => {
      const data = answers.shift();
      await new Promise<void>((resolve) => {
        release = resolve;
      });
      return { ok: true, data };
    });
    const releaseRun = (): void => release?.();
    bus.touch('tickets');
    releaseRun();
    await settle();
    releaseRun();
    await settle();
    expect(sent).toEqual([
      { t: 'snapshot', id: 1, data: 'old' },
      { t: 'patch', id: 1, patch: { kind: 'replace', data: 'new' } },
    ]);
  });

  it('stop when they are closed, even in the middle of a run or with one due', async () => {
    const { bus, sent, live, settle } = setUp();
    const query = counted(1);
    live.open(1, ['tickets'], query.run);
    live.close(1);
    await settle();
    expect(sent).toEqual([]);
    live.open(2, ['tickets'], query.run);
    await settle();
    query.answer = { ok: true, data: 2 };
    bus.touch('tickets');
    live.close(2);
    await settle();
    expect(sent).toEqual([{ t: 'snapshot', id: 2, data: 1 }]);
    live.dispose();
    bus.touch('tickets');
    await settle();
    expect(query.runs).toBe(2);
  });

  it('do not answer in the place of another one under the same number', async () => {
    const { sent, live, settle } = setUp();
    let release: () => void = () => {};
    const slow = new Promise<void>((resolve) => {
      release = resolve;
    });
    live.open(1, ['tickets'], async () => {
      await slow;
      return { ok: true, data: 'first' };
    });
    live.open(1, ['tickets'], async () => ({ ok: true, data: 'second' }));
    await settle();
    release();
    await settle();
    expect(sent).toEqual([{ t: 'snapshot', id: 1, data: 'second' }]);
  });

  it('tell a failure, and bring the whole answer after it even when it is the one from before', async () => {
    const { bus, sent, live, settle } = setUp();
    const query = counted('same');
    live.open(1, ['tickets'], query.run);
    await settle();
    query.answer = { ok: false, error: { code: 'signed_out', reason: 'session.sign_in' } };
    // Who is signed in matters to every query, whatever it watches.
    bus.touch('session');
    await settle();
    query.answer = { ok: true, data: 'same' };
    bus.touch('session');
    await settle();
    expect(sent.map((message) => message.t)).toEqual(['snapshot', 'failed', 'snapshot']);
  });
});
