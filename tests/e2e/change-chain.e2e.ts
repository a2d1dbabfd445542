/** What breaks is mended by a change, which breaks something else: each names the other, and nobody closes the change without saying what was learned. */
import type { Page } from '@playwright/test';
import { companyForAll, launchAs } from './support/company.ts';
import { expect, test } from './support/console.ts';
import { openPlace } from './support/places.ts';
import {
  approve,
  inboxCard,
  part,
  press,
  record,
  recordIncident,
  state,
  step,
  take,
  toReview,
} from './support/steps.ts';
import { localTime } from './support/times.ts';

const company = companyForAll();

const SEEN = 'The picture goes black as soon as it is docked';
const PLAN = 'Driver 31.1 on the dock.';
const BROKEN = 'No sound since last night';
const LEARNED = 'Try the sound after a new driver, too.';
const MODEL = 'Restart a dock';

test('an incident becomes a problem, its change breaks something else, and is reviewed before it is closed', async ({
  launchConsole,
  takePicture,
}) => {
  const owner = await launchAs('administrator', launchConsole, company);
  const { window } = owner;
  await recordIncident(window, company, SEEN);
  await part(window, 'Problem').getByRole('button', { name: 'Make a problem of this' }).click();
  await expect(window.getByRole('textbox', { name: 'Title' })).toHaveValue(SEEN);
  await window.getByRole('textbox', { name: 'Workaround' }).fill(PLAN);
  await window.keyboard.press('Control+Enter');
  await expect(part(window, 'Changes')).toContainText('No change is linked.');

  // The change begins with what the problem says.
  await part(window, 'Changes').getByRole('button', { name: 'New change' }).click();
  await expect(window.getByRole('textbox', { name: 'Title', exact: true })).toHaveValue(SEEN);
  await expect(window.getByRole('textbox', { name: 'Implementation plan' })).toHaveValue(PLAN);
  await expect(window.getByRole('region', { name: 'It fixes' })).toContainText(SEEN);
  await window.getByRole('textbox', { name: 'Back-out plan' }).fill('The driver of before.');
  // It began an hour ago: what breaks from now on comes after it.
  await window.getByLabel('Planned start').fill(localTime(-1));
  await window.getByLabel('Planned end').fill(localTime(2));
  await takePicture(window, 'from-problem');
  await window.keyboard.press('Control+Enter');
  await expect(part(window, 'Problems')).toContainText(SEEN);
  await take(window, 's', 'Assess');
  await take(window, 's', 'Authorize');

  const manager = (await launchAs('change-manager', launchConsole, company)).window;
  await openPlace(manager, 'Approvals');
  await expect(inboxCard(manager)).toContainText(PLAN);
  await approve(manager, SEEN);
  await expect(manager.getByText('Nothing waits for you')).toBeVisible();

  await expect(part(window, 'Approval')).toContainText('Approved');
  await take(window, 's', 'Scheduled');
  await take(window, 's', 'Implement');
  // The problem tells how far its change is.
  await part(window, 'Problems').getByRole('button', { name: SEEN }).first().click();
  await expect(part(window, 'Changes')).toContainText('Implement');
  await takePicture(window, 'problem');
  await part(window, 'Changes').getByRole('button', { name: SEEN }).first().click();
  await toReview(window, 'Successful');

  // What breaks next on the same device is offered its cause.
  await recordIncident(window, company, BROKEN);
  await expect(part(window, 'Changes')).toContainText('Carried out shortly before');
  await expect(part(window, 'Changes')).toContainText('same item');
  await takePicture(window, 'likely-cause');
  await part(window, 'Changes').getByRole('button', { name: 'Caused it' }).click();
  await expect(part(window, 'Changes')).toContainText('Caused by');
  await part(window, 'Changes').getByRole('button', { name: SEEN }).first().click();
  await expect(part(window, 'Incidents that it caused')).toContainText(BROKEN);
  await expect(record(window)).toContainText('Say what was learned before it is closed');
  await press(window, 'r');
  await expect(step(window)).toBeVisible();
  await window.keyboard.press('Control+Enter');
  await expect(step(window)).toContainText('Say what was learned.');
  await takePicture(window, 'review');
  await step(window).getByRole('textbox', { name: 'Review notes' }).fill(LEARNED);
  await window.keyboard.press('Control+Enter');
  await expect(state(window)).toContainText('Closed');

  await openPlace(window, 'Reports');
  const success = window.getByRole('region', { name: 'Success of changes' });
  await expect(success).toBeVisible();
  await success.scrollIntoViewIfNeeded();
  await takePicture(window, 'success');
  expect(owner.pageErrors).toEqual([]);
});

test('a standard change is made from a model that somebody else approved, and scheduled at once', async ({
  launchConsole,
  takePicture,
}) => {
  const owner = await launchAs('administrator', launchConsole, company);
  const { window } = owner;
  await openPlace(window, 'Standard changes');
  await window.getByRole('button', { name: 'New model' }).click();
  await window.getByRole('textbox', { name: 'Name' }).fill(MODEL);
  await window.getByRole('textbox', { name: 'Implementation plan' }).fill('Take its plug out and in.');
  await window.getByRole('textbox', { name: 'Back-out plan' }).fill('Bring another one.');
  await window.getByRole('textbox', { name: 'Tasks, one a line' }).fill('Plug out\n2 Plug in');
  await takePicture(window, 'model');
  await window.keyboard.press('Control+Enter');
  const models = (of: Page) => of.getByRole('list', { name: 'Standard changes' });
  await expect(models(window)).toContainText('not approved yet');
  // Who wrote it does not approve it.
  await expect(models(window).getByRole('button', { name: 'Approve' })).toHaveCount(0);

  const manager = (await launchAs('change-manager', launchConsole, company)).window;
  await openPlace(manager, 'Standard changes');
  await models(manager).getByRole('button', { name: 'Approve' }).click();
  await expect(models(manager)).toContainText('approved by Carl');

  await models(window)
    .getByRole('listitem')
    .filter({ hasText: MODEL })
    .getByRole('button', { name: 'New change' })
    .click();
  await window.getByRole('textbox', { name: 'Title', exact: true }).fill('Restart the dock of room 12');
  await expect(window.getByRole('region', { name: 'What the model says' })).toContainText('Plug in');
  await window.getByLabel('Planned start').fill('2030-01-08T20:00');
  await takePicture(window, 'standard-new');
  await window.keyboard.press('Control+Enter');
  await expect(part(window, 'Approval')).toContainText(`Made from the model “${MODEL}”`);
  await take(window, 's', 'Scheduled');
  await expect(part(window, 'Tasks')).toContainText('Plug out');
  await takePicture(window, 'standard');
  await take(window, 's', 'Implement');
  expect(owner.pageErrors).toEqual([]);
});
