/** An outage is announced from a change; a technician is told above the page and at a caller from that place, takes note, and hears of it no more at its end. */
import type { Page } from '@playwright/test';
import { companyForAll, launchAs } from './support/company.ts';
import { expect, test } from './support/console.ts';
import { openPlace } from './support/places.ts';
import { act, placeOfCaller, record } from './support/steps.ts';
import { localTime } from './support/times.ts';

const company = companyForAll();

const main = (window: Page) => window.getByRole('main').filter({ visible: true });
/** The lines above the pages. */
const banner = (window: Page, title: string) =>
  window.getByRole('alert').filter({ visible: true, hasText: title });
const concerning = (window: Page) =>
  window.getByRole('list', { name: 'Announcements that concern this call' }).filter({ visible: true });

async function choose(window: Page, field: string, text: string): Promise<void> {
  const box = main(window).getByRole('combobox', { name: `Add to ${field}`, exact: true });
  await box.fill(text);
  await window.getByRole('option').filter({ hasText: text }).first().click();
}

test('an outage is announced from a change, seen above the page and at the call, taken note of, and gone at its end', async ({
  launchConsole,
  takePicture,
}) => {
  const manager = await launchAs('change-manager', launchConsole, company);
  const carl = manager.window;
  await openPlace(carl, 'New change');
  await carl.getByRole('textbox', { name: 'Title', exact: true }).fill('New switch in the east wing');
  await carl.getByLabel('Planned start').fill(localTime(-1));
  await carl.getByLabel('Planned end').fill(localTime(3));
  await carl.keyboard.press('Control+Enter');
  await expect(record(carl).getByRole('heading', { level: 1 })).toContainText('New switch in the east wing');

  const desk = await launchAs('service-desk', launchConsole, company);
  const anna = desk.window;
  await expect(anna.getByRole('row').nth(1)).toBeVisible();

  await act(carl, 'Announce');
  const title = carl.getByRole('textbox', { name: 'Title', exact: true }).filter({ visible: true });
  await expect(title).toHaveValue('New switch in the east wing');
  await title.fill('No network in the east wing');
  await choose(carl, 'Places', placeOfCaller(company));
  await expect(main(carl).getByRole('region', { name: 'Whom it concerns' })).toContainText('concerned');
  await takePicture(carl, 'new');
  await carl.keyboard.press('Control+Enter');
  await expect(main(carl).getByRole('heading', { level: 1 })).toHaveText('No network in the east wing');
  await takePicture(carl, 'page');

  await expect(banner(anna, 'No network in the east wing')).toBeVisible();
  await takePicture(anna, 'banner');
  await anna.getByRole('button', { name: 'Got it: No network in the east wing' }).click();
  await expect(banner(anna, 'No network in the east wing')).toHaveCount(0);

  // At a caller from there it is shown again, taken note of or not.
  await anna.keyboard.press('Control+n');
  await anna.getByRole('combobox', { name: 'Caller' }).fill(company.caller.name);
  await expect(anna.getByRole('option').filter({ hasText: company.caller.name }).first()).toBeVisible();
  await anna.keyboard.press('Enter');
  await expect(concerning(anna)).toContainText('No network in the east wing');
  await expect(concerning(anna)).toContainText('Their place');
  const field = anna.getByRole('textbox', { name: 'Title' });
  await field.fill('Cannot reach the mail server');
  await anna.keyboard.press('Control+6');
  await expect(concerning(anna)).toContainText('Linked to CHG-');
  await takePicture(anna, 'call');

  // An update is news; the page does not move under who types.
  await field.focus();
  const before = await field.boundingBox();
  await main(carl).getByRole('textbox', { name: 'New update' }).fill('It takes until noon.');
  await carl.keyboard.press('Control+Enter');
  await expect(main(carl).getByRole('list', { name: 'Updates' })).toContainText('It takes until noon.');
  await expect(concerning(anna)).toContainText('It takes until noon.');
  await expect(field).toBeFocused();
  await expect(banner(anna, 'No network in the east wing')).toHaveCount(0);
  expect(await field.boundingBox()).toEqual(before);
  await anna.keyboard.press('Control+Enter');
  await expect(record(anna).getByRole('heading', { level: 1 })).toContainText('Cannot reach the mail server');
  await expect(banner(anna, 'It takes until noon.')).toBeVisible();
  await expect(concerning(anna)).toContainText('Linked to CHG-');
  await takePicture(anna, 'incident');

  // Said wrongly: it is corrected, and shown again since it matters; the history tells what was said before.
  await anna.getByRole('button', { name: 'Got it: No network in the east wing' }).click();
  await expect(banner(anna, 'No network in the east wing')).toHaveCount(0);
  await main(carl).getByRole('button', { name: 'Correct', exact: true }).click();
  const words = main(carl).getByRole('textbox', { name: 'Corrected words' });
  await words.fill('It takes until four.');
  await main(carl).getByRole('checkbox', { name: 'Show it again' }).check();
  await takePicture(carl, 'correct');
  await words.press('Control+Enter');
  await expect(banner(anna, 'It takes until four.')).toBeVisible();
  const history = main(carl).getByRole('list', { name: 'History' });
  await expect(history).toContainText('corrected a comment');
  await expect(history).toContainText('showed it again');
  await history.getByRole('button', { name: 'What was said before' }).click();
  await expect(history).toContainText('It takes until noon.');
  await takePicture(carl, 'corrected');

  // Its end is moved to a minute ago: it is over, and gone by itself.
  await main(carl).getByRole('button', { name: 'Edit', exact: true }).click();
  await carl.getByLabel('Ends').filter({ visible: true }).fill(localTime(-0.1));
  await carl.keyboard.press('Control+Enter');
  await expect(banner(anna, 'No network in the east wing')).toHaveCount(0);
  await expect(concerning(anna)).toHaveCount(0);
  expect([...manager.pageErrors, ...desk.pageErrors]).toEqual([]);
});

