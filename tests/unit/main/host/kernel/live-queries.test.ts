import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Reply } from '#contracts/define.ts';
import { createChangeBus } from '#main/host/kernel/change-bus.ts';
import { createLiveQueries, type LiveMessage } from '#main/host/kernel/live-queries.ts';

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
    const live = createLiveQueries(bus);
    /** Somebody who follows a query, and what they were told. */
    const follow = (run: () => Promise<Reply<unknown>>, key = 'tickets') => {
      const sent: LiveMessage[] = [];
      const stop = live.follow({ key, watches: ['tickets'], run }, (message) => {
        sent.push(message);
        return true;
      });
      return { sent, stop };
    };
    const settle = () => vi.advanceTimersByTimeAsync(1_000);
    return { bus, live, follow, settle };
  };

  it('answer at once, then only what changed', async () => {
    const { bus, follow, settle } = setUp();
    const query = counted({ rows: [{ id: 'a' }], total: 1 });
    const { sent } = follow(query.run);
    await settle();
    query.answer = { ok: true, data: { rows: [{ id: 'a' }, { id: 'b' }], total: 2 } };
    bus.touch('tickets');
    await settle();
    expect(sent).toEqual([
      { t: 'snapshot', data: { rows: [{ id: 'a' }], total: 1 } },
      {
        t: 'patch',
        patch: { kind: 'rows', order: ['a', 'b'], changed: [{ id: 'b' }], rest: { total: 2 } },
      },
    ]);
  });

  it('say nothing when the answer is the same, and do not run for what they do not watch', async () => {
    const { bus, follow, settle } = setUp();
    const query = counted({ rows: [] });
    const { sent } = follow(query.run);
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
    const { bus, follow, settle } = setUp();
    const query = counted(1);
    follow(query.run);
    await settle();
    for (let i = 0; i < 500; i += 1) bus.touch('tickets');
    await settle();
    expect(query.runs).toBe(2);
  });

  it('run again for a write during a run', async () => {
    const { bus, follow, settle } = setUp();
    const answers = ['old', 'new'];
    let release: (() => void) | null = null;
    const { sent } = follow(async () => {
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
      { t: 'snapshot', data: 'old' },
      { t: 'patch', patch: { kind: 'replace', data: 'new' } },
    ]);
  });

  it('stop when nobody follows them, even in the middle of a run or with one due', async () => {
    const { bus, live, follow, settle } = setUp();
    const query = counted(1);
    const first = follow(query.run);
    first.stop();
    await settle();
    expect(first.sent).toEqual([]);
    const second = follow(query.run);
    await settle();
    query.answer = { ok: true, data: 2 };
    bus.touch('tickets');
    second.stop();
    await settle();
    expect(second.sent).toEqual([{ t: 'snapshot', data: 1 }]);
    live.dispose();
    bus.touch('tickets');
    await settle();
    expect(query.runs).toBe(2);
  });

  it('do not answer in the place of one that was begun anew', async () => {
    const { follow, settle } = setUp();
    let release: () => void = () => {};
    const slow = new Promise<void>((resolve) => {
      release = resolve;
    });
    follow(async () => {
      await slow;
      return { ok: true, data: 'first' };
    }).stop();
    const { sent } = follow(async () => ({ ok: true, data: 'second' }));
    await settle();
    release();
    await settle();
    expect(sent).toEqual([{ t: 'snapshot', data: 'second' }]);
  });

  it('tell a failure, and bring the whole answer after it even when it is the one from before', async () => {
    const { bus, follow, settle } = setUp();
    const query = counted('same');
    const { sent } = follow(query.run);
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

  it('are run once for all who ask the same, each of whom begins with the whole answer', async () => {
    const { bus, follow, settle } = setUp();
    const query = counted({ rows: [{ id: 'a' }] });
    const early = follow(query.run);
    const atOnce = follow(query.run);
    await settle();
    const soonAfter = follow(query.run);
    await vi.advanceTimersByTimeAsync(0);
    expect(query.runs).toBe(1);
    query.answer = { ok: true, data: { rows: [{ id: 'a' }, { id: 'b' }] } };
    bus.touch('tickets');
    const whileDue = follow(query.run);
    await settle();
    expect(query.runs).toBe(2);
    const snapshot = { t: 'snapshot', data: { rows: [{ id: 'a' }] } };
    const patch = {
      t: 'patch',
      patch: { kind: 'rows', order: ['a', 'b'], changed: [{ id: 'b' }], rest: {} },
    };
    for (const { sent } of [early, atOnce, soonAfter]) expect(sent).toEqual([snapshot, patch]);
    expect(whileDue.sent).toEqual([{ t: 'snapshot', data: { rows: [{ id: 'a' }, { id: 'b' }] } }]);
    early.stop();
    atOnce.stop();
    soonAfter.stop();
    query.answer = { ok: true, data: { rows: [] } };
    bus.touch('tickets');
    await settle();
    expect(early.sent).toHaveLength(2);
    expect(whileDue.sent).toHaveLength(2);
  });

  it('are run for each other question', async () => {
    const { follow, settle } = setUp();
    const query = counted(1);
    follow(query.run, 'open tickets');
    follow(query.run, 'all tickets');
    await settle();
    expect(query.runs).toBe(2);
  });

  it('are asked again for whoever comes long after the last answer, and the others hear what is new', async () => {
    const { follow, settle } = setUp();
    const query = counted('this morning');
    const early = follow(query.run);
    await settle();
    await vi.advanceTimersByTimeAsync(3_600_000);
    query.answer = { ok: true, data: 'at noon' };
    const late = follow(query.run);
    await settle();
    expect(late.sent).toEqual([{ t: 'snapshot', data: 'at noon' }]);
    expect(early.sent.at(-1)).toEqual({ t: 'patch', patch: { kind: 'replace', data: 'at noon' } });
  });

  it('never answer what was asked for somebody who is signed in no more', async () => {
    const { bus, follow, settle } = setUp();
    const answers = ['of Anna', 'of Lea'];
    const releases: (() => void)[] = [];
    const run = async (): Promise<Reply<unknown>> => {
      const data = answers.shift();
      await new Promise<void>((resolve) => releases.push(resolve));
      return { ok: true, data };
    };
    const before = follow(run);
    bus.touch('session');
    const after = follow(run);
    releases[0]?.();
    await settle();
    releases[1]?.();
    await settle();
    for (const { sent } of [before, after]) expect(sent).toEqual([{ t: 'snapshot', data: 'of Lea' }]);
  });

  it('begin again with the whole answer for whoever one did not reach', async () => {
    const { bus, live, settle } = setUp();
    const query = counted(1);
    const sent: LiveMessage[] = [];
    live.follow(
      { key: 'tickets', watches: ['tickets'], run: query.run },
      (message) => sent.push(message) > 1,
    );
    await settle();
    query.answer = { ok: true, data: 2 };
    bus.touch('tickets');
    await settle();
    expect(sent).toEqual([
      { t: 'snapshot', data: 1 },
      { t: 'snapshot', data: 2 },
    ]);
  });
});
