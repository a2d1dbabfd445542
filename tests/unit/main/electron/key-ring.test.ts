import { execFileSync } from 'node:child_process';
import { createCipheriv, scryptSync } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createKeyRing, type KeyRing } from '#main/electron/key-ring.ts';
import type { Sealer } from '#main/profile/key-file.ts';

let folder = '';
let file = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'deskhand-key-'));
  file = join(folder, 'profile', 'key.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Stands for the operating system: opens only what the same user sealed. */
function keychainOf(user: string): Sealer {
  return {
    seal: (text) => Buffer.from(JSON.stringify({ user, text: [...text].reverse().join('') })),
    open: (sealed) => {
      const { user: owner, text }: { user: string; text: string } = JSON.parse(sealed.toString());
      if (owner !== user) throw new Error('not yours');
      return [...text].reverse().join('');
    },
  };
}

function start(
  keychain: Sealer | null,
  givenKey: string | null = null,
): { ring: KeyRing; unlocked: string[] } {
  const unlocked: string[] = [];
  const ring = createKeyRing({ file, keychain, givenKey, onUnlocked: (key) => unlocked.push(key) });
  return { ring, unlocked };
}

describe('with a keychain', () => {
  test('a key is made at the first start and found at the second', () => {
    const first = start(keychainOf('anna'));
    const second = start(keychainOf('anna'));
    expect(first.ring.status()).toEqual({ state: 'unlocked', protection: 'keychain' });
    expect(first.unlocked[0]).toMatch(/^[0-9a-f]{64}$/);
    expect(second.unlocked).toEqual(first.unlocked);
    expect(readFileSync(file, 'utf8')).not.toContain(first.unlocked[0]);
  });

  test.each(['store.db', 'store.db-wal'])('beside %s no new key is made', (store) => {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(join(dirname(file), store), 'a store');
    for (const keychain of [keychainOf('anna'), null]) {
      const { ring, unlocked } = start(keychain);
      expect(ring.status()).toMatchObject({ state: 'unreadable' });
      expect(unlocked).toEqual([]);
    }
    expect(start(null, 'ab'.repeat(32)).unlocked).toEqual(['ab'.repeat(32)]);
  });

  test("another user's key file is not opened, and not overwritten", async () => {
    start(keychainOf('anna'));
    const kept = readFileSync(file);
    const { ring, unlocked } = start(keychainOf('eve'));
    expect(ring.status().state).toBe('unreadable');
    expect(unlocked).toEqual([]);
    expect(ring.acceptPlainKey()).toMatchObject({ ok: false, error: { code: 'not-offered' } });
    expect(await ring.unlockWithPassphrase('correct horse')).toMatchObject({
      ok: false,
      error: { code: 'not-offered' },
    });
    expect(readFileSync(file)).toEqual(kept);
  });
});

describe('what is no key file', () => {
  /** Of the system, no package of ours. */
  const MAKE_PIPE = 'mkfifo';
  const places: readonly (readonly [string, () => void])[] = [
    ['a link that leads nowhere', () => symlinkSync(join(folder, 'gone.json'), file)],
    // Reading it would wait for good.
    ['a pipe', () => void execFileSync(MAKE_PIPE, [file])],
    ['a folder', () => void mkdirSync(file)],
    ['an empty file', () => writeFileSync(file, '')],
    ['a large file', () => writeFileSync(file, ' '.repeat(70_000))],
  ];
  test.each(places)('is told, and nothing is made in its place: %s', (_, place) => {
    mkdirSync(dirname(file), { recursive: true });
    place();
    const { ring, unlocked } = start(keychainOf('anna'));
    expect(ring.status().state).toBe('unreadable');
    expect(unlocked).toEqual([]);
  });
});

describe('without a keychain', () => {
  test('nothing is made before the user has chosen', () => {
    const { ring, unlocked } = start(null);
    expect(ring.status()).toEqual({ state: 'choose' });
    expect(unlocked).toEqual([]);
    expect(() => statSync(file)).toThrow();
  });

  test('a passphrase: too short, then chosen, asked for again, wrong, right', async () => {
    const first = start(null);
    expect(await first.ring.unlockWithPassphrase('short')).toMatchObject({
      ok: false,
      error: { code: 'passphrase-too-short' },
    });
    expect(await first.ring.unlockWithPassphrase('Größe im Keller')).toMatchObject({ ok: true });
    expect(readFileSync(file, 'utf8')).not.toContain(first.unlocked[0]);

    const second = start(null);
    expect(second.ring.status()).toEqual({ state: 'locked' });
    expect(await second.ring.unlockWithPassphrase('Grosse im Keller')).toMatchObject({
      ok: false,
      error: { code: 'wrong-passphrase' },
    });
    expect(second.ring.acceptPlainKey()).toMatchObject({ ok: false, error: { code: 'not-offered' } });
    // The same words as another system composes them.
    expect(await second.ring.unlockWithPassphrase('Größe im Keller'.normalize('NFD'))).toMatchObject({
      ok: true,
    });
    expect(second.unlocked).toEqual(first.unlocked);
  });

  test('after three wrong passphrases the next try has to wait, right or not', async () => {
    const chosen = 'Größe im Keller';
    await start(null).ring.unlockWithPassphrase(chosen);
    let nowMs = 0;
    const ring = createKeyRing({
      file,
      keychain: null,
      givenKey: null,
      onUnlocked: () => {},
      nowMs: () => nowMs,
    });
    const tooSoon = { ok: false, error: { code: 'too-many-tries' } };
    for (let i = 0; i < 3; i += 1) {
      expect(await ring.unlockWithPassphrase('guessed')).toMatchObject({
        error: { code: 'wrong-passphrase' },
      });
    }
    expect(await ring.unlockWithPassphrase(chosen)).toEqual(tooSoon);
    nowMs = 999;
    expect(await ring.unlockWithPassphrase(chosen)).toEqual(tooSoon);
    nowMs = 1_000;
    expect(await ring.unlockWithPassphrase(chosen)).toMatchObject({ ok: true });
  });

  test('an unsealed key is kept for this user only, and says what it is', () => {
    const first = start(null);
    expect(first.ring.acceptPlainKey()).toEqual({
      ok: true,
      data: { state: 'unlocked', protection: 'plain-file' },
    });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const second = start(null);
    expect(second.ring.status()).toEqual({ state: 'unlocked', protection: 'plain-file' });
    expect(second.ring.key()).toBe(first.unlocked[0]);
  });
});

/** A passphrase file as an earlier version wrote it: at another cost, which it does not say. */
function keepAsBefore(key: string, passphrase: string): void {
  const [salt, iv] = [Buffer.alloc(16, 1), Buffer.alloc(12, 2)];
  const secret = scryptSync(passphrase, salt, 32, { N: 2 ** 16, r: 8, p: 1, maxmem: 128 * 1024 * 1024 });
  const cipher = createCipheriv('aes-256-gcm', secret, iv);
  const sealed = Buffer.concat([cipher.update(key, 'utf8'), cipher.final()]);
  const parts = { salt, iv, tag: cipher.getAuthTag(), sealed };
  const texts = Object.entries(parts).map(([name, bytes]) => [name, bytes.toString('base64')]);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify({ version: 1, protection: 'passphrase', ...Object.fromEntries(texts) }));
}

