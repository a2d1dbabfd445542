import { scryptSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { isOutdated, makeVerifier, verifyPassword } from '#main/host/local/verifier.ts';
import { isBearable, slowHash } from '#main/profile/slow-hash.ts';

/** Made as earlier versions made them. */
const former = (password: string): string => {
  const salt = Buffer.alloc(16, 7);
  return `${salt.toString('hex')}:${scryptSync(password, salt, 32).toString('hex')}`;
};

describe('a verifier', () => {
  test('takes its password and no other, and says what it cost', async () => {
    const verifier = await makeVerifier('right');
    expect(verifier).toMatch(/^scrypt:131072:8:1:[0-9a-f]{32}:[0-9a-f]{64}$/);
    expect(await verifyPassword('right', verifier)).toBe(true);
    expect(await verifyPassword('wrong', verifier)).toBe(false);
    expect(isOutdated(verifier)).toBe(false);
  });

  test('of an earlier version is still right, and is to be made anew', async () => {
    expect(await verifyPassword('right', former('right'))).toBe(true);
    expect(await verifyPassword('wrong', former('right'))).toBe(false);
    expect(isOutdated(former('right'))).toBe(true);
    expect(isOutdated(await makeVerifier('right', { N: 1024, r: 8, p: 1 }))).toBe(true);
  });

  test('that is none, or would take all memory, lets nobody in', async () => {
    const [salt, key] = ['ab'.repeat(16), 'cd'.repeat(32)];
    const forged = [
      ...['', ':', `${salt}:`, `:${key}`, `${salt}:${key.slice(2)}`, `zz${salt.slice(2)}:${key}`],
      ...[`scrypt:16777216:8:1:${salt}:${key}`, `scrypt:131072:999:1:${salt}:${key}`],
      ...[
        `scrypt:131072:8:999:${salt}:${key}`,
        `scrypt:100000:8:1:${salt}:${key}`,
        `scrypt:0:8:1:${salt}:${key}`,
      ],
      `scrypt:1024:8:1::`,
    ];
    for (const verifier of forged) {
      expect.soft([verifier, await verifyPassword('', verifier)]).toEqual([verifier, false]);
      expect.soft(isOutdated(verifier)).toBe(true);
    }
  });
});

describe('a slow hash', () => {
  test("is scrypt's", async () => {
    const cost = { N: 1024, r: 8, p: 2 };
    const salt = Buffer.from('salt');
    expect(await slowHash('päss', salt, cost, 32)).toEqual(scryptSync('päss', salt, 32, cost));
  });

  test('is not made on the thread that asks for it', async () => {
    let turns = 0;
    const turn = setInterval(() => {
      turns += 1;
    }, 1);
    await slowHash('x', Buffer.alloc(16), { N: 2 ** 17, r: 8, p: 1 }, 32);
    clearInterval(turn);
    expect(turns).toBeGreaterThan(3);
  });

  test('is refused at a cost that is not borne', async () => {
    for (const cost of [
      { N: 2 ** 30, r: 8, p: 1 },
      { N: 3, r: 8, p: 1 },
      { N: 2, r: 8, p: 1e9 },
    ]) {
      expect(isBearable(cost)).toBe(false);
      await expect(slowHash('x', Buffer.alloc(16), cost, 32)).rejects.toThrow('not made');
    }
  });
});
