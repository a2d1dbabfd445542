import type { ElectronApplication, Page } from '@playwright/test';
import { accountWith, companyForAll } from './support/company.ts';
import { consoleForAll, expect, type LaunchOptions, test } from './support/console.ts';
import { openPlace } from './support/places.ts';

const company = companyForAll();

const onCompany = (): LaunchOptions => ({
  env: company.env,
});

async function signIn(window: Page): Promise<void> {
  await window.getByRole('button', { name: accountWith('service-desk').login }).click();
  // The first sync brings the people and teams after the tickets; until then nobody would be found.
  await expect(window.getByRole('grid', { name: 'Tickets' })).toContainText('Service Desk');
}

/** Where a test says nothing else. */
const desk = consoleForAll(async (launchConsole) => {
  const running = await launchConsole(onCompany());
  await signIn(running.window);
  return running;
});

/** Takes a call by keyboard alone and waits for the page of the new ticket. Answers its number. */
async function createByKeyboard(window: Page, title: string): Promise<string> {
  const { keyboard } = window;
  await keyboard.press('Control+n');
  await expect(window.getByRole('combobox', { name: 'Caller' })).toBeFocused();
  // Enter comes at once, before the list can have answered: it takes the first of what was typed, not of something older.
  await keyboard.type(company.caller.name);
  await keyboard.press('Enter');
  await expect(window.getByRole('listbox', { name: 'Affected device' })).toBeFocused();
  await expect(window.getByRole('option', { name: company.caller.device })).toBeVisible();
  await keyboard.press('1');
  await expect(window.getByRole('textbox', { name: 'Title' })).toBeFocused();
  await keyboard.type(title);
  await keyboard.press('Tab');
  await keyboard.type('It started this morning.');
  await keyboard.press('Tab');
  await keyboard.type('Hardw');
  await keyboard.press('Enter');
  await keyboard.press('Tab');
  await keyboard.press('Tab');
  await keyboard.press('1');
  await keyboard.press('Tab');
  await keyboard.press('1');
  await expect(window.getByRole('status', { name: 'Priority' })).toHaveText('1 Critical');
  await keyboard.press('Control+Enter');
  await expect(window.getByRole('heading', { level: 1, name: title })).toBeVisible();
  const number = await window
    .getByRole('region', { name: 'Ticket', exact: true })
    .locator('strong')
    .textContent();
  return number ?? '';
}

/** Kills the data host as a crash would: without a chance to write anything. */
async function killHost(app: ElectronApplication): Promise<void> {
  const pid = await app.evaluate(
    ({ app: electron }) =>
      electron.getAppMetrics().find((metric) => metric.serviceName === 'node.mojom.NodeService')?.pid ?? 0,
  );
  expect(pid).toBeGreaterThan(0);
  process.kill(pid, 'SIGKILL');
}

test('an incident is created, worked, held and resolved by keyboard, and its history says so', async ({
  takePicture,
}) => {
  const { window, pageErrors } = desk;
  const { keyboard } = window;
  const number = await createByKeyboard(window, 'Notebook does not start');
  expect(number).toMatch(/^INC-/);
  const history = window.getByRole('list', { name: 'History' });
  const header = window.getByRole('region', { name: 'Ticket', exact: true });
  const state = header.locator('[aria-current="step"]');
  await expect(history).toContainText(accountWith('service-desk').name);

  await keyboard.press('s');
  await expect(state).toHaveText('In progress');

  await keyboard.press('n');
  await keyboard.type('Asked for the serial number.');
  await keyboard.press('Control+Enter');
  await expect(history).toContainText('Asked for the serial number.');
  await expect(window.getByRole('textbox', { name: 'Work note' })).toHaveValue('');
  await keyboard.press('Escape');

  await window.getByRole('heading', { level: 1 }).click();
  await keyboard.press('h');
  await expect(window.getByRole('combobox', { name: 'Waiting for' })).toBeFocused();
  await keyboard.type('caller');
  await keyboard.press('Enter');
  await keyboard.press('Control+Enter');
  // Waiting for the caller without telling them is refused, and what was chosen stays.
  await expect(window.getByText('Tell the caller what is needed.')).toBeVisible();
  await window.getByRole('textbox', { name: 'Comment for the caller' }).fill('Please plug in the charger.');
  await keyboard.press('Control+Enter');
  await expect(state).toContainText('Awaiting caller');
  await expect(header).toContainText('Paused');
  await expect(history).toContainText('Please plug in the charger.');

  await window.getByRole('heading', { level: 1 }).click();
  await keyboard.press('r');
  await expect(window.getByRole('combobox', { name: 'Closure code' })).toBeFocused();
  await keyboard.type('Hardware rep');
  await keyboard.press('Enter');
  await keyboard.press('Tab');
  await keyboard.type('Replaced the battery.');
  await keyboard.press('Control+Enter');
  await expect(state).toHaveText('Resolved');
  await expect(history).toContainText('On hold → Resolved');
  await expect(history).toContainText('Closure code: Hardware repair');
  await takePicture(window, 'resolved');
  expect(pageErrors).toEqual([]);
});

