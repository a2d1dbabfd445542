/** A change from its form to its review: asked for on one console, rejected and then approved on another, by keys. */
import type { Page } from '@playwright/test';
import { companyForAll, launchAs } from './support/company.ts';
import { expect, test } from './support/console.ts';
import { openPlace } from './support/places.ts';
import { press, record, state, step, take, toReview } from './support/steps.ts';

const company = companyForAll();

const card = (window: Page) => window.getByRole('main').getByRole('article');

test('a change is rejected, planned anew, approved on another console by a key, carried out and reviewed', async ({
  launchConsole,
  takePicture,
}) => {
  const owner = await launchAs('administrator', launchConsole, company);
  const { window } = owner;
  await openPlace(window, 'New change');
  await window.getByRole('textbox', { name: 'Title', exact: true }).fill('Replace the core switch');
  await window.getByRole('textbox', { name: 'Implementation plan' }).fill('Swap it.');
  await window.getByRole('textbox', { name: 'Back-out plan' }).fill('Swap it back.');
  await window.getByLabel('Planned start').fill('2030-01-08T20:00');
  await window.getByLabel('Planned end').fill('2030-01-08T22:00');
  await takePicture(window, 'new');
  await window.keyboard.press('Control+Enter');
  await expect(state(window)).toContainText('New');
  // A normal change is assessed before anybody is asked.
  await expect(record(window).getByRole('button', { name: 'Request approval' })).toHaveCount(0);
  await take(window, 's', 'Assess');
  await take(window, 's', 'Authorize');
  const approval = record(window).getByRole('region', { name: 'Approval' });
  await expect(approval).toContainText('Change authority');
  await expect(approval).toContainText('Requested by Ada Amari');
  // Whoever asks is not asked.
  await expect(approval.getByRole('button', { name: /^Approve/ })).toHaveCount(0);

  const manager = (await launchAs('change-manager', launchConsole, company)).window;
  await openPlace(manager, 'Approvals');
  await expect(card(manager)).toContainText('Replace the core switch');
  // What is decided about can be read there.
  await expect(card(manager)).toContainText('Swap it back.');
  await expect(card(manager)).toBeFocused();
  await takePicture(manager, 'inbox');
  await manager.keyboard.press('x');
  await manager.getByRole('textbox', { name: 'Reason' }).fill('Not while the wards are full.');
  await manager.keyboard.press('Control+Enter');
  await expect(manager.getByText('Nothing waits for you')).toBeVisible();

  await expect(approval).toContainText('Rejected');
  await expect(approval).toContainText('Not while the wards are full.');
  await expect(record(window).getByRole('button', { name: /^Schedule\b/ })).toHaveCount(0);
  await takePicture(window, 'rejected');
  await record(window).getByRole('button', { name: 'Back to assessment' }).click();
  await step(window).getByRole('textbox').fill('A later night.');
  await window.keyboard.press('Control+Enter');
  await expect(state(window)).toContainText('Assess');
  await press(window, 's');
  await step(window).getByLabel('Planned start').fill('2030-01-15T20:00');
  await step(window).getByLabel('Planned end').fill('2030-01-15T22:00');
  await window.keyboard.press('Control+Enter');
  await expect(state(window)).toContainText('Authorize');
  await expect(approval).toContainText('Pending');

  await expect(card(manager)).toContainText('15');
  await card(manager).focus();
  await manager.keyboard.press('y');
  await expect(manager.getByText('Nothing waits for you')).toBeVisible();

  await expect(approval).toContainText('Approved');
  await take(window, 's', 'Scheduled');
  await take(window, 's', 'Implement');
  await toReview(window, 'Successful');
  await take(window, 'r', 'Closed');
  await takePicture(window, 'closed');
  expect(owner.pageErrors).toEqual([]);
});
