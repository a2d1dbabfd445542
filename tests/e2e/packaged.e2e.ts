import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { extractFile, listPackage } from '@electron/asar';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { chromium } from '@playwright/test';
import { SAMPLE_ACCOUNTS } from '#backend/sample-company/accounts.ts';
import { projectRoot } from '../../scripts/paths.ts';
import { expect, test } from './support/console.ts';

const release = join(projectRoot, 'release', 'linux-unpacked');
const executable = join(release, 'deskhand');
const archive = join(release, 'resources', 'app.asar');

test.skip(process.platform !== 'linux', 'The folder and the executable have other names elsewhere.');
test.describe.configure({ mode: 'serial' });

const run = (args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<number | null> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...args], {
      cwd: projectRoot,
      env: { ...process.env, ...env },
      stdio: 'ignore',
    });
    child.once('error', reject);
    child.once('close', resolve);
  });

test.beforeAll(async () => {
  expect(await run(['--import', 'tsx', 'scripts/package.ts', '--dir'], { NODE_ENV: 'production' })).toBe(0);
});

test('the fuses of the executable are as electron-builder.yml says', async () => {
  const wire = await getCurrentFuseWire(executable);
  // As they stand in the executable: the digits 1 and 0.
  const [ENABLE, DISABLE] = [0x31, 0x30];
  expect({
    runAsNode: wire[FuseV1Options.RunAsNode],
    nodeOptions: wire[FuseV1Options.EnableNodeOptionsEnvironmentVariable],
    inspect: wire[FuseV1Options.EnableNodeCliInspectArguments],
    integrity: wire[FuseV1Options.EnableEmbeddedAsarIntegrityValidation],
    onlyArchive: wire[FuseV1Options.OnlyLoadAppFromAsar],
    filePrivileges: wire[FuseV1Options.GrantFileProtocolExtraPrivileges],
  }).toEqual({
    ...{ runAsNode: DISABLE, nodeOptions: DISABLE, inspect: DISABLE, filePrivileges: DISABLE },
    ...{ integrity: ENABLE, onlyArchive: ENABLE },
  });
});

test('no password of the sample company and no file of its accounts is in the archive', () => {
  const files = listPackage(archive, { isPack: false }).map((file) => file.replace(/^[\\/]/, ''));
  expect(files).toContain(join('dist', 'main', 'main.cjs'));
  expect(files.filter((file) => file.includes('sample-company') || file.endsWith('.map'))).toEqual([]);
  const texts = files.filter(
    (file) => /\.(cjs|mjs|js|json|html)$/.test(file) && !file.startsWith('node_modules'),
  );
  expect(texts.length).toBeGreaterThan(10);
  for (const file of texts) {
    const text = extractFile(archive, file).toString();
    for (const { password } of SAMPLE_ACCOUNTS)
      expect.soft(text.includes(password), `${password} in ${file}`).toBe(false);
  }
});

/** Starts the packaged program with everything in its environment that the start script would give it, and more. */
const startPackaged = (profile: string, args: readonly string[] = []): ChildProcess =>
  spawn(executable, ['--no-sandbox', `--profile=${profile}`, ...args], {
    env: {
      ...process.env,
      DESKHAND_KEY: '5a'.repeat(32),
      DESKHAND_SERVER: 'http://127.0.0.1:9',
      DESKHAND_SAMPLE_COMPANY: '1',
      DESKHAND_AUTOSIGNIN: 'anna.sd:anna-deskhand',
      DESKHAND_SCREENSHOT: join(profile, 'queue.png'),
      NODE_OPTIONS: '--require=/nowhere/to-be-found.cjs',
      ELECTRON_RUN_AS_NODE: '1',
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });

test('it starts, with its data host, and neither as Node nor signed in by itself', async () => {
  const profile = mkdtempSync(join(tmpdir(), 'deskhand-packaged-'));
  const child = startPackaged(profile, ['--remote-debugging-port=0']);
  try {
    const address = await new Promise<string>((resolve, reject) => {
      child.once('exit', (code) => reject(new Error(`ended with ${code}`)));
      createInterface(child.stderr as NodeJS.ReadableStream).on('line', (line) => {
        const found = /DevTools listening on (ws:\S+)/.exec(line)?.[1];
        if (found !== undefined) resolve(found);
      });
    });
    const browser = await chromium.connectOverCDP(address);
    const context = browser.contexts()[0];
    const page = context?.pages()[0] ?? (await context?.waitForEvent('page'));
    if (page === undefined) throw new Error('no window');
    // The data host has opened its store, so the sign-in page stands; it names no accounts.
    await expect(page.getByLabel('Password')).toBeVisible();
    expect(await page.locator('body').textContent()).not.toContain('anna');
    const info = await page.evaluate(() => window.deskhand.native.appInfo());
    expect(info).toMatchObject({ sampleCompany: false, autoSignIn: null });
    expect(readdirSync(profile)).toContain('store.db');
    expect(readdirSync(profile)).not.toContain('queue.png');
    await browser.close();
  } finally {
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill();
    await ended;
    rmSync(profile, { recursive: true, force: true });
  }
});
