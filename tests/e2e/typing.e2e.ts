import type { Page } from '@playwright/test';
import { companyForAll, launchAs } from './support/company.ts';
import { expect, test } from './support/console.ts';
import { openPlace } from './support/places.ts';

const company = companyForAll();

/** A console of its own, for what only the first time after a start shows; the people are there. */
const deskWindow = async (launch: Parameters<typeof launchAs>[1]): Promise<Page> => {
  const { window } = await launchAs('service-desk', launch, company);
  await expect(window.getByRole('grid', { name: 'Tickets' })).toContainText('Service Desk');
  return window;
};

test('what is typed right after the key that opens a page is in its field, also the first time', async ({
  launchConsole,
}) => {
  const window = await deskWindow(launchConsole);
  const { keyboard } = window;
  // Nobody waits for the field: the first keys come while the page is being built.
  await keyboard.press('Control+n');
  await keyboard.type(company.caller.name);
  await expect(window.getByRole('combobox', { name: 'Caller' })).toHaveValue(company.caller.name);
  await expect(window.getByRole('option', { name: company.caller.name }).first()).toBeVisible();
});

test('what is typed on after a form has closed changes nothing, and one key alone is a command again', async ({
  launchConsole,
}) => {
  const window = await deskWindow(launchConsole);
  await openPlace(window, 'Created today');
  await window
    .getByRole('row')
    .filter({ hasText: /INC-.*New/ })
    .first()
    .click();
  const record = window.locator('.record-page').filter({ visible: true });
  const state = record.locator('.state-bar [aria-current]');
  const form = record.locator('[data-part="step"] form');
  const { keyboard } = window;
  await expect(state).toContainText('New');
  await window.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await keyboard.press('h');
  await expect(form.locator('input:focus')).toBeInViewport();
  await keyboard.type('vendor');
  await keyboard.press('Enter');
  await keyboard.press('Control+Enter');
  await expect(form).toHaveCount(0);
  // s and r are the keys of steps.
  await keyboard.type('so the rest is sure');
  await expect(state).toContainText('Awaiting vendor');
  await expect(form).toHaveCount(0);
  await expect(window.getByRole('dialog')).toHaveCount(0);
  await expect(async () => {
    await keyboard.press('r');
    await expect(form).toHaveCount(1, { timeout: 1_000 });
  }).toPass();
});

test('a chosen person is replaced by typing another one over it, from wherever the field was entered', async ({
  launchConsole,
}) => {
  const window = await deskWindow(launchConsole);
  const { keyboard } = window;
  const caller = window.getByRole('combobox', { name: 'Caller' });
  await keyboard.press('Control+n');
  await keyboard.type(company.caller.name);
  await keyboard.press('Enter');
  await expect(caller).toHaveValue(company.caller.name);
  await expect(caller).not.toBeFocused();
  for (const [enter, text] of [
    [() => caller.click(), 'Lea'],
    [() => caller.focus(), 'Carl'],
    [
      async () => {
        await window.getByRole('textbox', { name: 'Title' }).focus();
        await caller.focus();
      },
      company.caller.name,
    ],
  ] as const) {
    await enter();
    // Slowly, so that answers come between the keys and change what is offered.
    await keyboard.type(text, { delay: 120 });
    await expect(caller).toHaveValue(text);
    await expect(window.getByRole('option', { name: new RegExp(`^${text}`) }).first()).toBeVisible();
    await keyboard.press('Enter');
    await expect(caller).toHaveValue(new RegExp(`^${text}`));
    await expect(caller).not.toBeFocused();
  }
});
