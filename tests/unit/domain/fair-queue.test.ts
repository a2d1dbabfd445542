import { describe, expect, test } from 'vitest';
import { createFairQueue } from '#domain/records/fair-queue.ts';

/** A queue whose work ends when the test says so; `begun` names it in the order in which it began. */
const setUp = (limits: Parameters<typeof createFairQueue>[0]) => {
  const queue = createFairQueue(limits);
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const refused: string[] = [];
  const ask = (group: string, lane: string, name: string): void => {
    void queue
      .run(group, lane, () => {
        begun.push(name);
        return new Promise<void>((end) => ends.set(name, end));
      })
      .then((done) => {
        if (done === null) refused.push(name);
      });
  };
  const settled = () => new Promise((resolve) => setTimeout(resolve, 0));
  const end = async (name: string): Promise<void> => {
    ends.get(name)?.();
    await settled();
  };
  return { queue, begun, refused, ask, end, settled };
};

describe('a fair queue', () => {
  test('does so much at once, and of one lane one after the other', async () => {
    const { begun, ask, end } = setUp({ atOnce: 2, perLane: 9, inAll: 9 });
    for (const name of ['a1', 'a2', 'b1', 'c1']) ask('here', name.slice(0, 1), name);
    expect(begun).toEqual(['a1', 'b1']);
    await end('b1');
    expect(begun).toEqual(['a1', 'b1', 'c1']);
    await end('a1');
    expect(begun).toEqual(['a1', 'b1', 'c1', 'a2']);
  });

  test('lets somebody with one wish come after one of each crowd, not after all of it', async () => {
    const { begun, ask, end } = setUp({ atOnce: 1, perLane: 99, inAll: 999 });
    for (let at = 0; at < 50; at += 1) ask('crowd', `login${at}`, `crowd${at}`);
    ask('desk', 'anna', 'anna');
    await end('crowd0');
    await end('crowd1');
    expect(begun).toEqual(['crowd0', 'crowd1', 'anna']);
    await end('anna');
    for (let at = 0; at < 10; at += 1) ask('crowd', 'login0', `more${at}`);
    ask('crowd', 'ben', 'ben');
    for (let at = 2; at < 50; at += 1) await end(`crowd${at}`);
    await end('more0');
    await end('ben');
    // The logins take turns as well: the second wish of the first waits for the first wish of all others.
    expect(begun.slice(-3)).toEqual(['more0', 'ben', 'more1']);
  });

  test('is not longer than it may be, and refuses the crowd rather than who comes alone', async () => {
    const { begun, refused, ask, end, settled } = setUp({ atOnce: 1, perLane: 3, inAll: 5 });
    for (let at = 0; at < 20; at += 1) ask('crowd', `login${at % 4}`, `crowd${at}`);
    await settled();
    expect(refused).toHaveLength(14);
    ask('desk', 'anna', 'anna');
    await settled();
    expect(refused).toHaveLength(15);
    expect(refused).not.toContain('anna');
    await end('crowd0');
    await end(begun[1] ?? '');
    expect(begun.slice(2)).toEqual(['anna']);
  });

  test('hands on what the work throws, and goes on', async () => {
    const { queue } = setUp({ atOnce: 1, perLane: 1, inAll: 1 });
    await expect(queue.run('a', 'a', () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(await queue.run('a', 'a', async () => 7)).toEqual({ value: 7 });
  });
});
