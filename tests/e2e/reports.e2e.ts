import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { companyForAll, launchAs } from './support/company.ts';
import { expect, test } from './support/console.ts';
import { openPlace } from './support/places.ts';

const company = companyForAll(200);

/** Opens the tickets behind a figure, sees that there are as many, and goes back to the report. */
const opens = async (window: Page, figure: Locator, count: number, title: RegExp | string): Promise<void> => {
  await figure.click();
  await expect(window.getByRole('heading', { level: 1, name: title })).toBeVisible();
  // The header is a row of the grid too.
  await expect(window.getByRole('grid')).toHaveAttribute('aria-rowcount', String(count + 1));
  await openPlace(window, 'Reports');
};

const countIn = async (figure: Locator): Promise<number> =>
  Number((await figure.textContent())?.replace(/\D/g, ''));

test('every figure and every bar opens exactly the tickets it counts, in one place, and all are saved as a file', async ({
  launchConsole,
  takePicture,
}) => {
  const { app, window, profile, pageErrors } = await launchAs('team-lead', launchConsole, company);
  const { keyboard } = window;
  await openPlace(window, 'Reports');
  await window.getByRole('button', { name: '90 days' }).click();
  const byPriority = window.getByRole('region', { name: 'Backlog by priority', exact: true });
  await expect(byPriority.getByRole('link', { name: 'Open, 3 Moderate' })).toBeVisible();
  await takePicture(window, 'reports');

  // A bar, by mouse and by keyboard, and its figure.
  await byPriority.getByRole('button', { name: /as a table/ }).click();
  const moderate = byPriority.getByRole('button', { name: /^Open, 3 Moderate: \d+$/ });
  const count = await countIn(moderate);
  expect(count).toBeGreaterThan(0);
  await opens(window, byPriority.getByRole('link', { name: 'Open, 3 Moderate' }), count, 'Open, 3 Moderate');
  await byPriority.getByRole('link', { name: 'Open, 4 Low' }).focus();
  await keyboard.press('Enter');
  await expect(window.getByRole('heading', { level: 1, name: 'Open, 4 Low' })).toBeVisible();
  await openPlace(window, 'Reports');

  // A key figure, what it was before, and its parts; what is late and open stands beside the share.
  const figure = (name: string) => window.getByRole('region', { name, exact: true });
  const opened = figure('Opened').getByRole('button', { name: /^Opened: / });
  await opens(window, opened, await countIn(opened), 'Opened');
  const before = figure('Opened').getByRole('button', { name: /before: \d/ });
  await opens(window, before, await countIn(before), /^Opened, .* to /);
  const target = figure('Resolved within target');
  for (const [part, title] of [
    [/ met$/, 'Resolved within target'],
    [/ missed$/, 'Resolved too late'],
    [/ open overdue$/, 'Open, resolution overdue'],
  ] as const) {
    const told = target.getByRole('button', { name: part });
    await opens(window, told, await countIn(told), title);
  }
  await expect(target).toContainText('if open overdue ones count as missed');
  const met = window
    .getByRole('region', { name: 'Resolution target by team' })
    .getByRole('link', { name: /: Resolved within target$/ })
    .first();
  await met.click();
  await expect(window.getByRole('heading', { level: 1, name: /: Resolved within target$/ })).toBeVisible();
  await openPlace(window, 'Reports');

  // A person's, a category's and a device's.
  const detail = window.getByRole('region', { name: 'Figures in detail' });
  for (const grouping of ['Person', 'Category', 'Device']) {
    await detail.getByRole('button', { name: grouping, exact: true }).click();
    await expect(detail.getByRole('columnheader').first()).toHaveText(grouping);
    const cell = detail.getByRole('button', { name: /: Opened: \d+$/ }).first();
    await opens(window, cell, await countIn(cell), /: Opened$/);
  }
  await takePicture(window, 'reports-detail');

  // One tab for all that was opened.
  await expect(window.getByRole('tab')).toHaveCount(1);

  // The system's own dialog can't be answered here: the file goes where it would be put.
  const file = join(profile, 'saved.csv');
  const saved = app.evaluate(
    ({ session }, path) =>
      new Promise<string>((resolve) => {
        session.defaultSession.once('will-download', (_event, item) => {
          item.setSavePath(path);
          item.once('done', () => resolve(item.getFilename()));
        });
      }),
    file,
  );
  await window.getByRole('button', { name: 'Export' }).click();
  await window.getByRole('menuitem', { name: /CSV/ }).click();
  expect(await saved).toMatch(/^report \d{4}-\d\d-\d\d to \d{4}-\d\d-\d\d\.csv$/);
  const lines = (await readFile(file, 'utf8')).trimEnd().split('\r\n');
  expect(lines[0]).toBe('\ufefffrom,to,about,key,name,figure,unit,value,before');
  expect(lines.some((line) => line.includes(',device,'))).toBe(true);
  expect(pageErrors).toEqual([]);
});
