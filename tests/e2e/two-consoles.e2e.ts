import type { Page } from '@playwright/test';
import type { Role } from '#domain/records/common.ts';
import { type Company, consoleEnv, signIn, startCompany } from './support/company.ts';
import { expect, type LaunchOptions, type RunningConsole, test } from './support/console.ts';
import { type Line, openLine } from './support/line.ts';
import { openPlace } from './support/places.ts';
import { carryDevice, taskNow } from './support/walks.ts';

let company: Company;
let line: Line;
test.beforeEach(async () => {
  company = await startCompany();
  line = await openLine(company.url);
});
test.afterEach(async () => {
  await line.close();
  await company.close();
});

type Launch = (options: LaunchOptions) => Promise<RunningConsole>;

async function openConsole(launch: Launch, serverUrl: string, role: Role): Promise<Page> {
  const { window } = await launch({ env: consoleEnv(serverUrl) });
  await signIn(window, role);
  return window;
}

const grid = (window: Page, name: string) => window.getByRole('grid', { name });

/** Works a move down to its completion, scanning the serial that the page names. Answers the order's number and new place. */
async function completeMove(window: Page): Promise<{ readonly number: string; readonly place: string }> {
  const { keyboard } = window;
  await openPlace(window, 'Orders');
  const order = grid(window, 'Orders')
    .getByRole('row', { name: /Move.*Assigned/ })
    .first();
  const number = /MOV-\S+?-\d+/.exec((await order.textContent()) ?? '')?.[0] ?? '';
  await order.dblclick();
  await expect(window.getByRole('button', { name: /^Start work/ }).first()).toBeVisible();
  await keyboard.press('s');
  const now = taskNow(window);
  await expect(now.getByRole('button', { name: /^Done/ })).toBeFocused();
  await keyboard.press('Enter');
  const device = window.getByRole('region', { name: 'Devices' }).getByRole('button');
  const serial = /Serial (\S+?)(?: ·|Not|$)/.exec((await device.first().textContent()) ?? '')?.[1] ?? '';
  await expect(window.getByRole('textbox', { name: 'Scan or type the tag or serial' })).toBeFocused();
  await keyboard.type(`${serial}\n`);
  await carryDevice(window);
  await now.getByRole('button', { name: /^Done/ }).click();
  await expect(window.getByRole('textbox', { name: /Who signed/ })).toBeFocused();
  await keyboard.type('K. Meyer\n');
  await window.getByRole('button', { name: 'Complete order' }).click();
  await expect(window.getByRole('region', { name: 'What changed' })).toContainText('The order is completed.');
  const facts = window.getByRole('region', { name: 'Order', exact: true });
  const labels = await facts.locator('dt').allTextContents();
  const values = await facts.locator('dd').allTextContents();
  return { number, place: values[labels.indexOf('New place')] ?? '' };
}

test('a move completed without a network is on the other console after the network is back', async ({
  launchConsole,
  takePicture,
}) => {
  const field = await openConsole(launchConsole, line.url, 'field');
  const desk = await openConsole(launchConsole, company.url, 'service-desk');

  line.cut();
  await expect(field.getByText(/^Offline/).first()).toBeVisible();
  const { number, place } = await completeMove(field);
  expect(place).not.toBe('');
  await expect(field.getByText(/pending/).first()).toBeVisible();
  await takePicture(field, 'completed-offline');

  await openPlace(desk, 'Orders');
  await desk.getByRole('main').getByRole('button', { name: 'All', exact: true }).click();
  const row = grid(desk, 'Orders').getByRole('row', { name: new RegExp(number) });
  await expect(row).toContainText('Assigned');

  line.mend();
  await openPlace(field, 'Sync');
  await field.getByRole('button', { name: 'Sync now' }).click();
  await expect(field.getByText('Online', { exact: true }).first()).toBeVisible();
  await expect(row).toContainText('Completed');
  await row.dblclick();
  await desk.getByRole('region', { name: 'What changed' }).getByRole('button').first().click();
  await expect(desk.locator('main header').filter({ visible: true })).toContainText(place);
});

async function retitle(window: Page, title: string): Promise<void> {
  await expect(window.getByRole('region', { name: 'Ticket', exact: true })).toBeVisible();
  await window.keyboard.press('e');
  const field = window.getByRole('textbox', { name: 'Title' });
  await expect(field).toBeFocused();
  await field.fill(title);
  await window.keyboard.press('Enter');
  await expect(window.getByRole('heading', { level: 1, name: title })).toBeVisible();
}

test('two edits of the same field end in the conflict list, and a decision reaches both consoles', async ({
  launchConsole,
  takePicture,
}) => {
  const lead = await openConsole(launchConsole, line.url, 'team-lead');
  const desk = await openConsole(launchConsole, company.url, 'service-desk');
  const first = grid(desk, 'Tickets').getByRole('row', { name: /INC-/ }).first();
  const number = /INC-\S+?-\d{4}/.exec((await first.textContent()) ?? '')?.[0] ?? '';
  for (const window of [lead, desk]) {
    await openPlace(window, 'Queue');
    await grid(window, 'Tickets')
      .getByRole('row', { name: new RegExp(number) })
      .dblclick();
    await expect(window.getByText(number).first()).toBeVisible();
  }

  line.cut();
  await expect(lead.getByText(/^Offline/).first()).toBeVisible();
  await retitle(desk, 'Renamed at the desk');
  await retitle(lead, 'Renamed by the lead');

  line.mend();
  await openPlace(lead, 'Sync');
  await lead.getByRole('button', { name: 'Sync now' }).click();
  await expect(lead.getByRole('button', { name: /1 conflict/ })).toBeVisible();
  await openPlace(lead, 'Conflicts');
  await expect(lead.getByText(new RegExp(number)).filter({ visible: true }).first()).toBeVisible();
  await expect(lead.getByText('Renamed at the desk').filter({ visible: true }).first()).toBeVisible();
  await expect(lead.getByText('Renamed by the lead').filter({ visible: true }).first()).toBeVisible();
  await takePicture(lead, 'conflict');

  await expect(
    lead
      .getByText(/^You · /)
      .filter({ visible: true })
      .first(),
  ).toBeVisible();

  // A third value is a draft from the first key on: it is there again after the window was gone.
  await lead.getByRole('button', { name: /^Edit/ }).first().click();
  const edited = lead.getByRole('textbox', { name: 'New value for Title' });
  await edited.fill('Renamed by both');
  await lead.keyboard.press('Escape');
  await lead.getByRole('button', { name: /^Go on editing/ }).click();
  await expect(edited).toHaveValue('Renamed by both');
  await openPlace(lead, 'Queue');
  await lead.reload();
  await expect(lead.getByRole('navigation', { name: 'Pages' })).toBeVisible();
  await openPlace(lead, 'Conflicts');
  await expect(edited).toHaveValue('Renamed by both');
  await takePicture(lead, 'conflict-edited');
  // Another value in its place is taken only when what was typed is given up in so many words.
  await lead.keyboard.press('Escape');
  await lead.getByRole('button', { name: /^Keep the value of Anna/ }).click();
  const question = lead.getByRole('dialog', { name: 'Give up what was typed?' });
  await question.getByRole('button', { name: 'Cancel' }).click();
  await lead.getByRole('button', { name: /^Go on editing/ }).click();
  await expect(edited).toHaveValue('Renamed by both');
  await lead.getByRole('button', { name: 'Discard what was typed' }).click();

  await lead
    .getByRole('button', { name: /^Keep yours/ })
    .first()
    .click();
  await expect(desk.getByRole('heading', { level: 1, name: 'Renamed by the lead' })).toBeVisible();
});
