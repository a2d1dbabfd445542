import { companyForAll, launchAs } from './support/company.ts';
import { expect, test } from './support/console.ts';
import { openPlace } from './support/places.ts';

const company = companyForAll(200);

test('a bar opens exactly the tickets it counts, by mouse and by keyboard', async ({
  launchConsole,
  takePicture,
}) => {
  const { window, pageErrors } = await launchAs('team-lead', launchConsole, company);
  const { keyboard } = window;
  await openPlace(window, 'Reports');
  await window.getByRole('button', { name: '90 days' }).click();
  const byPriority = window.getByRole('region', { name: 'Backlog by priority' });
  await expect(byPriority.getByRole('link', { name: 'Open, 3 Moderate' })).toBeVisible();
  await takePicture(window, 'reports');

  await byPriority.getByRole('button', { name: /as a table/ }).click();
  const figure = byPriority.getByRole('button', { name: /^Open, 3 Moderate: \d+$/ });
  const count = Number(await figure.textContent());
  expect(count).toBeGreaterThan(0);

  await byPriority.getByRole('link', { name: 'Open, 3 Moderate' }).click();
  await expect(window.getByRole('heading', { level: 1, name: 'Open, 3 Moderate' })).toBeVisible();
  // The header is a row of the grid too.
  await expect(window.getByRole('grid')).toHaveAttribute('aria-rowcount', String(count + 1));

  await openPlace(window, 'Reports');
  await byPriority.getByRole('link', { name: 'Open, 4 Low' }).focus();
  await keyboard.press('Enter');
  await expect(window.getByRole('heading', { level: 1, name: 'Open, 4 Low' })).toBeVisible();
  expect(pageErrors).toEqual([]);
});
