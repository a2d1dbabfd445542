/**
 * The whole chain from a disturbance to a lasting repair: a normal change from a problem, its risk, a conflict moved in the calendar, agreed to by two
 * people on two consoles, announced, brought by a release in two waves, with an incident that it caused, reviewed and closed.
 */
import type { Page } from '@playwright/test';
import { accountWith, companyForAll, launchAs } from './support/company.ts';
import { expect, test } from './support/console.ts';
import { openPlace } from './support/places.ts';
import {
  act,
  addWave,
  approve,
  part,
  placeOfCaller,
  press,
  record,
  recordIncident,
  state,
  step,
  take,
  toReview,
} from './support/steps.ts';
import { localTime, nextMonth } from './support/times.ts';
import { answerCall } from './support/walks.ts';

const company = companyForAll(250);

const SEEN = 'The dock goes dark at noon';
const FIX = 'Firmware 4.2 on the dock.';
const BROKEN = 'The dock has no network since the firmware';

const main = (window: Page) => window.getByRole('main').filter({ visible: true });

/** A rule by which two people have to agree, both of them. */
async function askTwo(window: Page): Promise<void> {
  await openPlace(window, 'Settings');
  const section = window.getByRole('region', { name: 'Approval rules' });
  await section.getByRole('button', { name: 'Add a rule' }).click();
  await section.getByRole('textbox', { name: 'Name of the rule' }).last().fill('Change advisory board');
  const rule = section.getByRole('group', { name: 'Change advisory board' });
  await rule.getByRole('combobox', { name: 'For' }).click();
  await window.getByRole('option', { name: 'Emergency' }).click();
  await window.getByRole('option', { name: 'Release' }).click();
  await window.keyboard.press('Escape');
  await rule.getByRole('combobox', { name: 'How many agree' }).click();
  await window.getByRole('option', { name: 'All must agree' }).click();
  for (const role of ['change-manager', 'team-lead'] as const) {
    const { name } = accountWith(role);
    await rule.getByRole('combobox', { name: 'Add a person' }).fill(name);
    await window.getByRole('option').filter({ hasText: name }).first().click();
    await expect(rule.getByLabel(`Remove ${name}`)).toBeVisible();
  }
  const save = section.getByRole('button', { name: 'Save', exact: true });
  await save.click();
  await expect(save).toHaveCount(0);
}

