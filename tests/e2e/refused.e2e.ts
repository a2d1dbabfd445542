import { reasonText } from '#domain/records/result.ts';
import { type Company, consoleEnv, signIn, startCompany } from './support/company.ts';
import { expect, test } from './support/console.ts';
import { type Line, openLine } from './support/line.ts';
import { openPlace } from './support/places.ts';

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

test('an edit that the server refuses is told on the record’s page, with what is in it and the way to decide', async ({
  launchConsole,
  takePicture,
}) => {
  const { window: lead } = await launchConsole({ env: consoleEnv(line.url) });
  await signIn(lead, 'team-lead');
  await openPlace(lead, 'Queue');
  const row = lead.getByRole('grid', { name: 'Tickets' }).getByRole('row', { name: /INC-/ }).first();
  const number = /INC-\S+?-\d{4}/.exec((await row.textContent()) ?? '')?.[0] ?? '';
  await row.dblclick();
  await expect(lead.getByRole('region', { name: 'Ticket', exact: true })).toBeVisible();

  line.cut();
  await expect(lead.getByText(/^Offline/).first()).toBeVisible();
  // Why there is no line stands where the chip's menu opens.
  const chip = lead.getByRole('button', { name: /^Sync: / });
  await chip.press('Enter');
  await expect(lead.getByRole('menu')).toContainText("can't be reached");
  await lead.keyboard.press('Escape');
  await expect(lead.getByRole('menu')).toHaveCount(0);
  await lead.keyboard.press('e');
  await lead.getByRole('textbox', { name: 'Title' }).fill('Typed without a line');
  await lead.keyboard.press('Enter');
  await expect(lead.getByText('Not synced yet')).toBeVisible();
  await company.refuseTickets(
    reasonText('field.phase', { field: 'title', state: 'closed', type: 'incident' }),
  );
  line.mend();
  await chip.press('Enter');
  await lead.getByRole('menuitem', { name: /^Synchronise now/ }).press('Enter');
  const mark = lead.getByRole('button', { name: 'Refused by the server' });
  await expect(mark).toBeVisible();
  await takePicture(lead, 'refused-record');

  await mark.press('Enter');
  const list = lead.getByRole('region', { name: 'Refused by the server' });
  await expect(list).toContainText(number);
  await expect(list).toContainText("Title can't be edited in the state Closed.");
  await expect(list).not.toContainText('forbidden');
  await list.getByRole('button', { name: 'View my edit' }).press('Enter');
  const dialog = lead.getByRole('dialog');
  await expect(dialog).toContainText('Typed without a line');
  await expect(dialog).not.toContainText('"journal"');
  await takePicture(lead, 'refused-edit');
  await lead.keyboard.press('Escape');
  await list.getByRole('button', { name: 'Drop my edit' }).press('Enter');
  await lead.getByRole('dialog').getByRole('button', { name: 'Drop my edit' }).press('Enter');
  await expect(list).toContainText('Nothing was refused.');
  await openPlace(lead, number);
  await expect(mark).toHaveCount(0);
});
