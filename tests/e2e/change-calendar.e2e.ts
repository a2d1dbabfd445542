/** A change that lies in a blackout: told on its page, moved by one act, by keys and by dragging in the calendar. */
import type { Page } from '@playwright/test';
import { companyForAll, launchAs } from './support/company.ts';
import { expect, test } from './support/console.ts';
import { openPlace } from './support/places.ts';
import { nextMonth } from './support/times.ts';

const company = companyForAll();

const [before, frozen, after] = [nextMonth(14), nextMonth(15), nextMonth(16)];

const conflicts = (window: Page) =>
  window
    .locator('.record-page')
    .filter({ visible: true })
    .getByRole('region', { name: 'Schedule conflicts' });
const entry = (window: Page, title: string) =>
  window.locator('[data-entry]').filter({ visible: true, hasText: title });
const told = (window: Page) => window.getByRole('main').getByRole('status');

const middleOf = async (
  of: ReturnType<typeof entry>,
): Promise<{ readonly x: number; readonly y: number }> => {
  const box = await of.boundingBox();
  if (box === null) throw new Error('it is not in the calendar');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
};
const cell = (window: Page, day: string) => window.locator(`[data-date="${day}"]`).last();

/** What stands in the calendar lies over the cells of its days; it is drawn anew when it is moved. */
const expectOn = (window: Page, title: string, day: string) =>
  expect
    .poll(async () => {
      const [at, box] = [await entry(window, title).boundingBox(), await cell(window, day).boundingBox()];
      return at === null || box === null
        ? null
        : [at.x >= box.x, at.y >= box.y, at.x < box.x + box.width, at.y < box.y + box.height];
    })
    .toEqual([true, true, true, true]);

/** Drags what stands in the calendar over another day; the answer lets it go. */
async function dragOver(window: Page, title: string, day: string): Promise<() => Promise<void>> {
  const [from, to] = [await middleOf(entry(window, title)), await middleOf(cell(window, day))];
  await window.mouse.move(from.x, from.y);
  await window.mouse.down();
  await window.mouse.move(to.x, to.y, { steps: 8 });
  return () => window.mouse.up();
}

test('a change in a blackout is told so, and moved on its page, by keys and by dragging', async ({
  launchConsole,
  takePicture,
}) => {
  const { window } = await launchAs('change-manager', launchConsole, company);
  await openPlace(window, 'Maintenance windows');
  await window.getByRole('button', { name: 'New blackout' }).click();
  const title = window.getByRole('textbox', { name: 'Title', exact: true });
  await title.fill('Year-end closing');
  // Left half-written for something else, it is as it was typed when it is gone on with.
  await window.getByRole('button', { name: 'New maintenance window' }).click();
  await expect(title).toHaveValue('');
  await window.getByRole('button', { name: 'New blackout' }).click();
  await expect(title).toHaveValue('Year-end closing');
  await window.getByLabel('Starts').fill(`${frozen}T08:00`);
  await window.getByLabel('Ends').fill(`${frozen}T12:00`);
  await window.keyboard.press('Control+Enter');
  const list = window.getByRole('list', { name: 'Maintenance windows' });
  await expect(list.getByText('Year-end closing')).toBeVisible();
  await takePicture(window, 'windows');

  await openPlace(window, 'New change');
  await window.getByRole('textbox', { name: 'Title', exact: true }).fill('Patch the cluster');
  await window.getByLabel('Planned start').fill(`${frozen}T10:00`);
  await window.getByLabel('Planned end').fill(`${frozen}T11:00`);
  await window.keyboard.press('Control+Enter');
  await expect(conflicts(window)).toContainText('Blackout');
  await expect(conflicts(window)).toContainText('Year-end closing');
  await takePicture(window, 'conflict');
  await conflicts(window)
    .getByRole('button', { name: /^Move to/ })
    .click();
  await expect(conflicts(window)).toContainText('Nothing is in the way');
  await window.keyboard.press('Control+z');
  await expect(conflicts(window)).toContainText('Year-end closing');

  await openPlace(window, 'Calendar');
  await window.getByRole('button', { name: 'Next month' }).click();
  await expect(entry(window, 'Patch the cluster')).toBeVisible();
  // Which colour is what is said, and what is of no interest now is put away.
  const blackouts = window
    .getByRole('group', { name: 'Shown in the calendar' })
    .getByRole('button', { name: 'blackouts' });
  await expect(blackouts).toHaveAttribute('aria-pressed', 'true');
  await blackouts.click();
  await expect(entry(window, 'Year-end closing')).toHaveCount(0);
  await expect(entry(window, 'Patch the cluster')).toBeVisible();
  await blackouts.click();
  await expect(entry(window, 'Year-end closing')).toBeVisible();
  await takePicture(window, 'calendar');
  await entry(window, 'Patch the cluster').focus();
  await window.keyboard.press('Alt+ArrowDown');
  await expect(told(window)).toContainText('Year-end closing');
  await window.keyboard.press('Alt+ArrowRight');
  await expect(told(window)).toContainText('Nothing is in the way');
  await takePicture(window, 'held');
  await window.keyboard.press('Enter');
  await expectOn(window, 'Patch the cluster', after);

  const letGoThere = await dragOver(window, 'Patch the cluster', frozen);
  await expect(told(window)).toContainText('Year-end closing');
  await takePicture(window, 'dragging');
  await letGoThere();
  await expectOn(window, 'Patch the cluster', frozen);
  const letGo = await dragOver(window, 'Patch the cluster', before);
  await expect(told(window)).toContainText('Nothing is in the way');
  await letGo();
  await expectOn(window, 'Patch the cluster', before);
});
