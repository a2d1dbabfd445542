/** A CAB meeting by keyboard, from its plan to its printed minutes; and a delegate who decides for somebody away by one key. */
import { readFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { companyForAll, launchAs } from './support/company.ts';
import { expect, test } from './support/console.ts';
import { pdfPages } from './support/pdf-text.ts';
import { openPlace } from './support/places.ts';
import { resize } from './support/reach.ts';
import { expectFocus, part, record, state, take } from './support/steps.ts';

const company = companyForAll();

const FIRST = 'Replace the core switch';
const SECOND = 'Move the mail gateway';
const THIRD = 'Renew the cabling of the lab';
const ALONE = 'Renew the certificates';
const bare = (text: string): string => text.replace(/\s/g, '');

async function requested(window: Page, title: string, day: string): Promise<void> {
  await openPlace(window, 'New change');
  await window.getByRole('textbox', { name: 'Title', exact: true }).fill(title);
  await window.getByRole('textbox', { name: 'Implementation plan' }).fill(`How to: ${title}`);
  await window.getByRole('textbox', { name: 'Back-out plan' }).fill('All back.');
  await window.getByRole('textbox', { name: 'Planned start' }).fill(`2030-01-${day}T20:00`);
  await window.getByRole('textbox', { name: 'Planned end' }).fill(`2030-01-${day}T22:00`);
  await window.keyboard.press('Control+Enter');
  await expect(state(window)).toContainText('New');
  await take(window, 's', 'Assess');
  await take(window, 's', 'Authorize');
}
const item = (window: Page, title: string) =>
  window.getByRole('list', { name: 'Agenda' }).getByRole('article', { name: title });

test('a meeting is planned, gone through by keys, closed, and its minutes are printed', async ({
  launchConsole,
  takePicture,
}) => {
  const owner = await launchAs('administrator', launchConsole, company);
  await requested(owner.window, FIRST, '08');
  await requested(owner.window, SECOND, '09');
  await requested(owner.window, THIRD, '10');

  const manager = await launchAs('change-manager', launchConsole, company);
  const { app, window } = manager;
  const { keyboard } = window;
  await openPlace(window, 'CAB meetings');
  await window.getByRole('button', { name: 'New CAB meeting' }).first().click();
  await window.getByRole('textbox', { name: 'Starts' }).fill('2030-01-02T10:00');
  await window.getByRole('textbox', { name: 'Ends' }).fill('2030-01-02T11:00');
  await window.getByRole('textbox', { name: 'Room' }).fill('Room 4');
  await takePicture(window, 'new');
  await keyboard.press('Control+Enter');
  await expect(window.getByRole('heading', { level: 1, name: 'Change advisory board' })).toBeVisible();
  await expect(item(window, FIRST)).toContainText('How to: Replace');
  await expect(item(window, SECOND)).toBeVisible();
  await takePicture(window, 'planned');

  await window.getByRole('combobox', { name: 'Add somebody who is there' }).fill('Carl');
  await window.getByRole('option', { name: /Carl/ }).first().click();
  await window.getByRole('combobox', { name: 'Add somebody who is there' }).fill('Lea');
  await window.getByRole('option', { name: /Lea/ }).first().click();
  await window.getByRole('button', { name: 'Begin the meeting' }).click();
  // Whoever goes on by keyboard is at the first item.
  await expect(window.getByRole('main').getByRole('article').filter({ visible: true }).first()).toBeFocused();
  await item(window, FIRST).getByRole('textbox', { name: 'Notes and actions' }).fill('Tell the wards.');
  await keyboard.press('Control+Enter');
  await expect(item(window, FIRST).getByRole('button', { name: /Save/ })).toHaveCount(0);
  await item(window, FIRST).focus();
  await keyboard.press('y');
  await expect(item(window, FIRST)).toContainText('Approved');
  // The next one has the focus.
  await expect(item(window, SECOND)).toBeFocused();
  await keyboard.press('v');
  await window.getByRole('textbox', { name: 'Reason' }).fill('Nobody knows the way back.');
  await keyboard.press('Control+Enter');
  await expect(item(window, SECOND)).toContainText('Deferred');
  await takePicture(window, 'under-way');
  await window.emulateMedia({ colorScheme: 'dark' });
  await takePicture(window, 'under-way-dark');
  await window.emulateMedia({ colorScheme: null });
  await expect(part(owner.window, 'Approval')).toBeVisible();
  await window.getByRole('button', { name: 'Close the meeting' }).click();
  await expect(window.getByRole('button', { name: 'Go on with it' })).toBeVisible();
  await expect(item(window, THIRD)).toContainText('Not dealt with');

  const path = join(await mkdtemp(join(tmpdir(), 'deskhand-minutes-')), 'minutes.pdf');
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath });
  }, path);
  await keyboard.press('Control+p');
  const print = window.getByRole('dialog', { name: /^Print / });
  await expect(print).toBeVisible();
  await window.emulateMedia({ media: 'print' });
  await takePicture(window, 'minutes');
  await window.emulateMedia({ media: null });
  await print.getByRole('button', { name: 'Save as PDF' }).click();
  await expect(print).toHaveCount(0);
  const minutes = pdfPages(readFileSync(path)).join('');
  for (const said of [
    ...['Minutes of a CAB meeting', 'Change advisory board', 'Room 4', 'Present', 'Carl', 'Lea', FIRST],
    ...[
      'Approved',
      'Tell the wards.',
      SECOND,
      'Deferred',
      'Nobody knows the way back.',
      THIRD,
      'Not dealt with',
      'Agenda and decisions',
    ],
  ])
    expect(minutes, said).toContain(bare(said));

  // Rows stand in their order; its number is the program's.
  expect(minutes).not.toContain('Place');

  // What was deferred comes up again.
  await window.getByRole('button', { name: 'Plan the next one' }).click();
  await expect(window.getByRole('textbox', { name: 'Title', exact: true })).toHaveValue(
    'Change advisory board',
  );
  await keyboard.press('Control+Enter');
  await expect(item(window, SECOND)).toContainText('left over from an earlier meeting');
  await expect(item(window, FIRST)).toHaveCount(0);
  await expect(item(window, THIRD)).toContainText('left over from an earlier meeting');
  await takePicture(window, 'next');

  // What it is called is read in whole, also in a narrow window.
  const long = 'Change advisory board of all hospitals in the north, with those who look after the networks';
  await resize(app, window, { width: 900, height: 700, zoom: 1 });
  await window.getByRole('main').getByRole('button', { name: 'Edit', exact: true }).click();
  await window.getByRole('textbox', { name: 'Title', exact: true }).fill(long);
  await keyboard.press('Control+Enter');
  const heading = window.getByRole('heading', { level: 1, name: long });
  await expect(heading).toBeVisible();
  expect(await heading.evaluate((one) => one.scrollWidth - one.clientWidth)).toBeLessThanOrEqual(0);
  await expectFocus(window);
  await takePicture(window, 'narrow');
  expect(manager.pageErrors).toEqual([]);
  expect(owner.pageErrors).toEqual([]);
});

