/** Text modules, templates and macros from making one in the console to using it by keyboard. */
import type { Locator, Page } from '@playwright/test';
import { companyForAll, launchAs } from './support/company.ts';
import { consoleForAll, expect, test } from './support/console.ts';
import { openPlace } from './support/places.ts';
import { answerCall } from './support/walks.ts';

const company = companyForAll();
const desk = consoleForAll((launchConsole) => launchAs('team-lead', launchConsole, company));

const place = 'Texts, templates, macros';
const record = (window: Page) => window.locator('.record-page').filter({ visible: true });
const main = (window: Page) => window.getByRole('main');
const offers = (window: Page) => window.getByRole('listbox', { name: 'Text modules' });

async function choose(window: Page, field: Locator, option: string | RegExp): Promise<void> {
  await field.click();
  await window.getByRole('option', { name: option, exact: true }).click();
}

/** Begins a new one of the kind whose tab is named. */
async function begin(window: Page, tab: string, button: string, name: string): Promise<void> {
  await openPlace(window, place);
  await main(window).getByRole('tab', { name: tab }).click();
  await main(window).getByRole('button', { name: button }).click();
  await main(window).getByRole('textbox', { name: 'Name' }).fill(name);
}

test('a text module is made, offered by its prefix, filled from the record and left alone by Escape', async ({
  takePicture,
}) => {
  const { window } = desk;
  const { keyboard } = window;
  await begin(window, 'Text modules', 'New text module', 'Reset done');
  await main(window).getByRole('textbox', { name: 'Prefix' }).fill('reset');
  const text = main(window).getByRole('textbox', { name: 'Text', exact: true });
  await text.fill('Dear {caler.name}');
  await expect(main(window).getByRole('button', { name: 'Save' })).toHaveAccessibleDescription(/caler\.name/);
  await text.fill('{caller.name} about {number}: {?Which account} is open again. {caller.jobTitle}{place}');
  await choose(window, main(window).getByRole('combobox', { name: 'For' }), 'Everybody’s');
  await takePicture(window, 'text-module');
  await keyboard.press('Control+Enter');
  await expect(main(window).getByRole('list', { name: 'Text modules' })).toContainText('/reset Reset done');
  await expect(main(window).getByRole('button', { name: 'New text module' })).toBeFocused();

  await answerCall(window, company.caller);
  await window.getByRole('textbox', { name: 'Title' }).fill('Password forgotten');
  const description = window.getByRole('textbox', { name: 'Description' });
  await description.click();
  await keyboard.type('and/or /res');
  await expect(offers(window).getByRole('option')).toHaveCount(1);
  await keyboard.press('Escape');
  await expect(offers(window)).toHaveCount(0);
  await expect(description).toHaveValue('and/or /res');
  await expect(description).toBeFocused();
  await keyboard.press('Control+Enter');
  await expect(record(window)).toBeVisible();

  await keyboard.press('c');
  const comment = record(window).getByRole('textbox', { name: 'Comment' });
  await expect(comment).toBeFocused();
  await keyboard.type('Hello, /RES');
  // The message that tells of the new ticket stays clear of what is written.
  const message = await window.locator('.MuiSnackbar-root').boundingBox();
  const field = await comment.boundingBox();
  expect((message?.y ?? 0) + (message?.height ?? 0)).toBeLessThanOrEqual(field?.y ?? 0);
  await takePicture(window, 'offered');
  await keyboard.press('Tab');
  const question = window.getByRole('textbox', { name: 'Which account' });
  await expect(question).toBeFocused();
  await keyboard.type('Mail');
  await keyboard.press('Enter');
  await expect(comment).toHaveValue(
    new RegExp(`^Hello, ${company.caller.name} about INC-.*: Mail is open again`),
  );
  await expect(
    record(window)
      .getByText(/Mail is open again/)
      .first(),
  ).toBeVisible();
  await keyboard.press('Control+Enter');
  await expect(record(window).getByRole('list', { name: 'History' })).toContainText('Mail is open again');
});

test('what has no value stays in the text, is told, and is replaced by what is typed', async () => {
  const { window } = desk;
  const { keyboard } = window;
  await begin(window, 'Text modules', 'New text module', 'Waits');
  await main(window).getByRole('textbox', { name: 'Prefix' }).fill('waits');
  await main(window)
    .getByRole('textbox', { name: 'Text', exact: true })
    .fill('Held because of {holdReason}.');
  await keyboard.press('Control+Enter');
  await expect(main(window).getByRole('list', { name: 'Text modules' })).toContainText('/waits');
  await openPlace(window, 'Queue');
  await window.getByRole('main').getByRole('row').filter({ hasText: 'Password forgotten' }).first().click();
  await expect(record(window)).toBeVisible();
  await record(window).getByRole('tab', { name: 'Work note' }).click();
  await record(window).getByRole('textbox', { name: 'Work note' }).click();
  await keyboard.type('/waits');
  await keyboard.press('Enter');
  const note = record(window).getByRole('textbox', { name: 'Work note' });
  await expect(note).toHaveValue('Held because of {holdReason}.');
  await expect(record(window).getByRole('status').filter({ hasText: '{holdReason}' })).toBeVisible();
  await keyboard.type('the vendor');
  await expect(note).toHaveValue('Held because of the vendor.');
  await expect(record(window).getByRole('status').filter({ hasText: '{holdReason}' })).toHaveCount(0);
  await keyboard.press('Control+Enter');
});

