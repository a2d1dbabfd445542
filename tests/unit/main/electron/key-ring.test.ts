import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

  test("another user's key file is not opened, and not overwritten", () => {
    start(keychainOf('anna'));
    const kept = readFileSync(file);
    const { ring, unlocked } = start(keychainOf('eve'));
    expect(ring.status().state).toBe('unreadable');
    expect(unlocked).toEqual([]);
    expect(ring.acceptPlainKey()).toMatchObject({ ok: false, error: { code: 'not-offered' } });
    expect(ring.unlockWithPassphrase('correct horse')).toMatchObject({
      ok: false,
      error: { code: 'not-offered' },
    });
    expect(readFileSync(file)).toEqual(kept);
  });
});

describe('without a keychain', () => {
  test('nothing is made before the user has chosen', () => {
    const { ring, unlocked } = start(null);
    expect(ring.status()).toEqual({ state: 'choose' });
    expect(unlocked).toEqual([]);
    expect(() => statSync(file)).toThrow();
  });

  test('a passphrase: too short, then chosen, asked for again, wrong, right', () => {
    const first = start(null);
    expect(first.ring.unlockWithPassphrase('short')).toMatchObject({
      ok: false,
      error: { code: 'passphrase-too-short' },
    });
    expect(first.ring.unlockWithPassphrase('Größe im Keller')).toMatchObject({ ok: true });
    expect(readFileSync(file, 'utf8')).not.toContain(first.unlocked[0]);

    const second = start(null);
    expect(second.ring.status()).toEqual({ state: 'locked' });
    expect(second.ring.unlockWithPassphrase('Grosse im Keller')).toMatchObject({
      ok: false,
      error: { code: 'wrong-passphrase' },
    });
    expect(second.ring.acceptPlainKey()).toMatchObject({ ok: false, error: { code: 'not-offered' } });
    // The same words as another system composes them.
    expect(second.ring.unlockWithPassphrase('Größe im Keller'.normalize('NFD'))).toMatchObject({ ok: true });
    expect(second.unlocked).toEqual(first.unlocked);
  });

  test('after three wrong passphrases the next try has to wait, right or not', () => {
    const chosen = 'Größe im Keller';
    start(null).ring.unlockWithPassphrase(chosen);
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
      expect(ring.unlockWithPassphrase('guessed')).toMatchObject({ error: { code: 'wrong-passphrase' } });
    }
    expect(ring.unlockWithPassphrase(chosen)).toEqual(tooSoon);
    nowMs = 999;
    expect(ring.unlockWithPassphrase(chosen)).toEqual(tooSoon);
    nowMs = 1_000;
    expect(ring.unlockWithPassphrase(chosen)).toMatchObject({ ok: true });
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
