import type { Page } from '@playwright/test';
import { companyForAll, launchAs } from './support/company.ts';
import { expect, test } from './support/console.ts';
import { openPlace } from './support/places.ts';

const company = companyForAll(300);

const part = (window: Page, name: string) => window.getByRole('region', { name, exact: true });

test('a trend becomes a problem, whose incidents are told what helps and resolved with it', async ({
  launchConsole,
  takePicture,
}) => {
  const { window, pageErrors } = await launchAs('problem-manager', launchConsole, company);
  const { keyboard } = window;
  await openPlace(window, 'Trends');
  const trend = part(window, 'Model Pad 11');
  await expect(trend).toContainText('11 incidents in seven days, usually 0.');
  await expect(trend).toContainText('loses the WLAN after its update');
  await takePicture(window, 'trends');

  await trend.getByRole('button', { name: 'Make a problem of it' }).click();
  await expect(part(window, 'From 11 incidents')).toContainText('loses the WLAN after its update');
  const title = window.getByRole('textbox', { name: 'Title' });
  await title.fill('Tablets lose the WLAN after the update to 15.2');
  await expect(window.getByRole('combobox', { name: 'Category', exact: true })).toHaveValue('Network');
  await expect(part(window, 'Is it there already?')).toContainText('WLAN breaks off in meeting rooms');
  await takePicture(window, 'new');
  await keyboard.press('Control+Enter');

  const header = part(window, 'Problem');
  await expect(header.locator('strong').first()).toHaveText(/^PRB-/);
  const incidents = part(window, 'Incidents');
  await expect(incidents).toContainText('11 incidents');

  const workaround = part(window, 'Workaround');
  await workaround.getByRole('button', { name: /^Edit/ }).click();
  await keyboard.type('Switch WLAN off and on again.');
  await keyboard.press('Control+Enter');
  await workaround.getByRole('button', { name: /^Tell \d+ incidents? the workaround/ }).click();
  await expect(incidents).toContainText('Told the workaround');
  await expect(incidents.getByLabel('Knows the workaround').first()).toBeVisible();
  await expect(workaround.getByRole('button', { name: /^Tell/ })).toHaveCount(0);

  const whys = part(window, 'Five whys');
  await whys.getByRole('button', { name: 'Ask why' }).click();
  await expect(whys.getByRole('textbox', { name: 'Question' })).toHaveValue('Why does it happen?');
  // The words offered are typed over, and Escape leaves the field with what is typed.
  await window.keyboard.type('Why do they drop out?');
  await window.keyboard.press('Escape');
  await expect(whys.getByRole('textbox', { name: 'Question' })).toHaveValue('Why do they drop out?');
  await expect(whys.getByRole('textbox', { name: 'Question' })).not.toBeFocused();
  await whys.getByRole('textbox', { name: 'Answer' }).fill('The tablet changes its hardware address.');
  await keyboard.press('Control+Enter');
  await expect(whys.getByRole('listitem')).toHaveCount(1);
  await expect(whys).toContainText('The tablet changes its hardware address.');

  const causes = part(window, 'Cause and effect');
  await causes.getByRole('button', { name: 'Add a possible cause' }).click();
  await causes.getByRole('textbox', { name: 'Text' }).fill('Random addresses are on since 15.2');
  await keyboard.press('Control+Enter');
  await causes.getByRole('button', { name: /Open\. Change to Confirmed$/ }).click();
  await causes.getByRole('button', { name: 'Take as root cause' }).click();
  await expect(part(window, 'Root cause')).toContainText('Random addresses are on since 15.2');

  const tasks = part(window, 'Tasks');
  for (const name of ['Switch random addresses off by policy', 'Write to all who have a tablet']) {
    await tasks.getByRole('button', { name: 'Add a task' }).click();
    await tasks.getByRole('textbox', { name: 'Title' }).fill(name);
    await keyboard.press('Control+Enter');
    await expect(tasks.getByRole('checkbox', { name })).toBeVisible();
  }
  // Both in one go, the second before the page can show the first.
  await tasks.getByRole('checkbox').evaluateAll((boxes) => {
    for (const box of boxes) (box as HTMLInputElement).click();
  });
  await expect(tasks).toContainText('0 of 2 open');
  await takePicture(window, 'problem');

  await header.getByRole('button', { name: /^Look for the cause/ }).click();
  await expect(header.getByRole('listitem').filter({ hasText: 'Root cause analysis' })).toHaveAttribute(
    'aria-current',
    'step',
  );
  await header.getByRole('button', { name: /^Resolve/ }).click();
  const form = part(window, 'Resolve');
  await form
    .getByRole('textbox', { name: 'Solution' })
    .fill('Random addresses are off for the company network.');
  await form.getByRole('radio', { name: /^All \d+ open ones/ }).check();
  await form.getByRole('combobox', { name: 'Closure code of the incidents' }).click();
  await keyboard.type('Configuration');
  await keyboard.press('Enter');
  await takePicture(window, 'resolve');
  // What was chosen is a draft like what was typed.
  await window.reload();
  await expect(window.getByRole('navigation', { name: 'Pages' })).toBeVisible();
  await openPlace(window, 'Problems');
  await window
    .getByRole('grid', { name: 'Problems' })
    .getByText('Tablets lose the WLAN after the update to 15.2')
    .dblclick();
  await expect(form.getByRole('radio', { name: /^All \d+ open ones/ })).toBeChecked();
  await expect(form.getByRole('combobox', { name: 'Closure code of the incidents' })).toHaveValue(
    'Configuration changed',
  );
  await form.getByRole('textbox', { name: 'Solution' }).click();
  await keyboard.press('Control+Enter');
  await expect(incidents).toContainText('11 incidents, 0 open');

  await part(window, 'Known error').getByRole('button', { name: 'Make a known error' }).click();
  await expect(
    window.getByRole('heading', { level: 1, name: 'Tablets lose the WLAN after the update to 15.2' }),
  ).toBeVisible();
  // Its page and the problem's have the same title.
  await expect(window.getByRole('heading', { level: 2, name: 'Upkeep' })).toBeVisible();
  await openPlace(window, 'Trends');
  await expect(window.getByRole('heading', { level: 1, name: 'Trends' })).toBeVisible();
  await expect(trend).toHaveCount(0);
  expect(pageErrors).toEqual([]);
});

