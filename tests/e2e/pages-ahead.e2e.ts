/** Pages that are made before somebody opens them: there when they are wanted, and nothing of them acts before. */
import type { Page } from '@playwright/test';
import { companyForAll, launchAs } from './support/company.ts';
import { expect, test } from './support/console.ts';

const company = companyForAll();

/** By their names, those out of sight included. */
const frames = (window: Page): Promise<readonly (string | undefined)[]> =>
  window.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('[data-page-frame]')].map(({ dataset }) =>
      dataset.pageFrame?.replace(/:.*/, ''),
    ),
  );
const made = ['change-calendar', 'changes', 'queue', 'reports'];

type Heard = { heard: Set<string> };

/** Notes all that the window says to the data host, which pages come and go, and which of them can be seen. */
const listen = async (window: Page): Promise<void> => {
  await window.addInitScript(() => {
    const heard = new Set<string>();
    Object.assign(globalThis, { heard });
    const post = MessagePort.prototype.postMessage;
    MessagePort.prototype.postMessage = function (message: { name?: string } | null, ...rest: never[]) {
      if (typeof message?.name === 'string') heard.add(message.name);
      return Reflect.apply(post, this, [message, ...rest]);
    };
    const look = (): void => {
      for (const frame of document.querySelectorAll<HTMLElement>('[data-page-frame]')) {
        const page = frame.dataset.pageFrame?.replace(/:.*/, '');
        heard.add(`page ${page}`);
        if ([...frame.querySelectorAll('*')].some((part) => part.checkVisibility()))
          heard.add(`seen ${page}`);
      }
    };
    new MutationObserver(look).observe(document, { childList: true, subtree: true });
  });
  await window.reload();
};
const heard = (window: Page): Promise<readonly string[]> =>
  window.evaluate(() => [...(globalThis as unknown as Heard).heard]);

test('pages are made while nobody does anything, and act only when they are opened', async ({
  launchConsole,
}) => {
  const { window } = await launchAs('service-desk', launchConsole, company);
  await listen(window);
  const list = window.getByRole('grid', { name: 'Tickets' });
  await list.focus();
  await expect.poll(async () => [...(await frames(window))].sort()).toEqual(made);
  // Records, too, to be let go of again. That one was looked at is told nobody, and it is no tab.
  const pages = ['incident-new', 'ticket', 'changes', 'change-calendar', 'reports'];
  const wanted = [...pages.map((page) => `page ${page}`), 'tickets.detail', 'reports.dashboard'];
  const missing = async () => {
    const known = await heard(window);
    return wanted.filter((one) => !known.includes(one));
  };
  await expect.poll(missing).toEqual([]);
  const said = await heard(window);
  expect(said.filter((one) => one.startsWith('seen'))).toEqual(['seen queue']);
  expect(said).not.toContain('presence.tell');
  expect(said.filter((one) => one.startsWith('drafts.')).sort()).toEqual(['drafts.get', 'drafts.list']);
  const tabs = window.getByRole('tablist', { name: 'Open records' }).getByRole('tab');
  await expect(tabs).toHaveCount(0);
  await expect(list).toBeFocused();

  await window.keyboard.press('g');
  await window.keyboard.press('r');
  await expect(window.locator('.recharts-bar-rectangle').filter({ visible: true }).first()).toBeVisible();
  await window.keyboard.press('g');
  await window.keyboard.press('q');
  await window.keyboard.press('Enter');
  await expect(tabs).toHaveCount(1);
  await expect.poll(() => heard(window)).toContain('presence.tell');
});

test('a record that is opened while it is made has its name and tells that it is open', async ({
  launchConsole,
}) => {
  const { window } = await launchAs('service-desk', launchConsole, company);
  await listen(window);
  // Presses Enter on the first row as soon as its page stands.
  await window.addInitScript(() => {
    const open = new MutationObserver(() => {
      const list = document.querySelector<HTMLElement>('[role="grid"][aria-label="Tickets"]');
      if (list === null || document.querySelector('[data-page-frame^="ticket:"] .record-page') === null)
        return;
      open.disconnect();
      list.focus();
      list.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));
    });
    open.observe(document, { childList: true, subtree: true });
  });
  await window.reload();
  const tabs = window.getByRole('tablist', { name: 'Open records' }).getByRole('tab');
  await expect(tabs).toHaveCount(1);
  await expect(tabs).toHaveText(/^INC-\S+ \S+/);
  await expect.poll(() => heard(window)).toContain('presence.tell');
  await window.keyboard.press('n');
  await expect(window.getByRole('textbox', { name: 'Work note' })).toBeFocused();
});