describe('the file of an earlier version', () => {
  test('opens, and is sealed anew at the cost of today', async () => {
    const key = 'ab'.repeat(32);
    keepAsBefore(key, 'Keller zwei drei');
    const { ring, unlocked } = start(null);
    expect(await ring.unlockWithPassphrase('Keller zwei vier')).toMatchObject({ ok: false });
    expect(JSON.parse(readFileSync(file, 'utf8')).version).toBe(1);
    expect(await ring.unlockWithPassphrase('Keller zwei drei')).toMatchObject({ ok: true });
    expect(unlocked).toEqual([key]);
    const now = JSON.parse(readFileSync(file, 'utf8'));
    expect(now).toMatchObject({ version: 2, cost: { N: 2 ** 17, r: 8, p: 1 } });
    const again = start(null);
    expect(await again.ring.unlockWithPassphrase('Keller zwei drei')).toMatchObject({ ok: true });
    expect(again.unlocked).toEqual([key]);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(now);
  });

  test('that asks for more memory or time than anybody has is not tried', async () => {
    keepAsBefore('ab'.repeat(32), 'Keller zwei drei');
    const kept = JSON.parse(readFileSync(file, 'utf8'));
    const costs = [
      ...[
        { N: 2 ** 24, r: 8, p: 1 },
        { N: 2 ** 17, r: 1_000, p: 1 },
        { N: 2 ** 17, r: 8, p: 1_000 },
      ],
      ...[{ N: 100_000, r: 8, p: 1 }, { N: -2, r: 8, p: 1 }, { N: 2 ** 17, r: 0, p: 1 }, {}, null, 'much'],
    ];
    for (const cost of costs) {
      writeFileSync(file, JSON.stringify({ ...kept, version: 2, cost }));
      expect.soft([cost, start(null).ring.status().state]).toEqual([cost, 'unreadable']);
    }
  });

  test('that lacks something is named as that, not as a wrong passphrase', () => {
    keepAsBefore('ab'.repeat(32), 'Keller zwei drei');
    const { tag: _, ...rest } = JSON.parse(readFileSync(file, 'utf8'));
    writeFileSync(file, JSON.stringify(rest));
    expect(start(null).ring.status()).toEqual({ state: 'unreadable', detail: 'no tag in it' });
  });
});

test('two tries at once are one try', async () => {
  await start(null).ring.unlockWithPassphrase('Größe im Keller');
  const { ring } = start(null);
  const tries = ['guessed one', 'guessed two', 'Größe im Keller'].map((tried) =>
    ring.unlockWithPassphrase(tried),
  );
  const codes = (await Promise.all(tries)).map((reply) => (reply.ok ? 'ok' : reply.error.code));
  expect(codes).toEqual(['wrong-passphrase', 'too-many-tries', 'too-many-tries']);
});

test('a given key is used and kept nowhere', () => {
  const { ring, unlocked } = start(keychainOf('anna'), '0f'.repeat(32));
  expect(ring.status()).toEqual({ state: 'unlocked', protection: 'environment' });
  expect(unlocked).toEqual(['0f'.repeat(32)]);
  expect(() => statSync(file)).toThrow();
});

test.each(['', '{', '{"version":2,"protection":"keychain"}', '{"version":1,"protection":"tpm"}'])(
  'a key file holding %j is kept and reported',
  (text) => {
    start(null).ring.acceptPlainKey();
    writeFileSync(file, text);
    expect(start(keychainOf('anna')).ring.status().state).toBe('unreadable');
    expect(readFileSync(file, 'utf8')).toBe(text);
  },
);
