/** What narrows a list: by keyboard, and kept as views that are one's own, one's first, or the team's. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { companyForAll, launchAs, signIn } from './support/company.ts';
import { expect, test } from './support/console.ts';

const company = companyForAll();

const rows = (window: Page) => window.getByRole('grid', { name: 'Tickets' });
const words = (window: Page) => window.getByRole('textbox', { name: 'Filter by text' });
const line = (window: Page, name: RegExp) =>
  window.getByRole('navigation', { name: 'Lists' }).getByRole('button', { name });
const viewMenu = (window: Page) => window.getByRole('button', { name: /^View:/ });
const choose = async (window: Page, name: string | RegExp): Promise<void> => {
  await viewMenu(window).click();
  await window.getByRole('menuitem', { name }).click();
};

test('the words lead to the rows and stay; people are found by typing; the bar is one line until it is opened', async ({
  launchConsole,
  takePicture,
}) => {
  const { window, pageErrors } = await launchAs('service-desk', launchConsole, company);
  const { keyboard } = window;
  await expect(rows(window)).toBeFocused();
  const search = window.getByRole('search', { name: 'Filter' });
  await expect(window.getByRole('combobox', { name: 'Assignee' })).toBeHidden();
  expect((await search.boundingBox())?.height).toBeLessThan(48);

  await keyboard.press('/');
  await expect(words(window)).toBeFocused();
  // A letter alone finds nothing; the list that comes with the next one does not take the third.
  await keyboard.type('s');
  await expect(rows(window)).toBeHidden();
  await keyboard.type('m');
  await expect(rows(window)).toBeVisible();
  await keyboard.type('p');
  await expect(words(window)).toBeFocused();
  await expect(words(window)).toHaveValue('smp');
  for (const key of ['ArrowDown', 'Enter', 'Escape']) {
    await words(window).focus();
    await keyboard.press(key);
    await expect(rows(window)).toBeFocused();
    await expect(words(window)).toHaveValue('smp');
  }
  // A second time on the same words it takes them back.
  await keyboard.press('/');
  await keyboard.press('Escape');
  await expect(words(window)).toHaveValue('');
  await keyboard.press('Escape');
  await expect(rows(window)).toBeFocused();

  await keyboard.press('f');
  await expect(window.getByRole('combobox', { name: 'Type' })).toBeFocused();
  const assignee = window.getByRole('combobox', { name: 'Assignee' });
  await assignee.click();
  await keyboard.type('inn fa');
  await keyboard.press('ArrowDown');
  await expect(window.getByRole('option')).toHaveText(['Finn Falk']);
  await takePicture(window, 'assignee');
  await keyboard.press('Enter');
  await expect(window.getByRole('button', { name: 'Assignee: Finn Falk' })).toBeVisible();
  await keyboard.press('Escape');
  await window.getByRole('button', { name: /^Filters \(2\)/ }).click();
  await expect(assignee).toBeHidden();
  await expect(window.getByRole('button', { name: 'Assignee: Finn Falk' })).toBeVisible();
  expect((await search.boundingBox())?.height).toBeLessThan(48);
  await takePicture(window, 'folded');
  expect(pageErrors).toEqual([]);
});

test('a view is reset, begun with, given to the team, changed by who made it, and taken back', async ({
  launchConsole,
  takePicture,
}) => {
  const anna = await launchAs('service-desk', launchConsole, company);
  const { keyboard } = anna.window;
  await words(anna.window).fill('printer');
  await expect(viewMenu(anna.window)).toHaveText(/changed/);
  await choose(anna.window, 'Save as a new view');
  await anna.window.getByRole('textbox', { name: 'Name of the view' }).fill('Printers');
  await keyboard.press('Enter');
  await expect(line(anna.window, /^Printers/)).toHaveAttribute('aria-current', 'page');
  await words(anna.window).fill('printer of the hall');
  await choose(anna.window, 'Reset to “Printers” as saved');
  await expect(words(anna.window)).toHaveValue('printer');
  await choose(anna.window, 'Begin with this view');
  await choose(anna.window, 'Share with Service desk');
  await expect(anna.window.getByText('Service Desk has the view “Printers” now.')).toBeVisible();
  await expect(line(anna.window, /^Printers/)).toHaveCount(1);
  await viewMenu(anna.window).click();
  await takePicture(anna.window, 'views');
  await expect(anna.window.getByRole('menuitem', { name: /^Printers/ })).toContainText(
    'Shared with Service Desk',
  );
  await expect(anna.window.getByRole('menuitem', { name: /^All open/ })).toHaveText(/\d+$/);
  await keyboard.press('Escape');

  const lea = await launchAs('team-lead', launchConsole, company);
  await lea.window.keyboard.press('g');
  await lea.window.keyboard.press('q');
  await line(lea.window, /^Printers/).click();
  await expect(words(lea.window)).toHaveValue('printer');

  // It begins the list at the next start, shared or not.
  await anna.app.close();
  const again = await launchConsole({ env: company.env, profile: anna.profile });
  await signIn(again.window, 'service-desk');
  await expect(viewMenu(again.window)).toHaveText('Printers');
  await expect(words(again.window)).toHaveValue('printer');
  await choose(again.window, 'Stop sharing “Printers”');
  await expect(viewMenu(again.window)).toHaveText('Printers');
  await expect(line(lea.window, /^Printers/)).toHaveCount(0);
  expect([...again.pageErrors, ...lea.pageErrors]).toEqual([]);
});

test('a list is saved as a file: all rows that match, in the columns that are shown', async ({
  launchConsole,
}) => {
  const { window, app, profile, pageErrors } = await launchAs('service-desk', launchConsole, company);
  const saved = async (name: RegExp): Promise<string> => {
    const file = join(profile, `saved-${Date.now()}`);
    const done = app.evaluate(
      ({ session }, path) =>
        new Promise<string>((resolve) => {
          session.defaultSession.once('will-download', (_event, item) => {
            item.setSavePath(path);
            item.once('done', () => resolve(item.getFilename()));
          });
        }),
      file,
    );
    await window.getByRole('button', { name: 'Save the list as a file' }).click();
    await window.getByRole('menuitem', { name }).click();
    expect(await done).toMatch(/^Queue \d{4}-\d{2}-\d{2}\.(csv|json)$/);
    return readFileSync(file, 'utf8');
  };
  await expect(rows(window)).toBeFocused();
  const count = Number(await rows(window).getAttribute('aria-rowcount')) - 1;
  const csv = (await saved(/CSV/)).trimEnd().split('\r\n');
  expect(csv[0]).toBe('\ufeffDue,Number,Priority,Title,State,Caller,Team,Assignee,Updated');
  expect(csv).toHaveLength(count + 1);
  expect(csv[1]).toMatch(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2},INC-SMP-\d{4},/);
  await words(window).fill('smp');
  const json = JSON.parse(await saved(/JSON/)) as readonly Record<string, unknown>[];
  expect(json).toHaveLength(count);
  expect(Object.keys(json[0] ?? {})).toEqual([
    ...['dueAt', 'number', 'priority', 'title', 'state', 'requesterId', 'teamId', 'assigneeId', 'updatedAt'],
  ]);

  // Whoever leaves the page while the rows are being collected gets no file, and is told so. The data host stands still meanwhile.
  const host = await app.evaluate(
    ({ app: electron }) =>
      electron.getAppMetrics().find((metric) => metric.serviceName === 'node.mojom.NodeService')?.pid ?? 0,
  );
  process.kill(host, 'SIGSTOP');
  await window.getByRole('button', { name: 'Save the list as a file' }).click();
  await window.getByRole('menuitem', { name: /CSV/ }).click();
  await expect(window.getByRole('dialog', { name: 'The list is being collected' })).toBeVisible();
  await window.keyboard.press('Control+n');
  await expect(window.getByRole('heading', { level: 1, name: 'New incident' })).toBeVisible();
  process.kill(host, 'SIGCONT');
  await expect(window.getByText('The list was not saved as a file')).toBeVisible();
  await expect(window.getByRole('dialog')).toHaveCount(0);
  expect(pageErrors).toEqual([]);
});
