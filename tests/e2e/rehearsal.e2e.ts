/** What a change will do to items is prepared, seen beforehand, done and taken back; what a colleague edited in between is not taken back silently. */
import type { Page } from '@playwright/test';
import { companyForAll, launchAs } from './support/company.ts';
import { expect, test } from './support/console.ts';
import { openPlace } from './support/places.ts';
import { expectFocus, part, press, record, state, take } from './support/steps.ts';

const company = companyForAll(200);

const rehearsal = (window: Page) => part(window, 'Rehearsal');

/** Chooses in the picker that has the focus by what is typed; the first that is found. */
async function choose(window: Page, typed: string, option: RegExp): Promise<void> {
  await window.keyboard.type(typed);
  await window.getByRole('option', { name: option }).first().click();
}

test('a change is prepared, rehearsed, applied and reverted, with an edit of a colleague in between', async ({
  launchConsole,
  takePicture,
}) => {
  const { window, pageErrors } = await launchAs('administrator', launchConsole, company);
  const { keyboard } = window;
  await openPlace(window, 'New change');
  await window.getByRole('textbox', { name: 'Title', exact: true }).fill('Replace the storage');
  await window.getByRole('textbox', { name: 'Implementation plan' }).fill('Swap it.');
  await window.getByRole('textbox', { name: 'Back-out plan' }).fill('Swap it back.');
  await window.getByLabel('Planned start').fill('2030-01-08T10:00');
  await window.getByLabel('Planned end').fill('2030-01-08T12:00');
  await keyboard.press('Control+Enter');
  await expect(state(window)).toContainText('New');
  await expect(rehearsal(window)).toContainText('Nothing is prepared');

  await rehearsal(window).getByRole('button', { name: 'Prepare an edit' }).click();
  await choose(window, 'STO-', /^STO-/);
  const chosen = rehearsal(window).getByRole('combobox', { name: 'Configuration item' });
  await expect(chosen).toHaveValue(/^STO-/);
  const item = await chosen.inputValue();
  await choose(window, 'Status', /^Status/);
  await choose(window, 'Out of', /^Out of operation/);
  await takePicture(window, 'preparing');
  await keyboard.press('Control+Enter');
  const table = rehearsal(window).getByRole('table', { name: 'Prepared', exact: true });
  await expect(
    table.getByRole('row', { name: new RegExp(`${item} Status In operation Out of operation`) }),
  ).toBeVisible();
  // The next field of the same item.
  await choose(window, 'Model', /^Model/);
  await rehearsal(window).getByRole('textbox', { name: 'Model as it will be' }).fill('Array 9');
  await keyboard.press('Control+Enter');
  await expect(table.getByRole('row', { name: /Model .*Array 9/ })).toBeVisible();
  await rehearsal(window).getByRole('button', { name: 'Discard' }).click();
  await expect(rehearsal(window).getByRole('button', { name: 'Prepare an edit' })).toBeFocused();

  await rehearsal(window).getByRole('button', { name: 'Prepare a relation' }).click();
  await choose(window, 'NB-', /^NB-/);
  await rehearsal(window).getByRole('combobox', { name: 'Item that is needed' }).click();
  await choose(window, 'SRV-', /^SRV-/);
  await keyboard.press('Control+Enter');
  await expect(table.getByRole('row', { name: /^NB-.* depends on SRV-/ })).toContainText('is there');
  await rehearsal(window).getByRole('button', { name: 'Discard' }).click();

  await expect(rehearsal(window).getByRole('heading', { level: 3, name: 'What it will do' })).toBeVisible();
  const preview = rehearsal(window).getByRole('table', { name: 'What it will do' });
  await expect(preview.getByRole('row', { name: /^Impact/ })).toContainText('A failure will also reach: NB-');
  await expect(preview.getByRole('row', { name: /^Impact/ })).toContainText('Lose for good what they need');
  await rehearsal(window).scrollIntoViewIfNeeded();
  await takePicture(window, 'rehearsed');
  await window.emulateMedia({ colorScheme: 'dark' });
  await takePicture(window, 'rehearsed-dark');
  await window.emulateMedia({ colorScheme: 'light' });

  await take(window, 's', 'Assess');
  await take(window, 's', 'Authorize');
  const colleague = await launchAs('change-manager', launchConsole, company);
  const manager = colleague.window;
  await openPlace(manager, 'Approvals');
  const card = manager.getByRole('main').getByRole('article').filter({ hasText: 'Replace the storage' });
  // Who agrees is told that edits are agreed to with it.
  await expect(card).toContainText('3 prepared edits');
  await card.focus();
  await manager.keyboard.press('y');
  await expect(card).toHaveCount(0);
  // Said once; another word may still be said.
  await openPlace(manager, 'Replace the storage');
  await expect(part(manager, 'Approval').getByRole('button', { name: /^Reject/ })).toBeVisible();
  await expect(part(manager, 'Approval').getByRole('button', { name: /^Approve/ })).toHaveCount(0);
  await expect(part(window, 'Approval')).toContainText('Approved');
  await take(window, 's', 'Scheduled');
  // What was approved is what is applied.
  await expect(rehearsal(window).getByRole('button', { name: 'Apply', exact: true })).toHaveCount(0);
  await take(window, 's', 'Implement');
  await rehearsal(window).getByRole('button', { name: 'Apply', exact: true }).click();
  const applied = rehearsal(window).getByRole('table', { name: 'Applied' });
  await expect(
    applied.getByRole('row', { name: new RegExp(`${item} Model .*Array 9 Array 9`) }),
  ).toBeVisible();
  await expect(rehearsal(window)).toContainText('Applied to 2 records.');
  await expectFocus(window);
  await takePicture(window, 'applied');

  // What is out of operation is found by its name, and in no list of what is in use.
  await openPlace(manager, item);
  await expect(manager.getByRole('region', { name: 'Identity' })).toContainText('Out of operation');
  await expect(manager.getByRole('region', { name: 'History' })).toContainText('CHG-');
  await manager.getByRole('button', { name: /^Edit Model/ }).click();
  await manager.getByRole('textbox', { name: 'Model' }).fill('Array 10');
  await manager.keyboard.press('Enter');
  await expect(manager.getByRole('region', { name: 'History' })).toContainText('→ Array 10');

  const changed = applied.getByRole('row', { name: /Model .*Array 9 Array 10/ });
  await expect(changed).toContainText('Changed since by');
  const revert = rehearsal(window).getByRole('button', { name: 'Revert', exact: true });
  await expect(revert).toHaveAttribute('aria-disabled', 'true');
  await expect(rehearsal(window).getByText('1 line is still to be decided')).toBeVisible();
  await rehearsal(window).scrollIntoViewIfNeeded();
  await takePicture(window, 'changed-since');
  await changed.getByRole('combobox', { name: /^Decide: Model/ }).click();
  await window.getByRole('option', { name: 'Leave' }).click();
  await revert.click();
  await expect(rehearsal(window)).toContainText('Reverted on 2 records of 2.');
  await expect(applied).toHaveCount(0);
  await expectFocus(window);
  await expect(manager.getByRole('region', { name: 'Identity' })).toContainText('In operation');
  await expect(manager.getByRole('main')).toContainText('Array 10');
  await press(window, 'Home');
  await expect(record(window).getByRole('region', { name: 'History' })).toContainText('Reverted on records');
  await takePicture(window, 'reverted');
  expect([...pageErrors, ...colleague.pageErrors]).toEqual([]);
});