test('what is typed survives the data host being killed and the console being restarted', async ({
  launchConsole,
}) => {
  const first = await launchConsole(onCompany());
  await signIn(first.window);
  const number = await createByKeyboard(first.window, 'Screen stays black');
  const note = first.window.getByRole('textbox', { name: 'Work note' });
  await first.window.keyboard.press('n');
  await first.window.keyboard.type('Half a sentence that nobody');

  await killHost(first.app);
  // The same person goes on: nobody is asked for a password because a process died.
  await expect(note).toHaveValue('Half a sentence that nobody');
  await note.pressSequentially(' wants to type twice');
  await first.window.keyboard.press('Tab');
  // The mark may stand there from the first letters, saved before the kill. The draft was sent on leaving the field; what the host that came
  // back answers afterwards says that it has it.
  await expect(first.window.getByRole('tab', { name: number })).toHaveAccessibleName(/not sent/);
  await first.window.keyboard.press('Control+K');
  await first.window.keyboard.type(number);
  await expect(first.window.getByRole('option', { name: /Screen stays black/ }).first()).toBeVisible();
  await first.window.keyboard.press('Escape');
  await expect(first.window.getByLabel('Password')).toBeHidden();

  await first.app.close();
  const second = await launchConsole({ ...onCompany(), profile: first.profile });
  await signIn(second.window);
  await second.window.getByRole('tab', { name: number }).click();
  await expect(second.window.getByRole('textbox', { name: 'Work note' })).toHaveValue(
    'Half a sentence that nobody wants to type twice',
  );
});

test('a draft of a new incident is offered again after a restart', async ({ launchConsole }) => {
  const first = await launchConsole(onCompany());
  await signIn(first.window);
  await first.window.keyboard.press('Control+n');
  await first.window.getByRole('textbox', { name: 'Title' }).fill('The caller hung up');
  await expect(first.window.getByText('Draft saved')).toBeVisible();
  await first.app.close();

  const second = await launchConsole({ ...onCompany(), profile: first.profile });
  await signIn(second.window);
  await second.window.getByRole('tab', { name: 'The caller hung up' }).click();
  await expect(second.window.getByRole('textbox', { name: 'Title' })).toHaveValue('The caller hung up');
});

test('bulk assignment says for each ticket how it went', async () => {
  const { window } = desk;
  const { keyboard } = window;
  await openPlace(window, 'Queue');
  const grid = window.getByRole('grid', { name: 'Tickets' });
  await grid.focus();
  await keyboard.press('x');
  await keyboard.press('j');
  await keyboard.press('x');
  await expect(window.getByText('2 selected')).toBeVisible();
  await keyboard.press('a');
  const dialog = window.getByRole('dialog', { name: 'Change 2 tickets' });
  await dialog.getByRole('button', { name: 'Assign to me' }).click();
  await expect(
    dialog.getByRole('list', { name: 'Result for each ticket' }).getByRole('listitem'),
  ).toHaveCount(2);
  await keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  // What is selected in one list is not meant in another, where nobody sees it.
  await grid.getByRole('row').nth(1).getByRole('checkbox').check();
  const clear = window.getByRole('button', { name: 'Clear selection' });
  await expect(clear).toBeVisible();
  await window.getByRole('textbox', { name: 'Filter by text' }).fill('VPN');
  await expect(clear).toBeHidden();
});

