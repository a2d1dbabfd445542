import { chmodSync, chownSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { openStoreFile } from '#main/host/storage/store-file.ts';

const KEY = 'a key for the read-only folder test';
const NOBODY = 65_534;

const folder = mkdtempSync(join(tmpdir(), 'deskhand-read-only-'));
const path = join(folder, 'store.db');
// Not the folder itself: where it lies belongs to root, who is given up below, and it goes with all that the run leaves.
afterEach(() => {
  for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true, force: true });
});

async function opened(): Promise<string> {
  const store = openStoreFile(path, KEY);
  if (!store.ok) return `${store.error.code} ${store.error.reason}`;
  await store.value.close();
  return 'opened';
}

/** Root may write everywhere, so root becomes nobody, with the folder. There is no way back: this file's process has no other test. */
function giveUpRoot(): void {
  if (process.getuid?.() !== 0) return;
  for (const name of readdirSync(folder)) chownSync(join(folder, name), NOBODY, NOBODY);
  chownSync(folder, NOBODY, NOBODY);
  process.setgid?.(NOBODY);
  process.setuid?.(NOBODY);
}

it.skipIf(process.platform === 'win32')('a folder that can only be read is named', async () => {
  expect(await opened()).toBe('opened');
  giveUpRoot();
  chmodSync(folder, 0o500);
  expect(await opened()).toBe('unreadable store.readonly');
  chmodSync(folder, 0o700);
  expect(await opened()).toBe('opened');
});
