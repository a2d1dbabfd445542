import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { companyForAll, signIn } from './support/company.ts';
import { expect, test } from './support/console.ts';
import { openPlace } from './support/places.ts';

const company = companyForAll();

/** A red picture, pasted where the focus is, under the name that the clipboard gives all of them. */
const pasteScreenshot = (window: Page): Promise<void> =>
  window.evaluate(async () => {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [120, 80];
    const context = canvas.getContext('2d');
    if (context === null) throw new Error('no canvas');
    context.fillStyle = 'rgb(200, 40, 40)';
    context.fillRect(0, 0, 120, 80);
    const drawn = new Promise<Blob | null>((done) => canvas.toBlob(done));
    // Nothing else holds the promise while the picture is made, and what nothing holds may be collected.
    Object.assign(globalThis, { drawn });
    const blob = await drawn;
    const clipboardData = new DataTransfer();
    clipboardData.items.add(new File(blob === null ? [] : [blob], 'image.png', { type: 'image/png' }));
    const target = document.activeElement ?? document.body;
    target.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  });

type Given = { readonly name: string; readonly type: string; readonly text: string };

/** Files dropped on the page, as a file manager does. */
const dropFiles = (window: Page, files: readonly Given[], onto: string): Promise<void> =>
  window.evaluate(
    ([given, selector]) => {
      const dataTransfer = new DataTransfer();
      for (const { name, type, text } of given) dataTransfer.items.add(new File([text], name, { type }));
      const target = [...document.querySelectorAll(selector)].find((one) => one.checkVisibility());
      for (const kind of ['dragenter', 'dragover', 'drop'])
        target?.dispatchEvent(new DragEvent(kind, { dataTransfer, bubbles: true, cancelable: true }));
    },
    [files, onto] as const,
  );

const files = (window: Page) => window.getByRole('region', { name: 'Files' }).filter({ visible: true });
const row = (window: Page, name: string | RegExp) =>
  files(window).getByRole('listitem').filter({ hasText: name });

test('a screenshot pasted into a new incident is seen on a second console; files are dropped, looked at, saved, withdrawn', async ({
  launchConsole,
  takePicture,
}) => {
  const desk = await launchConsole({ env: company.env });
  const { window } = desk;
  await signIn(window, 'service-desk');
  const { keyboard } = window;
  // The first sync brings people after the tickets.
  await expect(window.getByRole('grid', { name: 'Tickets' })).toContainText('Service Desk');
  await keyboard.press('Control+n');
  await expect(window.getByRole('combobox', { name: 'Caller' })).toBeFocused();
  await keyboard.type(company.caller.name);
  await keyboard.press('Enter');
  await expect(window.getByRole('listbox', { name: 'Affected device' })).toBeFocused();
  await window.getByRole('textbox', { name: 'Title' }).fill('Red screen after the update');
  await window.getByRole('textbox', { name: 'Description' }).focus();
  await pasteScreenshot(window);
  const staged = window.getByRole('list', { name: 'Files to be added' });
  await expect(staged.getByText(/^Screenshot .*\.png/)).toBeVisible();
  await expect(staged.locator('img')).toBeVisible();
  // The page begins anew, as after a crash: what was pasted is a part of the draft.
  await window.reload();
  await window.getByRole('tab', { name: /Red screen after the update/ }).click();
  await expect(staged.getByText(/^Screenshot .*\.png/)).toBeVisible();
  await takePicture(window, 'new-incident');
  await keyboard.press('Control+Enter');
  await expect(window.getByRole('heading', { level: 1, name: 'Red screen after the update' })).toBeVisible();
  await expect(row(window, /Screenshot/)).toContainText('on this device');
  await expect(staged.filter({ visible: true })).toHaveCount(0);

  // Dropped on the page they are added; onto the composer they go with the note.
  const page = '<script>document.title = "run"</script><h1>Not a page</h1>';
  await dropFiles(
    window,
    [
      { name: 'evil.html', type: 'text/html', text: page },
      { name: '../boot.log', type: '', text: `all went well\n${'line\n'.repeat(300)}` },
      { name: 'tool.exe', type: '', text: 'MZ' },
    ],
    '.record-main',
  );
  await expect(row(window, 'evil.html')).toBeVisible();
  await expect(row(window, 'boot.log')).toBeVisible();
  await expect(files(window).getByText('tool.exe')).toHaveCount(0);
  await dropFiles(window, [{ name: 'note.txt', type: 'text/plain', text: 'with a note' }], '[data-composer]');
  await expect(staged.getByText(/^note\.txt/)).toBeVisible();
  await window.getByRole('textbox', { name: 'Work note' }).fill('See the file');
  await keyboard.press('Control+Enter');
  await expect(row(window, 'note.txt')).toBeVisible();
  await takePicture(window, 'ticket');

  await row(window, 'boot.log').getByRole('button', { name: 'boot.log', exact: true }).click();
  const dialog = window.getByRole('dialog', { name: 'boot.log' });
  await expect(dialog).toContainText('all went well');
  await keyboard.press('Escape');
  const target = `${desk.profile}/saved.html`;
  await desk.app.evaluate(({ dialog: native }, filePath) => {
    native.showSaveDialog = async () => ({ canceled: false, filePath });
  }, target);
  // What is a page is a file to save and nothing else.
  await row(window, 'evil.html').getByRole('button', { name: 'evil.html', exact: true }).click();
  await expect(window.getByText('evil.html saved.')).toBeVisible();
  expect(await readFile(target, 'utf8')).toBe(page);
  expect(await window.title()).not.toBe('run');

  // A picture that is small comes by itself where its ticket is looked at; anything else when it is asked for.
  const lead = await launchConsole({ env: company.env });
  await signIn(lead.window, 'team-lead');
  await openPlace(lead.window, 'Queue');
  const ticket = lead.window.getByRole('row', { name: /Red screen after the update/ });
  await ticket.dblclick();
  await expect(row(lead.window, /Screenshot/).locator('img')).toBeVisible();
  await expect(row(lead.window, 'boot.log')).toContainText('on the server only');
  await row(lead.window, /Screenshot/)
    .getByRole('button', { name: /^Screenshot/ })
    .click();
  await expect(lead.window.getByRole('dialog').getByRole('img')).toBeVisible();
  await takePicture(lead.window, 'preview');
  await lead.window.keyboard.press('Escape');
  await row(lead.window, 'boot.log').getByRole('button', { name: 'boot.log', exact: true }).click();
  await expect(lead.window.getByRole('dialog', { name: 'boot.log' })).toContainText('all went well');
  await lead.window.keyboard.press('Escape');
  await expect(row(lead.window, 'boot.log')).toContainText('on this device');

  await row(lead.window, 'evil.html').getByRole('button', { name: 'Withdraw evil.html' }).click();
  await lead.window.getByRole('dialog').getByRole('button', { name: 'Withdraw the file' }).click();
  await expect(row(lead.window, 'evil.html')).toHaveCount(0);
  await expect(row(window, 'evil.html')).toHaveCount(0);
  expect([desk.pageErrors, lead.pageErrors]).toEqual([[], []]);
});

