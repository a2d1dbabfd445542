import { describe, expect, it } from 'vitest';
import type { StoredFile } from '#main/host/local/files.ts';
import { CouchError } from '#main/host/sync/couch-client.ts';
import { createFileTransfer } from '#main/host/sync/file-transfer.ts';

type World = Parameters<typeof createFileTransfer>[0];

const file = (id: string): StoredFile => ({ id, md5: 'md5', fileName: `${id}.txt` }) as StoredFile;

/** A server that answers each record as `answer` says, and a store with these files waiting. */
const transferOf = (ids: readonly string[], answer: (id: string) => object) => {
  const waiting = new Map(ids.map((id) => [id, file(id)]));
  const settled: string[] = [];
  const logged: unknown[] = [];
  const world = {
    client: {
      request: async (path: string) => answer(path.split('/').at(-1) ?? ''),
    },
    connection: {
      run: async (work: (signal: AbortSignal) => Promise<unknown>) => work(new AbortController().signal),
    },
    ...{ databaseName: 'db', serverId: 'server', pending: { has: () => false } },
    files: {
      waiting: () => [...waiting.values()],
      find: (id: string) => waiting.get(id) ?? null,
      remove: (gone: readonly string[]) => {
        settled.push(...gone);
        for (const id of gone) waiting.delete(id);
      },
    },
    ...{ now: () => '', onChange: () => {}, backoff: { firstMs: 1, maxMs: 1 } },
    log: (_level: string, message: string) => logged.push(message),
  } as unknown as World;
  return { transfer: createFileTransfer(world), settled, logged };
};

/** The record was withdrawn there, so the file is settled: nothing else has to be played. */
const THERE = { _id: 'x', active: false };

describe('files on their way', () => {
  it('that break something here do not hold up those behind them', async () => {
    const broken = (id: string): object => {
      if (id === 'first') throw new TypeError('no such property');
      return THERE;
    };
    const { transfer, settled, logged } = transferOf(['first', 'second'], broken);
    await transfer.idle();
    expect(settled).toEqual(['second']);
    expect(logged).toContain('the file first waits to be sent');
    await transfer.stop();
  });

  it('whose server has trouble over and over are tried again by themselves', async () => {
    let asked = 0;
    const late = (): object => {
      asked += 1;
      // The record is not there yet at first.
      if (asked < 3) throw new CouchError('missing', 404, 'missing');
      return THERE;
    };
    const { transfer, settled } = transferOf(['first'], late);
    transfer.wake();
    await expect.poll(() => settled).toEqual(['first']);
    await transfer.stop();
  });
});
