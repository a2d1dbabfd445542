import { accountWith, companyForAll, launchAs, signIn } from './support/company.ts';
import { expect, test } from './support/console.ts';
import { openPlace } from './support/places.ts';
import { carryDevice } from './support/walks.ts';

const company = companyForAll();

test('a move is worked down with scanner and keyboard, and the device stands at its new place', async ({
  launchConsole,
  takePicture,
}) => {
  const { window, pageErrors } = await launchAs('field', launchConsole, company);
  const { keyboard } = window;
  await openPlace(window, 'Orders');
  const move = window.getByRole('grid', { name: 'Orders' }).getByRole('row', { name: /Move.*Assigned/ });
  await move.first().dblclick();

  const start = window.getByRole('button', { name: /^Start work/ }).first();
  await expect(start).toBeVisible();
  // The second click of the two went nowhere.
  expect(await window.evaluate(() => String(getSelection()))).toBe('');
  await keyboard.press('s');
  const tasks = window.getByRole('list', { name: 'Tasks' });
  const now = tasks.locator('[aria-current="step"]');
  await expect(now).toContainText('Tell the user');
  await expect(now.getByRole('button', { name: /^Done/ })).toBeFocused();
  await keyboard.press('Enter');

  // A scanner types into the field that is already waiting for it.
  await expect(window.getByRole('textbox', { name: 'Scan or type the tag or serial' })).toBeFocused();
  await keyboard.type('NOT-THIS-ONE\n');
  await expect(now.getByRole('alert')).toContainText('NOT-THIS-ONE');
  await expect(now.getByRole('alert')).toContainText('Expected');
  await takePicture(window, 'wrong-device');
  const device = window.getByRole('region', { name: 'Devices' }).getByRole('button');
  const serial = /Serial (\S+?)(?: ·|Not|$)/.exec((await device.first().textContent()) ?? '')?.[1] ?? '';
  expect(serial).not.toBe('');
  await keyboard.type(`${serial}\n`);
  // What came of it stands in the step that was scanned, which is done.
  const scanned = tasks.getByRole('listitem').filter({ hasText: 'Scan the device' }).first();
  await expect(scanned.getByRole('alert')).toContainText('Right device');
  await expect(now).not.toContainText('Right device');

  await carryDevice(window);
  await window.getByRole('button', { name: 'Complete order' }).click();
  await expect(window.getByText('Still missing')).toBeVisible();
  await now.getByRole('button', { name: /^Done/ }).click();
  await expect(window.getByRole('textbox', { name: /Who signed/ })).toBeFocused();
  await keyboard.type('K. Meyer\n');
  // Before, the button says what is missing, as it did above.
  await expect(window.getByText('Everything is done.')).toBeVisible();
  await window.getByRole('textbox', { name: 'Minutes worked' }).fill('25');
  await window.getByRole('button', { name: 'Complete order' }).click();

  const changed = window.getByRole('region', { name: 'What changed' });
  await expect(changed).toContainText('The order is completed.');
  const next = window.getByRole('button', { name: /^Go on with/ });
  await expect(next).toBeVisible();
  await takePicture(window, 'order-completed');
  const facts = await window
    .getByRole('region', { name: 'Order', exact: true })
    .locator('dd')
    .allTextContents();
  const labels = await window
    .getByRole('region', { name: 'Order', exact: true })
    .locator('dt')
    .allTextContents();
  const target = facts[labels.indexOf('New place')] ?? '';
  expect(target).not.toBe('');
  await changed.getByRole('button').first().click();
  await expect(window.locator('main header').filter({ visible: true })).toContainText(target);
  await expect(window.getByRole('region', { name: 'History' })).toContainText(`→ ${target}`);
  // One key leads to the next order of the day.
  await keyboard.press('Alt+ArrowLeft');
  const title = /^Go on with (.*?), \d/.exec((await next.textContent()) ?? '')?.[1] ?? '';
  expect(title).not.toBe('');
  await keyboard.press('o');
  await expect(window.getByRole('heading', { level: 1, name: title })).toBeVisible();
  expect(pageErrors).toEqual([]);
});

