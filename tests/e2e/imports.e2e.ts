import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { companyForAll, launchAs } from './support/company.ts';
import { expect, test } from './support/console.ts';
import { openPlace } from './support/places.ts';

const company = companyForAll();

const notebook = (content: object = {}): object => ({
  deviceid: 'WP-17-2026-05-04-08-00-00',
  itemtype: 'Computer',
  content: {
    versionclient: 'agent 1',
    hardware: { name: 'WP-17', uuid: '6f1c2a5e-1111-4222-8333-9a0b1c2d3e4f', chassis_type: 'Laptop' },
    bios: { ssn: 'WPX17', smanufacturer: 'Acme', smodel: 'Light 14', assettag: 'T-0017' },
    softwares: [{ name: 'Editor', version: '1' }],
    networks: [{ description: 'eth0', mac: '8c:16:45:aa:bb:cc', ipaddress: '10.1.2.3' }],
    monitors: [{ caption: 'U24', manufacturer: 'Acme', serial: 'MON-1' }],
    ...content,
  },
});

/** The board of the notebook in another case, so that nobody can tell whether it is the notebook. */
const OTHER_CASE = {
  bios: { ssn: 'WPX18', smanufacturer: 'Acme', smodel: 'Light 14', assettag: null },
  monitors: [],
};

const PEOPLE = [
  'Login;Name;Job Title;Room',
  'xena.new;Xena Newhart;Clerk;Lab 77',
  'yuri.new;Yuri Newman;Lead;Lab 77',
  `${'z'.repeat(130)};Zoe Toolong;Clerk;Lab 77`,
].join('\n');

test('files are imported in the window, undecided devices decided by key, and both are undone', async ({
  launchConsole,
  takePicture,
}) => {
  const folder = await mkdtemp(join(tmpdir(), 'deskhand-e2e-imports-'));
  const file = async (name: string, content: string | object): Promise<string> => {
    const path = join(folder, name);
    await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
    return path;
  };
  const { window, pageErrors } = await launchAs('team-lead', launchConsole, company);
  const { keyboard } = window;
  const status = window.getByRole('status').filter({ hasText: /./ });
  // Its button is gone or rests: the keyboard goes on from the result.
  const result = window.getByRole('group', { name: 'Result' });
  const imports = async (...paths: readonly string[]): Promise<void> => {
    await window.locator('input[type=file][aria-label="Choose files"]').setInputFiles([...paths]);
    await window.getByRole('button', { name: 'Show what would happen' }).click();
  };
  const choose = async (page: Page, label: string, option: string): Promise<void> => {
    await page.getByRole('combobox', { name: label, exact: true }).click();
    await page.getByRole('option', { name: option, exact: true }).click();
  };

  await openPlace(window, 'Imports');
  // A table: columns are proposed, nothing else is guessed, bad rows are told and the good ones offered.
  await window
    .locator('input[type=file][aria-label="Choose files"]')
    .setInputFiles([await file('people.csv', PEOPLE)]);
  await choose(window, 'Rows are', 'People');
  await choose(window, 'Cells parted by', 'Semicolon');
  await choose(window, 'Field of Room', 'Place, by name');
  await expect(window.getByRole('combobox', { name: 'Field of Job Title' })).toContainText('Job title');
  await takePicture(window, 'import-table');
  await window.getByRole('button', { name: 'Show what would happen' }).click();
  await expect(window.getByRole('region', { name: '1 problem' })).toContainText('line 4');
  await expect(window.getByRole('region', { name: 'How the columns are read' })).toContainText(
    'Xena Newhart',
  );
  await expect(result).toBeFocused();
  await takePicture(window, 'import-preview');
  await window.getByRole('button', { name: 'Import the 3 good records' }).click();
  await expect(status.first()).toContainText('3 created');
  await expect(result).toBeFocused();
  await takePicture(window, 'import-done');
  await window
    .getByRole('alert')
    .getByRole('button', { name: 'Undo' })
    .or(window.getByRole('status').getByRole('button', { name: 'Undo' }))
    .click();
  await expect(status.first()).toContainText('3 records went back');
  await expect(result).toBeFocused();
  await expect(window.getByRole('table', { name: 'Imports of this device' })).toContainText(/undone .* by/);

  // A device that nobody can tell.
  await imports(await file('wp-17.json', notebook()));
  await window.getByRole('button', { name: 'Import 4 records' }).click();
  await expect(status.first()).toContainText('4 created');
  await imports(await file('other-case.json', notebook(OTHER_CASE)));
  await expect(status.first()).toContainText('1 undecided');
  await window.getByRole('button', { name: 'Keep 1 for a decision' }).click();
  await expect(status.first()).toContainText('Imported · 1 undecided');
  await window.getByRole('button', { name: 'Decide', exact: true }).click();

  const card = window.getByRole('article', { name: 'WP-17' });
  await expect(card).toContainText('WPX18 ≠ WPX17');
  await expect(card).toContainText('goes in at once');
  await takePicture(window, 'reviews');
  await card.focus();
  await keyboard.press('n');
  await expect(status.first()).toContainText('is a new item · 2 created');
  await expect(card).toHaveCount(0);
  // The last card is gone; its key still takes back what was decided.
  await keyboard.press('z');
  await expect(status.first()).toContainText('is undecided again');
  await card.focus();
  await keyboard.press('n');
  await expect(status.first()).toContainText('is a new item');
  await expect(card).toHaveCount(0);
  await window
    .getByRole('checkbox', { name: 'Decided ones, too' })
    .or(window.getByRole('switch', { name: 'Decided ones, too' }))
    .click();
  await expect(card).toContainText('not this one');
  await card.focus();
  await keyboard.press('z');
  await expect(status.first()).toContainText('is undecided again');
  // The key is for what the card shows by then.
  await expect(card).not.toContainText('not this one');
  await card.focus();
  await keyboard.press('1');
  await expect(status.first()).toContainText('is a known item');
  await takePicture(window, 'reviews-decided');

  // The next inventory of the device follows without asking.
  await openPlace(window, 'Imports');
  await imports(await file('next.json', notebook({ ...OTHER_CASE, softwares: [{ name: 'Viewer' }] })));
  await expect(status.first()).not.toContainText('undecided');
  expect(pageErrors).toEqual([]);
  await rm(folder, { recursive: true, force: true });
});

test('a folder is imported in the window, with what is left in it', async ({ launchConsole }) => {
  const folder = await mkdtemp(join(tmpdir(), 'deskhand-e2e-answers-'));
  const { window, pageErrors, app } = await launchAs('team-lead', launchConsole, company);
  await writeFile(join(folder, 'wp-17.json'), JSON.stringify(notebook()));
  await writeFile(join(folder, 'read-me.txt'), 'about these files');
  // No test can act in a dialog of the system: this is what it answers.
  await app.evaluate(({ dialog }, path) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [path] });
  }, folder);
  await openPlace(window, 'Imports');
  await window.getByRole('button', { name: 'Choose a folder' }).click();
  await window.getByRole('button', { name: 'Show what would happen' }).click();
  const result = window.getByRole('group', { name: 'Result' });
  await expect(result).toContainText('WP-17');
  await expect(result).toContainText('read-me.txt');
  expect(pageErrors).toEqual([]);
  await rm(folder, { recursive: true });
});