test('many tickets are put on hold together after a look at what would become of each, and all of it goes back', async () => {
  const { window } = desk;
  const { keyboard } = window;
  const first = await createByKeyboard(window, 'Bulk: the first one');
  const second = await createByKeyboard(window, 'Bulk: the second one');
  await openPlace(window, 'Queue');
  await window.getByRole('textbox', { name: 'Filter by text' }).fill('Bulk: the');
  const grid = window.getByRole('grid', { name: 'Tickets' });
  // The rows from before stand until the answer is there.
  await expect(window.getByText('2 found')).toBeVisible();
  await grid.focus();
  await keyboard.press('x');
  await keyboard.press('j');
  await keyboard.press('x');
  await keyboard.press('c');
  const dialog = window.getByRole('dialog', { name: 'Change 2 tickets' });
  await dialog.getByRole('combobox', { name: 'Step' }).click();
  await window.getByRole('option', { name: /^Put on hold \(2\)/ }).click();
  await dialog.getByRole('combobox', { name: 'Waiting for' }).fill('vendor');
  await keyboard.press('Enter');
  const preview = dialog.getByRole('list', { name: 'What would become of each ticket' });
  await expect(preview.getByRole('listitem')).toHaveCount(2);
  for (const number of [first, second]) await expect(preview).toContainText(`${number}State: New → On hold`);
  await keyboard.press('Control+Enter');
  await expect(dialog).toContainText('2 tickets changed.');
  await dialog.getByRole('button', { name: 'Take all of it back' }).click();
  await expect(window.getByText('Undone in 2 records.')).toBeVisible();
  await expect(grid.getByRole('row').filter({ hasText: 'On hold' })).toHaveCount(0);
});

test('what was done goes back by Ctrl+Z and is done again by Ctrl+Y, except while text is typed', async () => {
  const { window } = desk;
  const { keyboard } = window;
  await createByKeyboard(window, 'Undo me');
  const record = window.locator('.record-page').filter({ visible: true });
  const state = record.locator('.state-bar [aria-current]');
  await keyboard.press('s');
  await expect(state).toContainText('In progress');
  await keyboard.press('n');
  const note = record.getByRole('textbox', { name: 'Work note' });
  await expect(note).toBeFocused();
  await keyboard.type('half a sentence');
  await keyboard.press('Control+z');
  await expect(state).toContainText('In progress');
  await keyboard.press('Escape');
  await keyboard.press('Control+z');
  await expect(state).toContainText('New');
  const history = record.getByRole('list', { name: 'History' });
  await expect(history).toContainText('took back');
  await keyboard.press('Control+y');
  await expect(state).toContainText('In progress');
  await history.getByRole('button', { name: 'Take back' }).first().click();
  await expect(state).toContainText('New');
});

test('the queue offers its teams and people to filter by, though it asks for them after its rows', async ({
  launchConsole,
}) => {
  const { window } = await launchConsole(onCompany());
  await signIn(window);
  await window.getByRole('button', { name: /^Filters/ }).click();
  await window.getByRole('combobox', { name: 'Team' }).click();
  await expect(window.getByRole('option', { name: 'Field service' })).toBeVisible();
  await window.keyboard.press('Escape');
  await window.getByRole('combobox', { name: 'Assignee' }).click();
  await expect(window.getByRole('option', { name: 'Finn Falk' })).toBeVisible();
});

test('the keys of a ticket work while a new incident waits in another tab', async () => {
  const { window } = desk;
  const { keyboard } = window;
  await keyboard.press('Control+n');
  await expect(window.getByRole('combobox', { name: 'Caller' })).toBeFocused();
  await keyboard.type(company.caller.name);
  await keyboard.press('Enter');
  await expect(window.getByRole('listbox', { name: 'Affected device' })).toBeFocused();
  await window.getByRole('button', { name: 'Queue', exact: true }).click();
  await window.getByRole('grid', { name: 'Tickets' }).focus();
  await keyboard.press('Enter');
  await expect(window.getByRole('region', { name: 'Ticket', exact: true })).toBeVisible();
  await keyboard.press('c');
  await expect(window.getByRole('textbox', { name: 'Public comment' })).toBeFocused();
});
