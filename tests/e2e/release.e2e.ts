/** A release of two changes in two waves: no-go first, then go, deployed, one wave stopped and continued, closed. */
import type { Page } from '@playwright/test';
import { companyForAll, launchAs } from './support/company.ts';
import { expect, test } from './support/console.ts';
import { openPlace } from './support/places.ts';
import {
  addWave,
  approve,
  expectFocus,
  inboxCard,
  part,
  press,
  record,
  state,
  take,
  toReview,
} from './support/steps.ts';

const company = companyForAll();

/** A change whose approval is requested. */
async function askFor(window: Page, title: string, day: string): Promise<void> {
  await openPlace(window, 'New change');
  await window.getByRole('textbox', { name: 'Title', exact: true }).fill(title);
  await window.getByRole('textbox', { name: 'Implementation plan' }).fill('Install it.');
  await window.getByRole('textbox', { name: 'Back-out plan' }).fill('Install the old one.');
  await window.getByRole('textbox', { name: 'Planned start', exact: true }).fill(`2030-01-${day}T20:00`);
  await window.getByRole('textbox', { name: 'Planned end', exact: true }).fill(`2030-01-${day}T22:00`);
  await window.keyboard.press('Control+Enter');
  await expect(state(window)).toContainText('New');
  await take(window, 's', 'Assess');
  await take(window, 's', 'Authorize');
}

test('a release of two changes is refused, decided, deployed in two waves, stopped, continued and closed', async ({
  launchConsole,
  takePicture,
}) => {
  const manager = await launchAs('change-manager', launchConsole, company);
  const { window } = manager;
  await askFor(window, 'Install client 12', '08');
  await askFor(window, 'Open the port of client 12', '09');
  const board = (await launchAs('administrator', launchConsole, company)).window;
  await openPlace(board, 'Approvals');
  await approve(board, 'Install client 12');

  // The first of them is found again, and a release begins with it.
  await openPlace(window, 'Install client 12');
  await expect(part(window, 'Approval')).toContainText('Approved');
  await take(window, 's', 'Scheduled');
  await part(window, 'Releases').getByRole('button', { name: 'New release with it' }).click();
  await window.getByRole('textbox', { name: 'Title', exact: true }).fill('Client 12');
  await window.getByRole('textbox', { name: 'Roll-back plan' }).fill('Client 11 is kept on every machine.');
  await takePicture(window, 'new');
  await window.keyboard.press('Control+Enter');
  await expect(state(window)).toContainText('Planning');
  await expect(part(window, 'Changes in it')).toContainText('Install client 12');
  await part(window, 'Changes in it').getByRole('button', { name: 'Add a change' }).click();
  await window.getByRole('combobox', { name: 'Add a change' }).fill('port of client');
  await window.getByRole('option', { name: /Open the port/ }).click();
  await expect(part(window, 'Changes in it')).toContainText('Open the port of client 12');

  await part(window, 'Builds and tests').getByRole('button', { name: 'Add a build or test' }).click();
  await part(window, 'Builds and tests').getByRole('textbox', { name: 'Title' }).fill('Sign in as a nurse');
  await window.keyboard.press('Control+Enter');
  await expect(part(window, 'Builds and tests')).toContainText('No result');
  await addWave(window, 'Surgery', '2030-02-02');
  await addWave(window, 'Everybody', '2030-02-03');
  await expect(part(window, 'Waves').getByRole('button', { name: 'Add a wave' })).toBeFocused();

  await take(window, 's', 'Build');
  await take(window, 's', 'Test');
  await take(window, 's', 'Go/no-go');
  const go = part(window, 'Go/no-go');
  await expect(go).toContainText('No-go');
  await expect(go).toContainText('is not approved.');
  await expect(go).toContainText('Sign in as a nurse has no result.');
  await expect(go.getByRole('button', { name: 'Decide: go' })).toBeDisabled();
  await takePicture(window, 'no-go');

  await approve(board, 'Open the port of client 12');
  await expect(inboxCard(board)).toContainText('Client 11 is kept on every machine.');
  await takePicture(board, 'inbox');
  await approve(board, 'Client 12');
  await part(window, 'Builds and tests').getByRole('button', { name: 'Sign in as a nurse: passed' }).click();
  await expect(go).toContainText('is approved and not scheduled.');
  await part(window, 'Changes in it')
    .getByRole('button', { name: /Low.*Open the port/ })
    .click();
  // Seen before it was approved, it stands as it was until it is answered anew.
  await expect(record(window).getByRole('button', { name: /^Schedule/ })).toBeVisible();
  await take(window, 's', 'Scheduled');
  // Back at the release by one click.
  await part(window, 'Releases')
    .getByRole('button', { name: /Low.*Client 12/ })
    .click();
  await expect(go).toContainText('All conditions are met.');
  await go.getByRole('button', { name: 'Decide: go' }).click();
  await expect(state(window)).toContainText('Ready');
  await expectFocus(window);
  await go.getByRole('button', { name: 'Deploy the first wave' }).click();
  await expect(state(window)).toContainText('Deploying');

  const waves = part(window, 'Waves');
  await waves.getByRole('button', { name: 'Stop Surgery' }).click();
  await window.getByRole('textbox', { name: 'Reason' }).fill('The scanners are silent.');
  await window.keyboard.press('Control+Enter');
  await expect(waves).toContainText('Surgery is stopped.');
  await expectFocus(window);
  await expect(waves.getByRole('button', { name: 'Start Everybody' })).toHaveCount(0);
  await takePicture(window, 'stopped');
  await waves.getByRole('button', { name: 'Continue Surgery' }).click();
  await waves.getByRole('button', { name: 'Surgery is done' }).click();
  await waves.getByRole('button', { name: 'Start Everybody' }).click();
  await expect(record(window).getByRole('button', { name: /^Deployment done/ })).toHaveCount(0);
  await waves.getByRole('button', { name: 'Everybody is done' }).click();
  await record(window)
    .getByRole('button', { name: /^Deployment done/ })
    .click();
  await expect(state(window)).toContainText('Deployed');
  // It is closed once its changes are done.
  await press(window, 'r');
  await window.keyboard.press('Control+Enter');
  await expect(record(window).getByRole('alert')).toContainText('2 changes that are not done');
  await window.keyboard.press('Escape');
  for (const title of ['Install client 12', 'Open the port of client 12']) {
    await part(window, 'Changes in it')
      .getByRole('button', { name: new RegExp(title) })
      .click();
    await take(window, 's', 'Implement');
    await toReview(window, 'Successful');
    await part(window, 'Releases')
      .getByRole('button', { name: /Client 12/ })
      .click();
  }
  await take(window, 'r', 'Closed');
  await takePicture(window, 'closed');

  // How it came about is one key of the keyboard away, and each record of it is looked at without leaving.
  await record(window).getByRole('button', { name: 'Story' }).click();
  const story = window.getByRole('dialog');
  await expect(story).toContainText('Install client 12');
  await expect(story.getByRole('listitem', { name: 'Release' })).toContainText('this record');
  await takePicture(window, 'story');
  await window.keyboard.press('Tab');
  await expect(story.getByRole('button', { name: /Install client 12/ })).toBeFocused();
  await expect(window.getByRole('tooltip').filter({ hasText: 'Updated' })).toBeVisible();
  await takePicture(window, 'preview');
  await window.keyboard.press('Escape');
  await expect(window.getByRole('tooltip').filter({ hasText: 'Updated' })).toHaveCount(0);
  await expect(story).toBeVisible();
  await window.keyboard.press('Enter');
  await expect(story).toHaveCount(0);
  await expect(record(window).getByRole('region', { name: 'Change', exact: true })).toContainText(
    'Install client 12',
  );

  await openPlace(window, 'Releases');
  await expect(window.getByRole('row').filter({ hasText: 'Client 12' })).toHaveCount(0);
  await openPlace(window, 'Calendar');
  expect(manager.pageErrors).toEqual([]);
});