test('a template fills a new form by keyboard, and keeps what was typed', async ({ takePicture }) => {
  const { window } = desk;
  const { keyboard } = window;
  await begin(window, 'Templates', 'New template', 'Forgotten password');
  const add = async (field: string): Promise<void> =>
    choose(window, main(window).getByRole('combobox', { name: 'Add a field' }), field);
  await add('Title');
  await main(window).getByRole('textbox', { name: 'Title' }).fill('Password of {caller.name}');
  await add('Category');
  await main(window).getByRole('combobox', { name: 'Category' }).fill('Account');
  await keyboard.press('Enter');
  await add('Urgency');
  await main(window).getByRole('radio', { name: 'High' }).focus();
  await keyboard.press('Space');
  await choose(window, main(window).getByRole('combobox', { name: 'For' }), 'Everybody’s');
  await takePicture(window, 'template');
  await keyboard.press('Control+Enter');
  await expect(main(window).getByRole('list', { name: 'Templates' })).toContainText('Forgotten password');

  await answerCall(window, company.caller);
  await window.getByRole('textbox', { name: 'Title' }).fill('Mine');
  await keyboard.press('Control+Shift+T');
  await keyboard.type('forgotten');
  await keyboard.press('Enter');
  await expect(window.getByRole('combobox', { name: 'Category', exact: true })).toHaveValue(
    'Account and access',
  );
  await expect(window.getByRole('textbox', { name: 'Title' })).toHaveValue('Mine');
  const notice = window.locator('.MuiSnackbar-root');
  await expect(notice).toContainText('Yours stayed: Title');
  // In a field its key types a letter.
  await expect(window.getByRole('textbox', { name: 'Title' })).toBeFocused();
  await expect(notice.locator('kbd')).toHaveCount(0);
  await notice.getByRole('button', { name: 'Take the template’s' }).focus();
  await expect(notice.locator('kbd')).toHaveText('u');
  await notice.getByRole('button', { name: 'Take the template’s' }).click();
  await expect(window.getByRole('textbox', { name: 'Title' })).toHaveValue(
    `Password of ${company.caller.name}`,
  );
  await keyboard.press('Control+Enter');
  await expect(record(window)).toBeVisible();

  await openPlace(window, 'New from a template');
  await keyboard.type('forgotten');
  await keyboard.press('Enter');
  await expect(window.getByRole('combobox', { name: 'Category', exact: true })).toHaveValue(
    'Account and access',
  );
  await window.getByRole('button', { name: 'Discard' }).click();
  await window.getByRole('dialog').getByRole('button', { name: 'Discard' }).click();
});

test('a macro shows what would become of a record, does it and is taken back as one, on one and on many', async ({
  takePicture,
}) => {
  const { window } = desk;
  const { keyboard } = window;
  await begin(window, 'Macros', 'New macro', 'Ask the caller');
  const add = async (act: string): Promise<void> =>
    choose(window, main(window).getByRole('combobox', { name: 'Add an act' }), act);
  await add('Assign');
  await add('Comment');
  await main(window).getByRole('textbox', { name: 'Comment' }).fill('Dear {caller.name}, {?What}?');
  await add('Step');
  await choose(window, main(window).getByRole('combobox', { name: 'To' }), 'On hold');
  await choose(window, main(window).getByRole('combobox', { name: 'Add a field' }).last(), 'Waiting for');
  await main(window).getByRole('combobox', { name: 'Waiting for' }).click();
  await window.getByRole('option', { name: /vendor/i }).click();
  await takePicture(window, 'macro');
  await keyboard.press('Control+Enter');
  await expect(main(window).getByRole('list', { name: 'Macros' })).toContainText('Ask the caller');

  await openPlace(window, 'Queue');
  // The queue still shows what it had when it was left; what was made since moves its rows.
  const made = main(window)
    .getByRole('row')
    .filter({ hasText: `Password of ${company.caller.name}` });
  await expect(made).toBeVisible();
  await main(window).getByRole('row').filter({ hasText: 'Password forgotten' }).first().click();
  await expect(record(window)).toBeVisible();
  const state = record(window).locator('.state-bar [aria-current]');
  await expect(state).toContainText('New');
  await keyboard.press('Control+Shift+M');
  const dialog = window.getByRole('dialog', { name: 'Run a macro' });
  await keyboard.type('ask');
  await keyboard.press('Enter');
  await expect(dialog.getByRole('textbox', { name: 'What' })).toBeFocused();
  await keyboard.type('which one');
  await expect(dialog.getByRole('list', { name: /would/i })).toContainText(
    `Dear ${company.caller.name}, which one?`,
  );
  await takePicture(window, 'macro-preview');
  await keyboard.press('Control+Enter');
  await expect(dialog.getByRole('button', { name: 'Take all of it back' })).toBeVisible();
  await expect(state).toContainText('On hold');
  await dialog.getByRole('button', { name: 'Take all of it back' }).click();
  await expect(window.locator('.MuiSnackbar-root')).toContainText(/Undone in INC-/);
  await expect(state).toContainText('New');
  await expect(record(window).getByRole('list', { name: 'History' })).toContainText(/withdr/i);

  await openPlace(window, 'Queue');
  const rows = main(window).getByRole('row').filter({ hasText: 'INC-' });
  for (const place of [0, 1]) await rows.nth(place).getByRole('checkbox').check();
  await main(window).getByRole('button', { name: 'Macro' }).click();
  await keyboard.type('ask');
  await keyboard.press('Enter');
  await dialog.getByRole('textbox', { name: 'What' }).fill('still so');
  await expect(dialog.getByRole('status')).toContainText('2 would change');
  await keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
});
