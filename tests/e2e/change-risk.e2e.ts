import type { Page } from '@playwright/test';
import { companyForAll, launchAs } from './support/company.ts';
import { expect, test } from './support/console.ts';
import { openPlace } from './support/places.ts';

const company = companyForAll(200);

const part = (window: Page, name: string) => window.getByRole('region', { name, exact: true });

/** Makes a change by its form, with these fields by their labels. */
async function makeChange(
  window: Page,
  title: string,
  more: Readonly<Record<string, string>> = {},
): Promise<void> {
  await openPlace(window, 'Changes');
  await window.getByRole('button', { name: 'New change' }).click();
  await window.getByRole('textbox', { name: 'Title', exact: true }).fill(title);
  for (const [label, value] of Object.entries(more)) await window.getByLabel(label).fill(value);
  await window.keyboard.press('Control+Enter');
  await expect(part(window, 'Change').locator('strong').first()).toHaveText(/^CHG-/);
}

test('the risk of a change follows what it reaches and what is answered by keyboard', async ({
  launchConsole,
  takePicture,
}) => {
  const { window, pageErrors } = await launchAs('administrator', launchConsole, company);
  const { keyboard } = window;
  await makeChange(window, 'Replace the storage');
  const risk = part(window, 'Risk');
  await expect(risk.locator('.state-chip').first()).toHaveText('Low');
  await expect(risk).toContainText('No window is planned yet');

  const items = part(window, 'Configuration items');
  await items.getByRole('button', { name: 'Link another item' }).click();
  await keyboard.type('STO');
  await window.getByRole('option', { name: /STO-/ }).first().click();
  const table = risk.getByRole('table', { name: 'What the risk is made of' });
  await expect(table.getByRole('row', { name: /^Size of the impact/ })).toContainText('Fail with it:');
  await takePicture(window, 'reached');

  const first = risk.getByRole('combobox').first();
  await first.focus();
  await keyboard.press('Enter');
  await keyboard.press('End');
  await keyboard.press('Enter');
  await expect(first).toHaveText(/^Never/);
  await expect(risk).toContainText('1 of 4 questions answered');
  for (const at of [1, 2, 3]) {
    await risk.getByRole('combobox').nth(at).focus();
    await keyboard.press('Enter');
    await keyboard.press('End');
    await keyboard.press('Enter');
    await expect(risk).toContainText(`${at + 1} of 4 questions answered`);
  }
  await expect(risk.locator('.state-chip').first()).toHaveText('Very high');
  await takePicture(window, 'answered');

  // An item that it reaches is one click away.
  const reached = table
    .getByRole('row', { name: /^Size of the impact/ })
    .getByRole('button')
    .first();
  const name = (await reached.textContent()) ?? '';
  await reached.click();
  await expect(window.getByRole('heading', { name, level: 1 })).toBeVisible();
  expect(pageErrors).toEqual([]);
});

test('who approves is shown the risk that was assessed, and that it is another one by now', async ({
  launchConsole,
  takePicture,
}) => {
  const { window, pageErrors } = await launchAs('administrator', launchConsole, company);
  await makeChange(window, 'Open a port', {
    'Implementation plan': 'Open it.',
    'Back-out plan': 'Close it.',
    'Planned start': '2030-01-08T20:00',
    'Planned end': '2030-01-08T22:00',
  });
  const state = window.locator('.state-bar [aria-current]').filter({ visible: true });
  const header = part(window, 'Change');
  await header.getByRole('button', { name: 'Assess' }).first().click();
  await expect(state).toContainText('Assess');
  await header.getByRole('button', { name: 'Request approval' }).click();
  await expect(window.locator('[data-part="step"] form')).toBeVisible();
  await window.keyboard.press('Control+Enter');
  await expect(state).toContainText('Authorize');
  const risk = part(window, 'Risk');
  await expect(risk).toContainText('When approval was requested: Low');
  await expect(risk).not.toContainText('Now it is');
  for (const question of ['How was it tested?', 'How is it backed out?']) {
    await risk.getByRole('combobox', { name: question }).click();
    await window.getByRole('option').last().click();
  }
  await expect(risk).toContainText('Now it is High, 50 %.');
  await expect(risk).toContainText('When approval was requested: Low');
  await takePicture(window, 'differs');
  await openPlace(window, 'Changes');
  await expect(window.getByRole('row', { name: /Open a port/ })).toContainText('Low');
  await takePicture(window, 'list');
  expect(pageErrors).toEqual([]);
});

test('an administrator weighs it', async ({ launchConsole, takePicture }) => {
  const { window, pageErrors } = await launchAs('administrator', launchConsole, company);
  await openPlace(window, 'Settings');
  const section = part(window, 'Risk of changes');
  const levels = section.getByRole('group', { name: /^Levels by the parts/ });
  await levels.getByRole('textbox', { name: 'Moderate' }).fill('90');
  const save = section.getByRole('button', { name: 'Save' });
  await expect(save).toHaveAccessibleDescription(/^The levels of the risk must rise/);
  await levels.getByRole('textbox', { name: 'Moderate' }).fill('1');
  await section.getByRole('button', { name: 'Add a question' }).click();
  const questions = section.getByRole('group', { name: 'Questionnaire' });
  await questions.getByRole('textbox', { name: 'Question' }).last().fill('Who knows of it?');
  await expect(save).toHaveAccessibleDescription(/has no answer to choose/);
  await questions.getByRole('button', { name: 'Add an answer' }).last().click();
  await questions.getByRole('textbox', { name: 'Answer' }).last().fill('Nobody');
  await questions.getByRole('textbox', { name: 'Points' }).last().fill('25');
  await takePicture(window, 'settings');
  await save.click();
  await expect(save).toHaveCount(0);
  await makeChange(window, 'Something small');
  const risk = part(window, 'Risk');
  await expect(risk.locator('.state-chip').first()).toHaveText('Moderate');
  await expect(risk.getByRole('combobox', { name: 'Who knows of it?' })).toBeVisible();
  expect(pageErrors).toEqual([]);
});
