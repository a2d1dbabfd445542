import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { checkDependencies } from '../../../scripts/dependency-rules.mjs';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'deskhand-deps-'));
  write('package.json', '{"type":"module","imports":{"#domain/*":"./domain/*","#main/*":"./main/*"}}');
  write('domain/a.ts', 'export const a = 1;');
  write('main/host/store.ts', 'export const store = 1;');
});
afterEach(() => rmSync(root, { recursive: true }));

function write(file: string, text: string): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
}

async function brokenRules(): Promise<readonly string[]> {
  const { violations } = await checkDependencies(root);
  return [...new Set(violations.map(({ rule }) => rule))].sort();
}

test('arrows that point the right way pass', async () => {
  write('contracts/c.ts', "import { a } from '#domain/a.ts';\nexport const c = a;");
  write(
    'renderer/features/queue/page.tsx',
    "import { a } from '#domain/a.ts';\nexport const page = () => <b>{a}</b>;",
  );
  write(
    'renderer/app/app.tsx',
    "import { page } from '../features/queue/page.tsx';\nexport const app = page;",
  );
  write('main/host/context.ts', 'export const context = 1;');
  for (const [i, folder] of HOST_FOLDERS.entries()) {
    const below = HOST_FOLDERS.slice(0, i).map((known) => `import '../${known}/x.ts';`);
    write(`main/host/${folder}/x.ts`, [...below, 'export const x = 1;'].join('\n'));
  }
  write(
    'main/host/features/x.ts',
    "import '../read/x.ts';\nimport { context } from '../context.ts';\nexport const x = context;",
  );
  expect(await brokenRules()).toEqual([]);
});

/** In the order in which they may know each other: each all before it. */
const HOST_FOLDERS = ['storage', 'local', 'kernel', 'store', 'read', 'sync', 'session'];

const wrong: readonly (readonly [rule: string, file: string, imported: string])[] = [
  ['domain-is-pure', 'domain/b.ts', 'node:fs'],
  ['domain-is-pure', 'domain/b.ts', '#main/host/store.ts'],
  ['contracts-know-domain-only', 'contracts/c.ts', '#main/host/store.ts'],
  ['renderer-sees-contracts-and-domain', 'renderer/app/b.tsx', '#main/host/store.ts'],
  ['renderer-without-node-core', 'renderer/app/b.ts', 'node:path'],
  ['features-keep-apart', 'renderer/features/queue/b.tsx', '../config-items/b.tsx'],
  ['renderer-shared-below-features', 'renderer/shared/b.ts', '../features/config-items/b.tsx'],
  ['features-below-app', 'renderer/features/queue/b.ts', '../../app/x.ts'],
  ['preload-is-thin', 'preload/b.ts', '#main/host/store.ts'],
  ['main-stands-alone', 'main/host/b.ts', '../../backend/x.ts'],
  ['host-without-electron', 'main/host/b.ts', '../electron/x.ts'],
  ['host-storage', 'main/host/storage/b.ts', '../store/x.ts'],
  ['host-local', 'main/host/local/b.ts', '../kernel/x.ts'],
  ['host-kernel', 'main/host/kernel/b.ts', '../read/x.ts'],
  ['host-kernel', 'main/host/kernel/b.ts', '../context.ts'],
  ['host-store', 'main/host/store/b.ts', '../read/x.ts'],
  ['host-read', 'main/host/read/b.ts', '../features/x.ts'],
  ['host-read', 'main/host/read/b.ts', '../context.ts'],
  ['host-sync', 'main/host/sync/b.ts', '../features/x.ts'],
  ['host-sync', 'main/host/sync/b.ts', '../session/x.ts'],
  ['host-session', 'main/host/session/b.ts', '../features/x.ts'],
  ['host-features', 'main/host/features/b.ts', '../sync/x.ts'],
  ['host-features', 'main/host/features/b.ts', '../store.ts'],
  ['host-import', 'main/host/import/b.ts', '../features/x.ts'],
  ['shell-without-data', 'main/electron/b.ts', '#main/host/store.ts'],
  ['backend-knows-domain-only', 'backend/b.ts', '#main/host/store.ts'],
  ['cli-without-window', 'cli/b.ts', '../main/electron/x.ts'],
  ['tests-point-inwards', 'domain/b.ts', '../scripts/x.ts'],
  ['not-found', 'domain/b.ts', './nowhere.ts'],
];

test.each(wrong)('%s fires on %s importing %s', async (rule, file, imported) => {
  for (const target of [
    'renderer/features/config-items/b.tsx',
    'renderer/app/x.ts',
    'backend/x.ts',
    'main/electron/x.ts',
    'scripts/x.ts',
    'main/host/context.ts',
    ...[...HOST_FOLDERS, 'features'].map((folder) => `main/host/${folder}/x.ts`),
  ]) {
    write(target, 'export const x = 1;');
  }
  write(file, `import * as x from '${imported}';\nexport const y = x;`);
  expect(await brokenRules()).toContain(rule);
});

test('a type-only import counts as well', async () => {
  write('domain/b.ts', "import type { store } from '#main/host/store.ts';\nexport type B = typeof store;");
  expect(await brokenRules()).toEqual(['domain-is-pure']);
});

test('no-circular fires', async () => {
  write('domain/b.ts', "import { c } from './c.ts';\nexport const b = c;");
  write('domain/c.ts', "import { b } from './b.ts';\nexport const c = b;");
  expect(await brokenRules()).toEqual(['no-circular']);
});
