import { companyForAll, launchAs } from './support/company.ts';
import { expect, test } from './support/console.ts';
import { openPlace } from './support/places.ts';

const company = companyForAll();

test('an item is found by its serial, and its page answers what a call asks', async ({
  launchConsole,
  takePicture,
}) => {
  const { window, pageErrors } = await launchAs('service-desk', launchConsole, company);
  const { keyboard } = window;
  await openPlace(window, 'Configuration items');
  const find = window.getByRole('textbox', { name: /Find by name, serial/ });
  const items = window.getByRole('grid', { name: 'Configuration items' });

  await find.fill('NB-');
  // The header is a row too.
  const row = items.getByRole('row', { name: /^NB-.*In operation/ }).first();
  await expect(row).toBeVisible();
  const columns = await items.getByRole('columnheader').allTextContents();
  const cell = async (column: string): Promise<string> =>
    (await row.getByRole('gridcell').nth(columns.indexOf(column)).textContent()) ?? '';
  // The names of the people come with a collection of their own, maybe after the items.
  await expect(row.getByRole('gridcell').nth(columns.indexOf('User'))).not.toBeEmpty();
  const [name, serial, user] = [await cell('Name'), await cell('Serial'), await cell('User')];
  expect(serial).not.toBe('');
  expect(user).not.toBe('');

  await find.fill(serial);
  await expect(items).toHaveAttribute('aria-rowcount', '2');
  await items.focus();
  await keyboard.press('Enter');

  await expect(window.getByRole('heading', { level: 1, name })).toBeVisible();
  await expect(window.getByRole('region', { name: 'User' })).toContainText(user);
  await expect(window.getByRole('region', { name: 'User' })).toContainText('Authorizations');
  await expect(window.getByRole('region', { name: 'Hardware' })).toContainText('Processor');
  await expect(window.getByRole('region', { name: 'Commercial data' })).toContainText(
    /days? left|over since|ends today/,
  );
  await expect(window.getByRole('region', { name: 'Agreements' })).toContainText('Resolution');
  await takePicture(window, 'configuration-item');

  const software = window.getByRole('region', { name: 'Installed software' });
  await software.getByRole('textbox').fill('firefox');
  await expect(software.getByRole('status')).toContainText(/^1 of/);

  await window.getByRole('button', { name: /^Edit Cost centre/ }).click();
  await window.getByRole('textbox', { name: 'Cost centre' }).fill('CC-4711');
  await keyboard.press('Enter');
  await expect(window.getByRole('region', { name: 'Commercial data' })).toContainText('CC-4711');
  await expect(window.getByRole('region', { name: 'History' })).toContainText('→ CC-4711');

  // What an inventory would tell is typed where there is none; the rest of the hardware stays.
  const hardware = window.getByRole('region', { name: 'Hardware' });
  await hardware.getByRole('button', { name: /^Edit Memory/ }).click();
  await hardware.getByRole('textbox', { name: 'Memory in MB' }).fill('65536');
  await takePicture(window, 'configuration-item-editing');
  await keyboard.press('Enter');
  await expect(hardware).toContainText('64 GB');
  await expect(hardware).toContainText('Processor');
  await expect(window.getByRole('region', { name: 'Identity' })).toContainText('Hardware');
  await takePicture(window, 'configuration-item-edited');
  expect(pageErrors).toEqual([]);
});

test("another device's serial is asked about, and leads to that device; given up, it waits without being sent again", async ({
  launchConsole,
  takePicture,
}) => {
  const { window, pageErrors } = await launchAs('service-desk', launchConsole, company);
  const { keyboard } = window;
  await openPlace(window, 'Configuration items');
  await window.getByRole('textbox', { name: /Find by name, serial/ }).fill('NB-');
  const items = window.getByRole('grid', { name: 'Configuration items' });
  const rows = items.getByRole('row', { name: /^NB-.*In operation/ });
  await expect(rows.nth(1)).toBeVisible();
  const heads = await items.getByRole('columnheader').allTextContents();
  const cellOf = async (row: number, head: string): Promise<string> =>
    (await rows.nth(row).getByRole('gridcell').nth(heads.indexOf(head)).textContent()) ?? '';
  const [other, taken] = [await cellOf(1, 'Name'), await cellOf(1, 'Serial')];
  await rows.first().click();
  await keyboard.press('Enter');

  const identity = window.getByRole('region', { name: 'Identity' });
  await identity.getByRole('button', { name: /^Edit Serial/ }).click();
  await identity.getByRole('textbox', { name: 'Serial' }).fill(taken);
  await keyboard.press('Enter');
  const question = window.getByRole('dialog', { name: 'Two devices with one number?' });
  await expect(question.getByRole('button', { name: `Open ${other}` })).toBeVisible();
  await takePicture(window, 'taken-question');
  await question.getByRole('button', { name: 'Cancel' }).click();

  const told = identity.getByRole('alert');
  await expect(told).toContainText(`already belongs to ${other}`);
  await expect(identity.getByRole('button', { name: 'Try again' })).toHaveCount(0);
  await takePicture(window, 'taken-refused');
  // Going elsewhere is not meaning it.
  await identity.getByRole('button', { name: /^Edit Asset tag/ }).focus();
  await expect(question).toHaveCount(0);
  await identity.getByRole('textbox', { name: 'Serial' }).fill(`${taken}-B`);
  await expect(told).toHaveCount(0);
  await identity.getByRole('textbox', { name: 'Serial' }).fill(taken);
  await keyboard.press('Enter');
  await question.getByRole('button', { name: `Open ${other}` }).click();
  await expect(window.getByRole('heading', { level: 1, name: other })).toBeVisible();
  expect(pageErrors).toEqual([]);
});
