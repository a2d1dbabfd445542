import { EventEmitter } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { expect, test, vi } from 'vitest';
import { MAX_SIGN_IN_BYTES, readBody, readJsonObject } from '#backend/server/request-body.ts';

/** As much of a request as is read of one. */
const requestOf = (body: Buffer, headers: Record<string, string> = {}): IncomingMessage =>
  Object.assign(Readable.from([body]), { headers }) as unknown as IncomingMessage;

const zipped = { 'content-encoding': 'gzip' };

test('twenty small bodies that unpack to 64 MB each take no more room than twenty small bodies', async () => {
  const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024));
  expect(bomb.length).toBeLessThanOrEqual(MAX_SIGN_IN_BYTES + 4_096);
  const small = gzipSync(Buffer.alloc(60 * 1024 * 1024));
  expect(small.length).toBeLessThan(MAX_SIGN_IN_BYTES);
  const before = process.memoryUsage();
  let peak = 0;
  let reading = true;
  const watch = (async () => {
    while (reading) {
      const { external, arrayBuffers } = process.memoryUsage();
      peak = Math.max(peak, external - before.external, arrayBuffers - before.arrayBuffers);
      await nextTurn();
    }
  })();
  const read = await Promise.allSettled(
    Array.from({ length: 20 }, () => readBody(requestOf(small, zipped), MAX_SIGN_IN_BYTES)),
  );
  reading = false;
  await watch;
  for (const one of read) expect(one).toMatchObject({ status: 'rejected', reason: { status: 413 } });
  expect(peak).toBeLessThan(20 * 8 * MAX_SIGN_IN_BYTES);
});

test('a body that goes on past its limit is dropped while it comes', async () => {
  let kept = 0;
  const endless = function* (): Generator<Buffer> {
    for (let at = 0; at < 2_000; at += 1) {
      kept += 1;
      yield Buffer.alloc(1_000);
    }
  };
  const request = Object.assign(Readable.from(endless()), { headers: {} }) as unknown as IncomingMessage;
  await expect(readBody(request, MAX_SIGN_IN_BYTES)).rejects.toMatchObject({ status: 413 });
  expect(kept).toBe(2_000);
});

test('nesting is counted outside of texts', async () => {
  const body = (text: string) => readJsonObject(requestOf(Buffer.from(text)));
  const deep = (levels: number): string => `{"a":${'[{"b":'.repeat(levels)}0${'}]'.repeat(levels)}}`;
  await expect(body(deep(499))).resolves.toBeDefined();
  await expect(body(deep(500))).rejects.toMatchObject({
    status: 400,
    message: 'nested deeper than 1000 levels',
  });
  await expect(body(`{"a":"${'[{'.repeat(5_000)}\\\\\\"["}`)).resolves.toBeDefined();
});

test('an account sends one large body at a time; small ones and those of others do not wait', async () => {
  const sentBy = (name: string, bytes: number) => {
    const res = Object.assign(new EventEmitter(), { locals: { user: { name, roles: [] } }, closed: false });
    const read = readBody(Object.assign(requestOf(Buffer.alloc(bytes)), { res })).then(
      ({ length }) => length,
    );
    return { read, answer: () => res.emit('close') };
  };
  const large = 2 * 1024 * 1024;
  const first = sentBy('anna', large);
  expect(await first.read).toBe(large);
  const second = sentBy('anna', large);
  const third = sentBy('anna', large);
  const order: string[] = [];
  void second.read.then(() => order.push('second'));
  void third.read.then(() => order.push('third'));
  expect(await sentBy('anna', 1_000).read).toBe(1_000);
  expect(await sentBy('finn', large).read).toBe(large);
  expect(order).toEqual([]);
  first.answer();
  await second.read;
  expect(order).toEqual(['second']);
  second.answer();
  await third.read;
  third.answer();
});

test('one that is never answered holds up the next one only so long, and those behind it still come one after another', async () => {
  vi.useFakeTimers();
  const socket = new EventEmitter();
  const sent = (name: string) => {
    const res = Object.assign(new EventEmitter(), { locals: { user: { name, roles: [] } }, closed: false });
    const body = requestOf(Buffer.alloc(2 * 1024 * 1024));
    return { res, read: readBody(Object.assign(body, { res, socket })) };
  };
  const all = [sent('kim'), sent('kim'), sent('kim'), sent('kim')];
  const read: number[] = [];
  for (const [at, one] of all.entries()) void one.read.then(() => read.push(at));
  for (const count of [1, 2, 3, 4]) {
    await vi.advanceTimersByTimeAsync(29_000);
    expect(read).toHaveLength(count);
    await vi.advanceTimersByTimeAsync(1_000);
  }
  // The line is kept for more requests.
  for (const { res } of all) res.emit('close');
  expect(socket.listenerCount('close')).toBe(0);
  vi.useRealTimers();
});
