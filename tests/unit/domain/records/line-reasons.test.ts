import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { expect, it } from 'vitest';
import { lineReason } from '#domain/records/line-reasons.ts';

const failure = (code: string, message: string): Error =>
  new TypeError('fetch failed', { cause: Object.assign(new Error(message), { code }) });

it.each([
  ['ECONNREFUSED', 'line.nobody_there'],
  ['ENOTFOUND', 'line.unknown_name'],
  ['EAI_AGAIN', 'line.no_name_service'],
  ['UND_ERR_CONNECT_TIMEOUT', 'line.silent'],
  ['ECONNRESET', 'line.broken'],
  ['EHOSTUNREACH', 'line.no_way'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'line.certificate {"cause":"self-signed"}'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'line.certificate {"cause":"self-signed"}'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'line.certificate {"cause":"self-signed"}'],
  ['EWHATEVER', 'fetch failed: self-signed'],
])('says %s as what somebody can do about it', (code, reason) => {
  expect(lineReason(failure(code, 'self-signed'))).toBe(reason);
});

it('takes what is no error as it is', () => {
  expect(lineReason('odd')).toBe('odd');
  expect(lineReason(new Error('plain'))).toBe('plain');
});

it("tells what Node's own fetch meets", async () => {
  const server = createServer((socket) => socket.once('data', () => socket.destroy())).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const reasonOf = () => fetch(url).then(() => 'answered', lineReason);
  expect(await reasonOf()).toBe('line.broken');
  server.close();
  await once(server, 'close');
  expect(await reasonOf()).toBe('line.nobody_there');
});