test('an incident leads to its problem, and several of the queue become one', async ({
  launchConsole,
  takePicture,
}) => {
  const { window, pageErrors } = await launchAs('service-desk', launchConsole, company);
  const { keyboard } = window;
  const queue = window.getByRole('grid', { name: 'Tickets' });
  await expect(queue).toContainText('Service Desk');
  await openPlace(window, 'Problems');
  const problems = window.getByRole('grid', { name: 'Problems' });
  await problems.getByText('WLAN breaks off in meeting rooms').dblclick();
  const incidents = part(window, 'Incidents');
  await expect(incidents).toContainText('on hold for this problem');
  await takePicture(window, 'sample-problem');
  await incidents
    .getByRole('button', { name: /^INC-|WLAN breaks off/ })
    .first()
    .click();
  await expect(part(window, 'Ticket')).toBeVisible();
  await expect(part(window, 'Problem').getByRole('listitem')).toContainText(
    'WLAN breaks off in meeting rooms',
  );
  await takePicture(window, 'incident-of-problem');

  await openPlace(window, 'Queue');
  await expect(queue).toContainText('Service Desk');
  for (const row of [1, 2]) await queue.getByRole('checkbox').nth(row).check();
  await window.getByRole('button', { name: 'Make a problem of them' }).click();
  await expect(window.getByRole('region', { name: 'From 2 incidents' })).toBeVisible();
  await keyboard.press('Control+Enter');
  await expect(window.getByText('Give it a title.').first()).toBeVisible();
  expect(pageErrors).toEqual([]);
});
