import { expect, test } from 'vitest';
import type { LevelHandle } from '#backend/server/level-handles.ts';
import { readStoredChanges } from '#backend/server/stored-changes.ts';

/** A store of `count` documents as PouchDB keeps them, each `length` characters long. */
const storeOf = (count: number, length: number) => {
  let read = 0;
  const text = (seq: number): string => `{"a":"${'x'.repeat(length)}","_id":"d${seq}","_rev":"1-a"}`;
  const level = {
    iterator: ({ gt, limit }: { gt: string; limit: number }) => {
      let at = Number(gt.slice(-16));
      const last = Math.min(count, at + limit);
      return {
        next: (take: (error: null, key?: string, value?: string) => void) => {
          if (at === last) return take(null);
          at += 1;
          read += 1;
          take(null, `\xffby-sequence\xff${String(at).padStart(16, '0')}`, text(at));
        },
        end: (done: (error: null) => void) => done(null),
      };
    },
    getMany: (keys: string[], _: object, done: (error: null, values: string[]) => void) => {
      const metaOf = (key: string): string => {
        const seq = Number(key.slice(key.lastIndexOf('d') + 1));
        return JSON.stringify({ seq, winningRev: '1-a', deleted: false, rev_map: {}, rev_tree: [] });
      };
      done(null, keys.map(metaOf));
    },
  } as unknown as LevelHandle;
  return { level, read: () => read };
};

test('of long documents a page holds a few, and goes on from there', async () => {
  const { level, read } = storeOf(30, 1_000_000);
  const first = await readStoredChanges(level, 0, 1_000);
  expect(first.atEnd).toBe(false);
  expect(first.rows.length).toBeGreaterThan(0);
  expect(read()).toBeLessThan(5);
  const ids = first.rows.map(({ id }) => id);
  for (let page = first; !page.atEnd; ids.push(...page.rows.map(({ id }) => id)))
    page = await readStoredChanges(level, page.lastSeq, 1_000);
  expect(ids).toEqual(Array.from({ length: 30 }, (_, at) => `d${at + 1}`));
});

test('of short ones it holds as many as were asked for', async () => {
  const { level } = storeOf(30, 10);
  expect(await readStoredChanges(level, 0, 10)).toMatchObject({ lastSeq: 10, atEnd: false });
  expect(await readStoredChanges(level, 20, 100)).toMatchObject({ lastSeq: 30, atEnd: true });
});
