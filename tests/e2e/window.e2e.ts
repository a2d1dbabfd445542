import { consoleForAll, expect, test } from './support/console.ts';

const running = consoleForAll((launchConsole) => launchConsole());

test('the window opens on its own origin without errors', async ({ takePicture }) => {
  const { window, pageErrors } = running;
  await expect(window).toHaveTitle(/Deskhand/);
  await expect(window.locator('#root')).not.toBeEmpty();
  expect(await window.evaluate(() => globalThis.location.origin)).toBe('app://deskhand');
  await takePicture(window, 'window');
  expect(pageErrors).toEqual([]);
});

test('the page has no Node, and only the typed bridge', async () => {
  const { window } = running;
  const reachable = await window.evaluate(() => ({
    node: ['require', 'process', 'Buffer', 'module', 'global'].filter((name) => name in globalThis),
    bridge: Object.keys((globalThis as unknown as { deskhand: object }).deskhand).sort(),
  }));
  expect(reachable).toEqual({ node: [], bridge: ['native', 'on', 'systemLocale'] });
});

test("the main process refuses calls with arguments that are not the contract's", async () => {
  const { window } = running;
  const answers = await window.evaluate(() => {
    type Call = (...values: readonly unknown[]) => Promise<unknown>;
    const { native } = (globalThis as unknown as { deskhand: { native: Record<string, Call> } }).deskhand;
    const told = (name: string, ...values: readonly unknown[]) =>
      native[name]?.(...values).then(
        () => 'answered',
        (error: unknown) => String(error).replace(/^.*?(refused.*)$/s, '$1'),
      );
    return Promise.all([
      told('appInfo'),
      told('appInfo', 'more'),
      told('unlockWithPassphrase'),
      told('unlockWithPassphrase', ''),
      told('unlockWithPassphrase', 7),
      told('unlockWithPassphrase', 'x'.repeat(1025)),
      told('unlockWithPassphrase', 'right', 'more'),
    ]);
  });
  expect(answers).toEqual(['answered', ...Array<string>(6).fill('refused, wrong arguments')]);
});

test('the content security policy stops inline script and every network', async () => {
  const { window } = running;
  const outcome = await window.evaluate(async () => {
    const script = document.createElement('script');
    script.textContent = 'globalThis.inlineScriptRan = true';
    document.head.append(script);
    const fetched = await fetch('https://example.org/').then(
      () => 'reached',
      () => 'refused',
    );
    return { inlineScriptRan: 'inlineScriptRan' in globalThis, fetched };
  });
  expect(outcome).toEqual({ inlineScriptRan: false, fetched: 'refused' });
});

test('emotion styles get in by the nonce', async () => {
  const { window } = running;
  await expect(window.locator('#root')).not.toBeEmpty();
  const margin = await window.evaluate(() => getComputedStyle(document.body).margin);
  expect(margin).toBe('0px');
});
