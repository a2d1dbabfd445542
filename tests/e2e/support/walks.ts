import type { Page } from '@playwright/test';
import type { Company } from './company.ts';
import { expect } from './console.ts';

/** Opens the form for a new incident and names the caller in it; their devices are there to choose from. */
export async function answerCall(window: Page, { name, device }: Company['caller']): Promise<void> {
  const { keyboard } = window;
  await keyboard.press('Control+n');
  await expect(window.getByRole('combobox', { name: 'Caller' })).toBeFocused();
  await keyboard.type(name);
  await keyboard.press('Enter');
  await expect(window.getByRole('option', { name: device })).toBeVisible();
}

/** The task of an order that is to be done now. */
export const taskNow = (window: Page) =>
  window.getByRole('list', { name: 'Tasks' }).locator('[aria-current="step"]');

/** A move whose device was scanned: it is taken off, carried and read at its new place. */
export async function carryDevice(window: Page): Promise<void> {
  const { keyboard } = window;
  const now = taskNow(window);
  for (const task of ['Disconnect', 'Bring the device']) {
    await expect(now).toContainText(task);
    await expect(now.getByRole('button', { name: /^Done/ })).toBeFocused();
    await keyboard.press('Enter');
  }
  await expect(window.getByRole('textbox', { name: 'Reading' })).toBeFocused();
  await keyboard.type('P3-17\n');
  await expect(now).toContainText('Test the device');
}
