import type { Locator, Page } from '@playwright/test';
import type { Company } from './company.ts';
import { expect } from './console.ts';
import { answerCall } from './walks.ts';

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

/** Whoever works by keyboard is somewhere in the page, also where what had the focus is gone. */
export async function expectFocus(window: Page): Promise<void> {
  const isKept = () =>
    document.activeElement?.checkVisibility() === true && document.activeElement !== document.body;
  await expect.poll(() => window.evaluate(isKept)).toBe(true);
}

/** Does an act of the record's header by keyboard, which is a button of its own there or a line of its menu. */
export async function act(window: Page, name: string): Promise<void> {
  const bar = record(window).getByRole('toolbar', { name: 'Next step' });
  const button = bar.getByRole('button', { name, exact: true });
  const more = bar.getByRole('button', { name: /^More/ });
  await expect(button.or(more).first()).toBeVisible();
  if ((await button.count()) > 0) await button.focus();
  else {
    await press(window, 'm');
    await window.getByRole('menuitem', { name, exact: true }).focus();
  }
  await window.keyboard.press('Enter');
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

/** A change that was carried out, with how it went. */
export async function toReview(window: Page, outcome: string): Promise<void> {
  await press(window, 'r');
  await step(window).getByRole('combobox', { name: 'Outcome' }).click();
  await window.getByRole('option', { name: outcome, exact: true }).click();
  await window.keyboard.press('Control+Enter');
  await expect(state(window)).toContainText('Review');
}

/** What waits for a word in the inbox of approvals. */
export const inboxCard = (window: Page): Locator => window.getByRole('main').getByRole('article');

/** A key agrees to what waits in the inbox of approvals, which is open. */
export async function approve(window: Page, title: string): Promise<void> {
  const one = inboxCard(window).filter({ hasText: title });
  await one.focus();
  await window.keyboard.press('y');
  await expect(one).toHaveCount(0);
}

/** Adds a wave, on that day, to the release in front. */
export async function addWave(window: Page, name: string, day: string, share?: string): Promise<void> {
  const waves = part(window, 'Waves');
  await waves.getByRole('button', { name: 'Add a wave' }).click();
  await waves.getByRole('textbox', { name: 'Name' }).fill(name);
  await waves.getByRole('textbox', { name: 'Planned start' }).fill(`${day}T20:00`);
  await waves.getByRole('textbox', { name: 'Planned end' }).fill(`${day}T21:00`);
  if (share !== undefined) await waves.getByRole('textbox', { name: 'Share in percent' }).fill(share);
  await window.keyboard.press('Control+Enter');
  await expect(waves.getByRole('listitem').filter({ hasText: name })).toContainText('Pending');
}

/** An incident by phone about the caller's first device. */
export async function recordIncident(
  window: Page,
  { caller }: Pick<Company, 'caller'>,
  title: string,
): Promise<void> {
  await answerCall(window, caller);
  await expect(
    window.getByRole('listbox', { name: 'Affected device' }).getByRole('option').first(),
  ).toBeVisible();
  await window.keyboard.press('1');
  await window.getByRole('textbox', { name: 'Title' }).fill(title);
  await window.keyboard.press('Control+Enter');
  await expect(window.getByRole('heading', { level: 1, name: title })).toBeVisible();
}

/** Where whoever calls is. */
export const placeOfCaller = ({ caller, docs }: Pick<Company, 'caller' | 'docs'>): string => {
  const values = docs as readonly Readonly<Record<string, unknown>>[];
  const person = values.find(({ type, name }) => type === 'person' && name === caller.name);
  return String(values.find(({ id }) => id === person?.placeId)?.path);
};