test('a swap asked for from an item knows its device, survives a restart half typed and is created', async ({
  launchConsole,
}) => {
  const { env } = company;
  const first = await launchConsole({ env });
  await signIn(first.window, 'service-desk');
  await openPlace(first.window, 'Configuration items');
  await first.window.getByRole('textbox', { name: /Find by name, serial/ }).fill(company.caller.device);
  await first.window.getByRole('row', { name: company.caller.device }).dblclick();
  await first.window.getByRole('button', { name: 'New order', exact: true }).click();
  await expect(first.window.getByRole('button', { name: /^Swap/ })).toBeVisible();
  await first.window.keyboard.press('c');
  const old = (window: typeof first.window) =>
    window.getByRole('combobox', { name: 'Old device', exact: true });
  await expect(old(first.window)).toHaveValue(company.caller.device);
  await first.window.getByRole('textbox', { name: 'Description' }).fill('Crackles during calls');
  // The dot of the tab says that the words are on disk.
  await expect(first.window.getByRole('img', { name: 'Something is typed and not sent' })).toBeVisible();
  await first.app.close();

  const { window, pageErrors } = await launchConsole({ env, profile: first.profile });
  await window.getByRole('button', { name: accountWith('service-desk').login }).click();
  await window.getByRole('tab', { name: /New order/ }).click();
  await expect(window.getByRole('textbox', { name: 'Description' })).toHaveValue('Crackles during calls');
  await expect(old(window)).toHaveValue(company.caller.device);
  await window.keyboard.press('Control+Enter');
  await expect(window.getByText('Name the device that comes.')).toBeVisible();
  const fresh = window.getByRole('combobox', { name: 'New device', exact: true });
  await fresh.fill('NB-');
  await window.getByRole('option').first().click();
  await window.keyboard.press('Control+Enter');
  await expect(
    window.getByRole('heading', { level: 1, name: `Swap ${company.caller.device}` }),
  ).toBeVisible();
  await expect(window.getByRole('list', { name: 'Tasks' })).toContainText('Scan the old device');
  expect(pageErrors).toEqual([]);
});

test('what creates or saves says what is missing, and leads there when it is pressed all the same', async ({
  launchConsole,
}) => {
  const { window } = await launchAs('service-desk', launchConsole, company);
  const { keyboard } = window;
  await openPlace(window, 'Orders');
  await window.getByRole('button', { name: 'New order' }).click();
  const create = window.getByRole('button', { name: /^Create order/ });
  await expect(create).toBeDisabled();
  await expect(create).toHaveAccessibleDescription('Choose what is to be done.');
  await window.getByRole('button', { name: /^Move/ }).click();
  await expect(create).toHaveAccessibleDescription('Name at least one device.');
  await create.focus();
  await keyboard.press('Enter');
  const device = window.getByRole('combobox', { name: 'Add a device' });
  await expect(device).toBeFocused();
  // After one device the next can be typed at once.
  await keyboard.type('NB-');
  await expect(window.getByRole('option').first()).toContainText('NB-');
  await keyboard.press('Enter');
  await expect(create).toHaveAccessibleDescription('Say where the device goes.');
  await expect(device).toBeFocused();

  await keyboard.press('Control+n');
  await expect(window.getByRole('button', { name: /^Create incident/ })).toHaveAccessibleDescription(
    'Choose the caller.',
  );
});

test('a field technician begins with the day, and with another page once it is chosen', async ({
  launchConsole,
  takePicture,
}) => {
  const { window, app, profile } = await launchAs('field', launchConsole, company);
  await expect(window.getByRole('heading', { level: 1, name: 'My day' })).toBeVisible();
  const today = window.getByRole('list', { name: 'Today' });
  await expect(today.getByRole('button').first()).toBeFocused();
  await takePicture(window, 'my-day');
  await window.keyboard.press('j');
  await expect(today.getByRole('button').nth(1)).toBeFocused();
  const title = (await today.getByRole('button').nth(1).textContent()) ?? '';
  await window.keyboard.press('Enter');
  const number = /[A-Z]{3}-\S+?-\d{4}/.exec(title)?.[0] ?? 'no number';
  await expect(window.getByRole('tab', { name: new RegExp(number) })).toBeVisible();

  await openPlace(window, 'Settings');
  await window.getByRole('combobox', { name: 'Begin with' }).click();
  await window.getByRole('option', { name: 'Configuration items' }).click();
  await expect(window.getByRole('combobox', { name: 'Begin with' })).toHaveText('Configuration items');
  await app.close();
  const again = await launchConsole({ env: company.env, profile });
  await signIn(again.window, 'field');
  await expect(again.window.getByRole('grid', { name: 'Configuration items' })).toBeVisible();
  await again.app.close();
  // A start without anybody at the keyboard waits for the queue and takes its picture.
  const { login, password } = accountWith('field');
  const env = { ...company.env, DESKHAND_AUTOSIGNIN: `${login}:${password}` };
  const unattended = await launchConsole({ env, profile });
  await expect(unattended.window.getByRole('heading', { level: 1, name: 'Queue' })).toBeVisible();
});
