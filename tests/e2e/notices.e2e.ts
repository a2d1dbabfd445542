import { companyForAll, launchAs } from './support/company.ts';
import { expect, test } from './support/console.ts';
import { openPlace } from './support/places.ts';

const company = companyForAll();

test('a colleague gives a ticket to somebody, who is told of it and finds it from there', async ({
  launchConsole,
  takePicture,
}) => {
  const lead = await launchAs('team-lead', launchConsole, company);
  const desk = await launchAs('service-desk', launchConsole, company);
  await expect(desk.window.getByRole('button', { name: 'Notices', exact: true })).toBeVisible();

  await openPlace(lead.window, 'New incident');
  await lead.window.getByRole('combobox', { name: 'Caller' }).fill(company.caller.name);
  await lead.window.keyboard.press('Enter');
  await lead.window.getByRole('textbox', { name: 'Title' }).fill('For Anna to look at');
  await lead.window.keyboard.press('Control+Enter');
  const page = lead.window.locator('.record-page').filter({ visible: true });
  await expect(page.getByRole('heading', { level: 1, name: 'For Anna to look at' })).toBeVisible();
  const note = page.getByRole('textbox', { name: 'Work note' });
  // The key waits for the page to be made: who writes before it acted would have it in their words.
  await lead.window.keyboard.press('n');
  await expect(note).toBeFocused();
  await note.fill('Please have a look, @anna.sd');
  await lead.window.keyboard.press('Control+Enter');

  const bell = desk.window.getByRole('button', { name: '1 unread notice' });
  await expect(bell).toBeVisible();
  await bell.click();
  const row = desk.window.getByRole('button', { name: /mentioned you/ });
  await expect(row).toContainText('Please have a look, @anna.sd');
  await takePicture(desk.window, 'notices');
  await row.click();
  await expect(desk.window.getByRole('heading', { level: 1, name: 'For Anna to look at' })).toBeVisible();
  await expect(desk.window.getByRole('button', { name: 'Notices', exact: true })).toBeVisible();

  // Whoever watches is told of words on what is not theirs.
  await expect(desk.window.getByRole('button', { name: /^Watch\b/ })).toBeVisible();
  await desk.window.keyboard.press('o');
  await expect(desk.window.getByRole('button', { name: 'Watching' })).toBeVisible();
  await lead.window.keyboard.press('n');
  await expect(note).toBeFocused();
  await note.fill('Solved by itself.');
  await lead.window.keyboard.press('Control+Enter');
  await expect(desk.window.getByRole('button', { name: '1 unread notice' })).toBeVisible();
  expect([...lead.pageErrors, ...desk.pageErrors]).toEqual([]);
});