test('a delegate decides by one key from the inbox, for somebody who is away', async ({
  launchConsole,
  takePicture,
}) => {
  const manager = await launchAs('change-manager', launchConsole, company);
  await openPlace(manager.window, 'Settings');
  const absence = manager.window.getByRole('region', { name: 'Absence' });
  await absence.getByRole('button', { name: 'Enter an absence' }).click();
  await absence.getByLabel('Start').fill('2026-01-01T08:00');
  await absence.getByLabel('End').fill('2031-01-01T08:00');
  await absence.getByRole('combobox', { name: 'Delegate' }).fill('Finn');
  await manager.window.getByRole('option', { name: /Finn/ }).first().click();
  await takePicture(manager.window, 'absence-form');
  await manager.window.keyboard.press('Control+Enter');
  await expect(absence).toContainText('decides on approvals meanwhile');
  await takePicture(manager.window, 'absence');

  const owner = await launchAs('administrator', launchConsole, company);
  await requested(owner.window, ALONE, '10');
  const approval = record(owner.window).getByRole('region', { name: 'Approval' });
  await expect(approval).toContainText('decides for Carl');

  const field = await launchAs('field', launchConsole, company);
  const { window } = field;
  await openPlace(window, 'Approvals');
  const card = window.getByRole('main').getByRole('article', { name: ALONE });
  await expect(card).toContainText('who is away');
  await takePicture(window, 'inbox');
  await card.focus();
  await window.keyboard.press('y');
  await expect(card).toHaveCount(0);
  await expect(approval).toContainText('for Carl');
  await expect(approval).toContainText('Approved');
  await takePicture(owner.window, 'approved');
  for (const one of [manager, owner, field]) expect(one.pageErrors).toEqual([]);
});