test('a problem is mended by a change that two people agree to, announced, released in waves, reviewed and closed', async ({
  launchConsole,
  takePicture,
}) => {
  const owner = await launchAs('administrator', launchConsole, company);
  const ada = owner.window;
  await askTwo(ada);
  await takePicture(ada, 'rule');

  const manager = await launchAs('change-manager', launchConsole, company);
  const carl = manager.window;
  await openPlace(carl, 'Maintenance windows');
  await carl.getByRole('button', { name: 'New blackout' }).click();
  await carl.getByRole('textbox', { name: 'Title', exact: true }).fill('Year-end closing');
  await carl.getByLabel('Starts').fill(`${nextMonth(15)}T08:00`);
  await carl.getByLabel('Ends').fill(`${nextMonth(15)}T12:00`);
  await carl.keyboard.press('Control+Enter');
  await expect(carl.getByRole('list', { name: 'Maintenance windows' })).toContainText('Year-end closing');

  // An incident, its problem, and the change that mends it.
  await recordIncident(ada, company, SEEN);
  await part(ada, 'Problem').getByRole('button', { name: 'Make a problem of this' }).click();
  await expect(ada.getByRole('textbox', { name: 'Title' })).toHaveValue(SEEN);
  await ada.getByRole('textbox', { name: 'Workaround' }).fill(FIX);
  await ada.keyboard.press('Control+Enter');
  await part(ada, 'Changes').getByRole('button', { name: 'New change' }).click();
  await expect(ada.getByRole('textbox', { name: 'Implementation plan' })).toHaveValue(FIX);
  await ada.getByRole('textbox', { name: 'Back-out plan' }).fill('Firmware 4.1 again.');
  await ada.getByLabel('Planned start').fill(`${nextMonth(15)}T10:00`);
  await ada.getByLabel('Planned end').fill(`${nextMonth(15)}T11:00`);
  await ada.keyboard.press('Control+Enter');
  await expect(part(ada, 'Problems')).toContainText(SEEN);
  await expect(part(ada, 'Risk').locator('.state-chip').first()).toBeVisible();

  // It lies in the blackout: moved in the calendar, where what is in the way is told while it moves.
  await expect(part(ada, 'Schedule conflicts')).toContainText('Year-end closing');
  await takePicture(ada, 'conflict');
  await openPlace(ada, 'Calendar');
  await ada.getByRole('button', { name: 'Next month' }).click();
  const entry = ada.locator('[data-entry]').filter({ visible: true, hasText: SEEN });
  await entry.focus();
  await ada.keyboard.press('Alt+ArrowRight');
  await expect(ada.getByRole('main').getByRole('status')).toContainText('Nothing is in the way');
  await takePicture(ada, 'moving');
  await ada.keyboard.press('Enter');
  await entry.click();
  await expect(part(ada, 'Schedule conflicts')).toContainText('Nothing is in the way');

  // Two people on two consoles agree.
  await take(ada, 's', 'Assess');
  await take(ada, 's', 'Authorize');
  await openPlace(carl, 'Approvals');
  await approve(carl, SEEN);
  const lead = await launchAs('team-lead', launchConsole, company);
  const lea = lead.window;
  await expect(part(ada, 'Approval').getByRole('list', { name: 'Votes' })).toContainText('Approved');
  await expect(part(ada, 'Approval')).toContainText('Pending');
  await openPlace(lea, 'Approvals');
  await approve(lea, SEEN);
  await expect(part(ada, 'Approval')).not.toContainText('Pending');
  await takePicture(ada, 'approved');
  await lead.app.close();
  await take(ada, 's', 'Scheduled');

  // Announced, and seen by a technician with a caller from that place.
  await act(ada, 'Announce');
  const title = ada.getByRole('textbox', { name: 'Title', exact: true }).filter({ visible: true });
  await title.fill('Docks are restarted');
  await ada.getByLabel('Starts').filter({ visible: true }).fill(localTime(-1));
  await ada.getByLabel('Ends').filter({ visible: true }).fill(localTime(3));
  const places = main(ada).getByRole('combobox', { name: 'Add to Places', exact: true });
  await places.fill(placeOfCaller(company));
  await ada
    .getByRole('option')
    .filter({ hasText: placeOfCaller(company) })
    .first()
    .click();
  await ada.keyboard.press('Control+Enter');
  await expect(main(ada).getByRole('heading', { level: 1 })).toHaveText('Docks are restarted');
  const desk = await launchAs('service-desk', launchConsole, company);
  const anna = desk.window;
  await answerCall(anna, company.caller);
  await expect(
    anna.getByRole('list', { name: 'Announcements that concern this call' }).filter({ visible: true }),
  ).toContainText('Docks are restarted');
  await takePicture(anna, 'call');
  await anna.keyboard.press('Escape');

  // The release that brings it, in two waves.
  await main(ada).getByRole('button', { name: /CHG-/ }).first().click();
  await part(ada, 'Releases').getByRole('button', { name: 'New release with it' }).click();
  await ada.getByRole('textbox', { name: 'Title', exact: true }).fill('Firmware of docks');
  await ada.getByRole('textbox', { name: 'Roll-back plan' }).fill('Firmware 4.1 is kept.');
  await ada.keyboard.press('Control+Enter');
  await expect(state(ada)).toContainText('Planning');
  const checks = part(ada, 'Builds and tests');
  await checks.getByRole('button', { name: 'Add a build or test' }).click();
  await checks.getByRole('textbox', { name: 'Title' }).fill('Dock and undock');
  await ada.keyboard.press('Control+Enter');
  await checks.getByRole('button', { name: 'Dock and undock: passed' }).click();
  await addWave(ada, 'First floor', nextMonth(16));
  await addWave(ada, 'Everybody', nextMonth(17));
  for (const to of ['Build', 'Test', 'Go/no-go']) await take(ada, 's', to);
  await approve(carl, 'Firmware of docks');
  const go = part(ada, 'Go/no-go');
  await expect(go).toContainText('All conditions are met.');
  await go.getByRole('button', { name: 'Decide: go' }).click();
  await expect(state(ada)).toContainText('Ready');
  await go.getByRole('button', { name: 'Deploy the first wave' }).click();
  await expect(state(ada)).toContainText('Deploying');
  await part(ada, 'Changes in it').getByRole('button', { name: SEEN }).first().click();
  await take(ada, 's', 'Implement');

  // What it breaks is known to be its fault.
  await recordIncident(anna, company, BROKEN);
  await expect(part(anna, 'Changes')).toContainText('same item');
  await part(anna, 'Changes').getByRole('button', { name: 'Caused it' }).first().click();
  await expect(part(anna, 'Changes')).toContainText('Caused by');
  await expect(part(ada, 'Incidents that it caused')).toContainText(BROKEN);

  await part(ada, 'Releases')
    .getByRole('button', { name: /Firmware of docks/ })
    .first()
    .click();
  const waves = part(ada, 'Waves');
  await waves.getByRole('button', { name: 'First floor is done' }).click();
  await waves.getByRole('button', { name: 'Start Everybody' }).click();
  await waves.getByRole('button', { name: 'Everybody is done' }).click();
  await record(ada)
    .getByRole('button', { name: /^Deployment done/ })
    .click();
  await expect(state(ada)).toContainText('Deployed');
  // What it brought is not done with yet.
  await press(ada, 'r');
  await ada.keyboard.press('Control+Enter');
  await expect(record(ada).getByRole('alert')).toContainText('1 change that is not done');
  await ada.keyboard.press('Escape');

  // The change is reviewed: what it broke is not closed over in silence.
  await part(ada, 'Changes in it').getByRole('button', { name: SEEN }).first().click();
  await toReview(ada, 'Successful with issues');
  await press(ada, 'r');
  await step(ada).getByRole('textbox', { name: 'Review notes' }).fill('Try the network after the firmware.');
  await ada.keyboard.press('Control+Enter');
  await expect(state(ada)).toContainText('Closed');
  await record(ada).getByRole('button', { name: 'Story' }).click();
  const story = ada.getByRole('dialog');
  for (const what of ['Firmware of docks', BROKEN, 'Docks are restarted'])
    await expect(story).toContainText(what);
  await takePicture(ada, 'story');
  await ada.keyboard.press('Escape');
  await part(ada, 'Releases')
    .getByRole('button', { name: /Firmware of docks/ })
    .first()
    .click();
  await take(ada, 'r', 'Closed');
  expect([...owner.pageErrors, ...manager.pageErrors, ...desk.pageErrors]).toEqual([]);
});
