import type { ElectronApplication, Page } from '@playwright/test';
import { companyForAll, launchAs } from './support/company.ts';
import { expect, test } from './support/console.ts';
import { openPlace } from './support/places.ts';

const company = companyForAll();

/** What the operating system says when its screen is locked. */
const lockScreen = (app: ElectronApplication): Promise<void> =>
  app.evaluate(({ powerMonitor }) => {
    powerMonitor.emit('lock-screen');
  });

const lockPage = (window: Page) => window.getByRole('dialog', { name: 'Locked' });
const PASSWORD = 'anna-deskhand';

test.describe('the lock of the screen', () => {
  test('takes what was shown out of the page, keeps what was typed, and opens by the password', async ({
    launchConsole,
    takePicture,
  }) => {
    const { app, window } = await launchAs('service-desk', launchConsole, company);
    const row = window.getByRole('grid').getByRole('row').nth(1);
    await expect(row).toContainText(/[A-Z]{3}-[0-9A-Z]{3}-\d{4}/);
    const shown = /[A-Z]{3}-[0-9A-Z]{3}-\d{4}/.exec((await row.textContent()) ?? '')?.[0] ?? '';
    expect(shown).not.toBe('');
    const tabs = window.getByRole('tablist', { name: 'Open records' }).getByRole('tab');
    await row.dblclick();
    await expect(tabs).toHaveText(/^INC-\S+ \S+/);
    await openPlace(window, 'New incident');
    await window.getByRole('textbox', { name: 'Title' }).first().fill('Typed before the lock');
    await lockScreen(app);
    await expect(lockPage(window)).toBeVisible();
    await takePicture(window, 'locked');
    const left = await window.evaluate(() => document.documentElement.outerHTML);
    expect(left).not.toContain(shown);
    expect(left).not.toContain('Typed before the lock');
    await expect(window.getByRole('grid')).toHaveCount(0);
    await window.getByLabel('Password').fill(PASSWORD);
    await window.keyboard.press('Enter');
    await expect(lockPage(window)).toHaveCount(0);
    await expect(window.getByRole('textbox', { name: 'Title' }).first()).toHaveValue('Typed before the lock');

    // A record that is closed in the moment of the lock stays closed.
    const record = tabs.filter({ hasText: shown });
    await expect(record).toHaveCount(1);
    await record.click({ button: 'middle' });
    await lockScreen(app);
    await window.getByLabel('Password').fill(PASSWORD);
    await window.keyboard.press('Enter');
    await expect(lockPage(window)).toHaveCount(0);
    // Once a list is answered the open records have been, too.
    await openPlace(window, 'Queue');
    await expect(row).toContainText(/[A-Z]{3}-[0-9A-Z]{3}-\d{4}/);
    await expect(record).toHaveCount(0);
  });

  test('is no business of the page: one that hangs is taken down and loaded anew', async ({
    launchConsole,
  }) => {
    const { app, window } = await launchAs('service-desk', launchConsole, company);
    await expect(window.getByRole('grid').getByRole('row').nth(1)).toBeVisible();
    // From the next turn on the page does nothing else any more.
    await window.evaluate(() => {
      setTimeout(() => {
        for (;;) performance.now();
      });
    });
    // What it shows afterwards Playwright does not see: it leaves a page whose process went.
    const taken = app.evaluate(
      ({ BrowserWindow }) =>
        new Promise<string>((resolve) => {
          const [contents] = BrowserWindow.getAllWindows().map(({ webContents }) => webContents);
          contents?.once('render-process-gone', (_event, { reason }) =>
            contents.once('did-start-loading', () => resolve(reason)),
          );
        }),
    );
    await lockScreen(app);
    expect(await taken).toBe('crashed');
  });
});

test('a page reaches nobody: no peer over UDP or TCP, not from a frame of its own either', async ({
  launchConsole,
}) => {
  const { app, window } = await launchConsole();
  await expect(window.locator('body')).toContainText(/\w/);
  // Listens in the main process, where a test may have a network.
  const port = await app.evaluate(async () => {
    const { createServer } = process.getBuiltinModule('node:net');
    const { createSocket } = process.getBuiltinModule('node:dgram');
    const heard = { tcp: 0, udp: 0 };
    Object.assign(globalThis, { heard });
    const server = createServer((socket) => {
      heard.tcp += 1;
      socket.destroy();
    });
    await new Promise<void>((resolve) => server.listen(0, '0.0.0.0', resolve));
    const address = server.address();
    const chosen = typeof address === 'object' && address !== null ? address.port : 0;
    const socket = createSocket('udp4');
    socket.on('message', () => {
      heard.udp += 1;
    });
    await new Promise<void>((resolve) => socket.bind(chosen, resolve));
    return chosen;
  });
  const tried = await window.evaluate(async (port) => {
    const frame = document.createElement('iframe');
    document.body.append(frame);
    const Peer = (frame.contentWindow as unknown as { RTCPeerConnection: typeof RTCPeerConnection })
      .RTCPeerConnection;
    const results: string[] = [typeof globalThis.RTCPeerConnection];
    for (const host of ['127.0.0.1', 'localhost']) {
      const peer = new Peer({
        iceServers: [
          { urls: `stun:${host}:${port}` },
          { urls: `turn:${host}:${port}?transport=tcp`, username: 'u', credential: 'c' },
          { urls: `turn:${host}:${port}?transport=udp`, username: 'u', credential: 'c' },
        ],
      });
      peer.createDataChannel('x');
      const done = new Promise<void>((resolve) => {
        peer.onicegatheringstatechange = () => peer.iceGatheringState === 'complete' && resolve();
      });
      await peer.setLocalDescription(await peer.createOffer());
      await done;
      results.push(String(peer.localDescription?.sdp.includes('a=candidate')));
      peer.close();
    }
    return results;
  }, port);
  expect(tried).toEqual(['undefined', 'false', 'false']);
  expect(await app.evaluate(() => (globalThis as unknown as { heard: object }).heard)).toEqual({
    tcp: 0,
    udp: 0,
  });
});
