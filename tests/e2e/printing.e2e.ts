/** Printing a record: black on white on A4, its head on every page, pages numbered, internal words only where they are asked for. */
import { readFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { companyForAll, launchAs } from './support/company.ts';
import { consoleForAll, expect, test } from './support/console.ts';
import { pdfPages } from './support/pdf-text.ts';
import { openPlace } from './support/places.ts';
import { answerCall } from './support/walks.ts';

const company = companyForAll();
const desk = consoleForAll((launchConsole) => launchAs('administrator', launchConsole, company));
const record = (window: Page) => window.locator('.record-page').filter({ visible: true });
const dialog = (window: Page) => window.getByRole('dialog', { name: /^Print / });

/** From now on the system's dialog for saving answers with this file. */
const saveTo = (app: ElectronApplication, path: string): Promise<void> =>
  app.evaluate(({ dialog: own }, filePath) => {
    own.showSaveDialog = async () => ({ canceled: false, filePath });
  }, path);

const bare = (text: string): string => text.replace(/\s/g, '');

async function printed(path: string): Promise<{ readonly pages: readonly string[]; readonly raw: string }> {
  const { app, window } = desk;
  await saveTo(app, path);
  await dialog(window).getByRole('button', { name: 'Save as PDF' }).click();
  await expect(dialog(window)).toHaveCount(0);
  const pdf = readFileSync(path);
  return { pages: pdfPages(pdf), raw: pdf.toString('latin1') };
}

test('a ticket is printed as a PDF of A4 pages, with internal notes only where they are asked for', async ({
  takePicture,
}) => {
  const { window } = desk;
  const { keyboard } = window;
  const folder = await mkdtemp(join(tmpdir(), 'deskhand-print-'));
  await answerCall(window, company.caller);
  await window.getByRole('textbox', { name: 'Title' }).fill('Screen flickers');
  const lines = Array.from({ length: 90 }, (_none, line) => `Line ${line} of the story`);
  await window.getByRole('textbox', { name: 'Description' }).fill(lines.join('\n'));
  await keyboard.press('Control+Enter');
  await expect(record(window)).toBeVisible();
  const number =
    (
      await record(window)
        .getByText(/INC-\w+-\d+/)
        .first()
        .textContent()
    )?.match(/INC-\w+-\d+/)?.[0] ?? '';
  await keyboard.press('n');
  await expect(record(window).getByRole('textbox', { name: 'Work note' })).toBeFocused();
  await keyboard.type('Between us: the cable');
  await keyboard.press('Control+Enter');
  await expect(record(window).getByRole('list', { name: 'History' })).toContainText('Between us');
  await record(window).getByRole('tab', { name: 'Public comment' }).click();
  await record(window).getByRole('textbox', { name: 'Public comment' }).click();
  await keyboard.type('We bring a new cable');
  await keyboard.press('Control+Enter');
  await expect(record(window).getByRole('list', { name: 'History' })).toContainText('new cable');

  // The keys of the page rest behind a dialog.
  await keyboard.press('Control+Shift+M');
  const macro = window.getByRole('dialog', { name: 'Run a macro' });
  await expect(macro).toBeVisible();
  await keyboard.press('Control+p');
  await macro.getByRole('button', { name: 'Cancel' }).click();
  await expect(window.getByRole('dialog')).toHaveCount(0);
  await keyboard.press('Control+p');
  await expect(dialog(window)).toBeVisible();
  const { pages, raw } = await printed(join(folder, 'public.pdf'));
  expect(pages.length).toBeGreaterThan(1);
  expect(raw).toMatch(/\/MediaBox \[0 0 59[45](\.\d+)? 84[12](\.\d+)?\]/);
  for (const [index, page] of pages.entries()) {
    expect(page).toContain(bare(`${number} Screen flickers`));
    expect(page).toContain(`${index + 1}/${pages.length}`);
  }
  const whole = pages.join('');
  expect(whole).toContain(bare(company.caller.name));
  expect(whole).toContain(bare('Line 89 of the story'));
  expect(whole).toContain(bare('We bring a new cable'));
  expect(whole).not.toContain(bare('Between us'));

  await keyboard.press('Control+p');
  await dialog(window).getByRole('checkbox', { name: 'With internal notes' }).check();
  await window.emulateMedia({ media: 'print', colorScheme: 'dark' });
  await takePicture(window, 'sheet');
  await expect(window.locator('#print-sheet')).toBeVisible();
  await expect(window.locator('#print-sheet')).toHaveCSS('color', 'rgb(0, 0, 0)');
  await expect(window.locator('#root')).toBeHidden();
  await window.emulateMedia({ media: null, colorScheme: null });
  const all = await printed(join(folder, 'internal.pdf'));
  expect(all.pages.join('')).toContain(bare('Between us: the cable'));
});

test('an order is printed with its tasks and devices, by the system’s own dialog, from the menu', async ({
  takePicture,
}) => {
  const { app, window } = desk;
  await openPlace(window, 'Orders');
  await window
    .getByRole('main')
    .getByRole('row')
    .filter({ hasText: /MOV|SWP|ADD|DSP/ })
    .first()
    .click();
  await expect(record(window)).toBeVisible();
  await app.evaluate(({ webContents, Menu }) => {
    const asked: unknown[] = [];
    Object.assign(globalThis, { asked });
    for (const contents of webContents.getAllWebContents())
      contents.print = (options, done) => {
        asked.push(options);
        done?.(true, '');
      };
    const file = Menu.getApplicationMenu()?.items.find((item) =>
      item.submenu?.items.some(({ label }) => label.startsWith('Print')),
    );
    file?.submenu?.items.find(({ label }) => label.startsWith('Print'))?.click();
  });
  await expect(dialog(window)).toBeVisible();
  const sheet = window.locator('#print-sheet');
  await expect(sheet).toContainText('Tasks');
  await expect(sheet).toContainText('Devices');
  await window.emulateMedia({ media: 'print' });
  await takePicture(window, 'order');
  await window.emulateMedia({ media: null });
  await dialog(window).getByRole('button', { name: 'Print …' }).click();
  await expect(dialog(window)).toHaveCount(0);
  expect(await app.evaluate(() => (globalThis as unknown as { asked: unknown[] }).asked)).toMatchObject([
    { silent: false, pageSize: 'A4' },
  ]);
});
