import type { Locator, Page } from '@playwright/test';
import { expect } from './console.ts';

/** The record in front; those in other tabs stay mounted, out of sight. */
export const record = (window: Page): Locator => window.locator('.record-page').filter({ visible: true });
/** A part of it by its heading. */
export const part = (window: Page, name: string): Locator =>
  record(window).getByRole('region', { name, exact: true });
/** The state that it is in. */
export const state = (window: Page): Locator => record(window).locator('.state-bar [aria-current]');
/** The form of the step that was begun. */
export const step = (window: Page): Locator => record(window).locator('[data-part="step"] form');

/** A key of the page, whatever has the focus. */
export async function press(window: Page, key: string): Promise<void> {
  await window.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await window.keyboard.press(key);
}

/** Does an act of the record's header, which is a button of its own there or a line of its menu. */
export async function act(window: Page, name: string): Promise<void> {
  const bar = record(window).getByRole('toolbar', { name: 'Next step' });
  const button = bar.getByRole('button', { name, exact: true });
  const more = bar.getByRole('button', { name: /^More/ });
  await expect(button.or(more).first()).toBeVisible();
  if ((await button.count()) > 0) return button.click();
  await more.click();
  await window.getByRole('menuitem', { name, exact: true }).click();
}

/** The step that the key takes, with what its form has already. */
export async function take(window: Page, key: string, to: string): Promise<void> {
  await press(window, key);
  await expect(
    step(window)
      .or(state(window).filter({ hasText: to }))
      .first(),
  ).toBeVisible();
  if ((await step(window).count()) > 0) await window.keyboard.press('Control+Enter');
  await expect(state(window)).toContainText(to);
}