test('files are added to people, devices and what is only being written: a problem, an order', async ({
  launchConsole,
  takePicture,
}) => {
  const { window, pageErrors } = await launchConsole({ env: company.env });
  await signIn(window, 'service-desk');
  const text = { type: 'text/plain', text: 'as agreed' };
  const page = window.getByRole('main');
  const staged = window.getByRole('list', { name: 'Files to be added' }).filter({ visible: true });

  await openPlace(window, 'Configuration items');
  await window.getByRole('grid').filter({ visible: true }).getByRole('row').nth(1).dblclick();
  await expect(files(window)).toBeVisible();
  await dropFiles(window, [{ name: 'handover.txt', ...text }], '.record-main');
  await expect(row(window, 'handover.txt')).toBeVisible();
  await takePicture(window, 'device');

  await openPlace(window, company.caller.name);
  await expect(page.getByRole('heading', { level: 1, name: company.caller.name })).toBeVisible();
  await dropFiles(window, [{ name: 'signed.txt', ...text }], '.record-main');
  await expect(row(window, 'signed.txt')).toBeVisible();
  await takePicture(window, 'person');

  await openPlace(window, 'New problem');
  await window
    .getByRole('textbox', { name: 'Title' })
    .filter({ visible: true })
    .fill('Docks lose the display');
  await dropFiles(window, [{ name: 'sketch.txt', ...text }], 'main input');
  await expect(staged.getByText(/^sketch\.txt/)).toBeVisible();
  await takePicture(window, 'new-problem');
  await window.keyboard.press('Control+Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Docks lose the display' })).toBeVisible();
  await expect(row(window, 'sketch.txt')).toBeVisible();

  await openPlace(window, 'New order');
  // Nothing to add them to before it is known what is ordered.
  const kind = window.getByRole('main').getByRole('button', { name: /^Move/ }).filter({ visible: true });
  await expect(kind).toBeVisible();
  await expect(window.getByRole('button', { name: 'Add files' }).filter({ visible: true })).toHaveCount(0);
  await kind.click();
  await expect(window.getByRole('button', { name: 'Add files' }).filter({ visible: true })).toBeVisible();
  await dropFiles(window, [{ name: 'plan.txt', ...text }], 'main button');
  await expect(staged.getByText(/^plan\.txt/)).toBeVisible();
  // They are part of the draft, and go with it.
  await window.getByRole('button', { name: 'Discard' }).filter({ visible: true }).click();
  await window.getByRole('dialog').getByRole('button', { name: 'Discard' }).click();
  await openPlace(window, 'New order');
  await expect(staged).toHaveCount(0);
  expect(pageErrors).toEqual([]);
});
