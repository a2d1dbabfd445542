import type { ElectronApplication, Page } from '@playwright/test';
import { consoleForAll, expect, test } from './support/console.ts';

const running = consoleForAll((launchConsole) => launchConsole());

const hostile = [
  'https://example.org/',
  'http://127.0.0.1:9/',
  'file:///etc/passwd',
  'data:text/html,<p>x</p>',
  'app://evil/',
  'app://deskhand.evil.example/',
];

/** Records what would have been handed to the system, instead of opening it. */
async function recordOpened(app: ElectronApplication): Promise<() => Promise<readonly string[]>> {
  await app.evaluate(({ shell }) => {
    const opened: string[] = [];
    Object.assign(globalThis, { opened });
    shell.openExternal = async (url) => {
      opened.push(url);
    };
  });
  return () => app.evaluate(() => (globalThis as unknown as { opened: string[] }).opened);
}

/** Follows a link as a click does, in a page that is busy with nothing else. */
async function follow(window: Page, href: string, target: string): Promise<void> {
  await window.evaluate(
    ([address, frame]) => {
      const link = document.createElement('a');
      link.href = address ?? '';
      link.target = frame ?? '';
      document.body.append(link);
      link.click();
      link.remove();
    },
    [href, target],
  );
}

test('no link leads the window away or opens a second one', async () => {
  const { app, window } = running;
  const opened = await recordOpened(app);
  for (const address of hostile) {
    for (const target of ['', '_blank', '_top']) await follow(window, address, target);
    await window.evaluate((url) => void globalThis.open(url), address);
  }
  // A round trip through the main process: whatever the links started has been decided by then.
  await window.evaluate(() =>
    (
      globalThis as unknown as { deskhand: { native: { appInfo: () => Promise<unknown> } } }
    ).deskhand.native.appInfo(),
  );
  expect(new URL(window.url()).origin).toBe(new URL('app://deskhand/').origin);
  expect(await window.evaluate(() => globalThis.location.origin)).toBe('app://deskhand');
  expect(app.windows()).toHaveLength(1);
  // Only what a link meant for outside asked for, and only as https.
  expect(new Set(await opened())).toEqual(new Set(['https://example.org/']));
});

test('a page outside the built files is not served', async () => {
  const { window } = running;
  const statuses = await window.evaluate(() =>
    Promise.all(
      ['/..%2f..%2fpackage.json', '/%2e%2e/%2e%2e/package.json', '/assets/none.js'].map(async (path) => {
        const answer = await fetch(path);
        return answer.status;
      }),
    ),
  );
  expect(statuses).toEqual([404, 404, 404]);
});

test('a second start on the same profile brings the first to the front', async ({ launchConsole }) => {
  const { app, profile } = running;
  const second = app.evaluate(
    ({ app: main }) => new Promise((resolve) => main.once('second-instance', () => resolve('seen'))),
  );
  await launchConsole({ profile }).catch(() => undefined);
  expect(await second).toBe('seen');
});
