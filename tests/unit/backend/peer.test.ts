import type { Request } from 'express';
import { expect, test } from 'vitest';
import { peerOf } from '#backend/server/http.ts';

const from = (remoteAddress: string): string => peerOf({ socket: { remoteAddress } } as Request);

test('this machine is one address to who counts wrong passwords, though it has millions', () => {
  const own = ['127.0.0.1', '127.0.0.2', '127.255.255.254', '::1', '::ffff:127.0.0.9'];
  expect(new Set(own.map(from)).size).toBe(1);
  expect(from('10.0.0.7')).not.toBe(from('10.0.0.8'));
  expect(from('10.0.0.7')).not.toBe(from('127.0.0.1'));
});