test('a company whose rules are older than releases is told so where one is asked for, and led to them', async ({
  launchConsole,
  takePicture,
}) => {
  const admin = await launchAs('administrator', launchConsole, company);
  const { window } = admin;
  const rules = window.getByRole('region', { name: 'Approval rules' });
  const types = rules.getByRole('combobox', { name: 'For' });
  await openPlace(window, 'Settings');
  await expect(rules.getByRole('alert')).toHaveCount(0);
  await types.click();
  await window.getByRole('option', { name: 'Release' }).click();
  await window.keyboard.press('Escape');
  await expect(rules.getByRole('alert')).toContainText('Release');
  await takePicture(window, 'rules');
  await rules.getByRole('button', { name: 'Save' }).click();
  await expect(rules.getByRole('button', { name: 'Save' })).toHaveCount(0);

  await openPlace(window, 'New release');
  await window.getByRole('textbox', { name: 'Title', exact: true }).fill('Client 13');
  await window.getByRole('textbox', { name: 'Roll-back plan' }).fill('Client 12 is kept.');
  await window.keyboard.press('Control+Enter');
  await expect(state(window)).toContainText('Planning');
  const words = 'asks anybody about';
  await expect(part(window, 'Go/no-go')).toContainText(words);
  await expect(part(window, 'Approval')).toContainText(words);
  await take(window, 's', 'Build');
  await take(window, 's', 'Test');
  await window.keyboard.press('s');
  const form = record(window).getByRole('region', { name: 'Request go/no-go' });
  await expect(form).toContainText(words);
  await takePicture(window, 'nobody');
  await form.getByRole('button', { name: 'Open the approval rules' }).click();
  await expect(rules).toBeFocused();
  await expect(rules).toBeInViewport();
  await takePicture(window, 'led');

  // A rule for releases takes the note away.
  await types.click();
  await window.getByRole('option', { name: 'Release' }).click();
  await window.keyboard.press('Escape');
  await rules.getByRole('button', { name: 'Save' }).click();
  await expect(rules.getByRole('alert')).toHaveCount(0);
  await openPlace(window, 'Client 13');
  await expect(part(window, 'Approval')).toContainText('Not requested yet.');
  await expect(part(window, 'Go/no-go')).not.toContainText(words);

  // What the waves are for, in percent, is shown, and more than all of it is a hint.
  await addWave(window, 'Pilot', '2030-02-02', '30');
  await addWave(window, 'Everybody', '2030-02-03', '80');
  await expect(part(window, 'Waves')).toContainText('30 % of devices or people');
  await expect(part(window, 'Go/no-go')).toContainText('110 % together');
  await takePicture(window, 'shares');
  expect(admin.pageErrors).toEqual([]);
});