test('an announcement follows its change by a click, and the calendar leads to it', async ({
  launchConsole,
  takePicture,
}) => {
  const { window, pageErrors } = await launchAs('change-manager', launchConsole, company);
  await openPlace(window, 'New change');
  await window.getByRole('textbox', { name: 'Title', exact: true }).fill('Move the mail store');
  await window.getByLabel('Planned start').fill(localTime(1));
  await window.getByLabel('Planned end').fill(localTime(2));
  await window.keyboard.press('Control+Enter');
  await expect(record(window).getByRole('heading', { level: 1 })).toContainText('Move the mail store');
  await act(window, 'Announce');
  await expect(
    window.getByRole('textbox', { name: 'Title', exact: true }).filter({ visible: true }),
  ).toHaveValue('Move the mail store');
  await window.keyboard.press('Control+Enter');
  await expect(main(window).getByRole('heading', { level: 1 })).toHaveText('Move the mail store');

  // From the announcement to its change, which is put off.
  await main(window)
    .getByRole('button', { name: /CHG-.*Move the mail store/ })
    .click();
  await expect(record(window).getByText('Announced: Move the mail store')).toBeVisible();
  await record(window)
    .getByRole('button', { name: /^Edit Planned end/ })
    .click();
  await record(window).getByLabel('Planned end').fill(localTime(6));
  await window.keyboard.press('Enter');
  const outdated = record(window).getByRole('alert').filter({ hasText: 'is out of date' });
  await expect(outdated).toBeVisible();
  await takePicture(window, 'outdated');
  await outdated.getByRole('button', { name: 'Move the announcement' }).click();
  await expect(outdated).toHaveCount(0);
  await expect(record(window).getByText('Announced: Move the mail store')).toBeVisible();

  await openPlace(window, 'Calendar');
  await window.getByRole('button', { name: 'Week', exact: true }).click();
  const entry = window.locator('[data-entry^="announcement"]').filter({ hasText: 'Move the mail store' });
  await entry.first().click();
  await expect(main(window).getByRole('heading', { level: 1 })).toHaveText('Move the mail store');
  await expect(main(window).getByRole('button', { name: 'Withdraw' })).toBeVisible();
  expect(pageErrors).toEqual([]);
});

test('a problem is announced from its page, which tells of it', async ({ launchConsole, takePicture }) => {
  const { window, pageErrors } = await launchAs('problem-manager', launchConsole, company);
  await openPlace(window, 'New problem');
  await window.getByRole('textbox', { name: 'Title', exact: true }).fill('Docks lose their screens');
  await window.keyboard.press('Control+Enter');
  await expect(record(window).getByRole('heading', { level: 1 })).toContainText('Docks lose their screens');
  await act(window, 'Announce');
  await expect(
    window.getByRole('textbox', { name: 'Title', exact: true }).filter({ visible: true }),
  ).toHaveValue('Docks lose their screens');
  await window.keyboard.press('Control+Enter');
  await expect(main(window).getByRole('heading', { level: 1 })).toHaveText('Docks lose their screens');
  await main(window)
    .getByRole('button', { name: /PRB-.*Docks lose their screens/ })
    .click();
  await expect(record(window).getByText('Announced: Docks lose their screens')).toBeVisible();
  await takePicture(window, 'problem');
  expect(pageErrors).toEqual([]);
});
