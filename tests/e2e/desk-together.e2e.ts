import type { Page } from '@playwright/test';
import { companyForAll, launchAs } from './support/company.ts';
import { expect, test } from './support/console.ts';
import { openPlace } from './support/places.ts';

const company = companyForAll();

const pageOf = (window: Page) => window.locator('.record-page').filter({ visible: true });

async function report(window: Page, title: string): Promise<void> {
  await openPlace(window, 'New incident');
  await window.getByRole('combobox', { name: 'Caller' }).fill(company.caller.name);
  await window.keyboard.press('Enter');
  await window.getByRole('textbox', { name: 'Title' }).fill(title);
  await window.keyboard.press('Control+Enter');
  await expect(pageOf(window).getByRole('heading', { level: 1, name: title })).toBeVisible();
}

test('a ticket that was reported before ends as a duplicate, leads to the one that stays, and comes back whole', async ({
  launchConsole,
  takePicture,
}) => {
  const { window, pageErrors } = await launchAs('service-desk', launchConsole, company);
  await report(window, 'Beamer in the lecture hall flickers');
  await report(window, 'Lecture hall: the beamer flickers');
  const page = pageOf(window);
  await page.getByRole('button', { name: 'Duplicate…' }).click();
  const dialog = window.getByRole('dialog');
  const likely = dialog.getByRole('radio', { name: /Beamer in the lecture hall flickers/ });
  await likely.check();
  await dialog.getByRole('textbox', { name: 'Work note' }).fill('Called twice');
  await takePicture(window, 'duplicate-dialog');
  await dialog.getByRole('button', { name: /Close as duplicate/ }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByText('Closed as a duplicate. Work goes on in:')).toBeVisible();
  await takePicture(window, 'duplicate');
  await page
    .getByRole('alert')
    .getByRole('button', { name: /Beamer in the lecture hall flickers/ })
    .click();
  const kept = pageOf(window);
  await expect(kept.getByRole('region', { name: 'Duplicates' })).toContainText(
    'Lecture hall: the beamer flickers',
  );
  await expect(kept.getByText('Called twice')).toBeVisible();
  await takePicture(window, 'kept');
  await window.keyboard.press('Control+z');
  await expect(kept.getByRole('region', { name: 'Duplicates' })).toHaveCount(0);
  expect(pageErrors).toEqual([]);
});
