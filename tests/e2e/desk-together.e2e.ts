import type { Page } from '@playwright/test';
import { companyForAll, launchAs } from './support/company.ts';
import { expect, test } from './support/console.ts';
import { openPlace } from './support/places.ts';

const company = companyForAll();

const pageOf = (window: Page) => window.locator('.record-page').filter({ visible: true });

async function report(window: Page, title: string): Promise<void> {
  await openPlace(window, 'New incident');
  await window.getByRole('combobox', { name: 'Caller' }).fill(company.caller.name);
  // The first sync brings the people after the tickets.
  await expect(window.getByRole('option').filter({ hasText: company.caller.name }).first()).toBeVisible();
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
  await openPlace(window, 'End as duplicate');
  const dialog = window.getByRole('dialog');
  const likely = dialog.getByRole('radio', { name: /Beamer in the lecture hall flickers/ });
  await likely.check();
  await dialog.getByRole('textbox', { name: 'Work note' }).fill('Called twice');
  await takePicture(window, 'duplicate-dialog');
  await window.keyboard.press('Control+Enter');
  await expect(dialog).toHaveCount(0);
  await expect(page.getByText('Ended as a duplicate. Work goes on in:')).toBeVisible();
  await expect(page.locator('.state-bar [aria-current]')).toHaveText('Cancelled: Duplicate');
  // The button that was pressed for it is gone; the page has the focus, or what is around it.
  await expect(window.locator('body')).not.toBeFocused();
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

test('two people at one ticket see each other, and one names the other from a list', async ({
  launchConsole,
  takePicture,
}) => {
  const lead = await launchAs('team-lead', launchConsole, company);
  const desk = await launchAs('service-desk', launchConsole, company);
  await report(lead.window, 'Two of us look at this');
  await openPlace(desk.window, 'Queue');
  await desk.window
    .getByRole('grid', { name: 'Tickets' })
    .getByRole('row', { name: /Two of us look at this/ })
    .dblclick();
  const [page, other] = [pageOf(lead.window), pageOf(desk.window)];
  await expect(other.getByText('Also open: Lea Lindqvist')).toBeVisible();
  await expect(page.getByText('Also open: Anna Seidel')).toBeVisible();
  await desk.window.keyboard.press('n');
  const note = other.getByRole('textbox', { name: 'Work note' });
  await expect(note).toBeFocused();
  await note.pressSequentially('Please look, @le');
  const list = desk.window.getByRole('listbox', { name: 'People to name' });
  await expect(list.getByRole('option', { selected: true })).toContainText('@lea.lead');
  await expect(page.getByText('Anna Seidel: writing')).toBeVisible();
  await takePicture(lead.window, 'others-writing');
  await takePicture(desk.window, 'mention');
  await desk.window.keyboard.press('Escape');
  await expect(list).toHaveCount(0);
  await expect(note).toHaveValue('Please look, @le');
  await note.pressSequentially('a');
  await expect(list).toHaveCount(0);
  await note.fill('');
  await note.pressSequentially('Please look, @le');
  await expect(list).toBeVisible();
  await desk.window.keyboard.press('Enter');
  await expect(note).toHaveValue('Please look, @lea.lead ');
  await desk.window.keyboard.press('Control+Enter');
  await expect(other.getByTitle('@lea.lead')).toHaveText('@Lea Lindqvist');
  await takePicture(desk.window, 'mentioned');
  await expect(lead.window.getByRole('button', { name: '1 unread notice' })).toBeVisible();
  // Whoever goes elsewhere is not there any more.
  await openPlace(desk.window, 'Queue');
  await expect(page.getByText(/Also open|writing/)).toHaveCount(0);
  expect([...lead.pageErrors, ...desk.pageErrors]).toEqual([]);
});
