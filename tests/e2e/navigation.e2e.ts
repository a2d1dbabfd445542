import type { Page } from '@playwright/test';
import { companyForAll, launchAs, signIn } from './support/company.ts';
import { consoleForAll, expect, type RunningConsole, test } from './support/console.ts';
import { openPlace } from './support/places.ts';

const company = companyForAll();
/** Where a test says nothing else; most leave it as they found it. */
const desk = consoleForAll((launchConsole) => launchAs('service-desk', launchConsole, company));

const heading = (window: Page, name: string) => window.getByRole('heading', { level: 1, name });
const groups = (window: Page) => window.getByRole('navigation', { name: 'Pages' });
const lists = (window: Page) => window.getByRole('navigation', { name: 'Lists' });
const line = (window: Page, name: string | RegExp) => lists(window).getByRole('button', { name });
const rows = (window: Page) => window.getByRole('grid', { name: 'Tickets' });

/** The number at the end of a line. */
async function countOf(window: Page, name: string): Promise<number> {
  await expect(line(window, new RegExp(`^${name} \\d+$`))).toBeVisible();
  return Number(/\d+$/.exec((await line(window, new RegExp(`^${name}`)).textContent()) ?? '')?.[0]);
}

async function resize({ app }: RunningConsole, width: number, height: number): Promise<void> {
  await app.evaluate(
    ({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height),
    { width, height },
  );
}

test('every list is two keys away, and its views stand beside it with what is in them', async ({
  takePicture,
}) => {
  const { window, pageErrors } = desk;
  const { keyboard } = window;
  await expect(groups(window).getByRole('button', { name: 'Service desk' })).toHaveAttribute('aria-current');

  // A count is what the list then shows; the header is a row, too.
  for (const view of ['All open', 'My teams', 'Unassigned']) {
    const count = await countOf(window, view);
    await line(window, new RegExp(`^${view}`)).click();
    await expect(line(window, new RegExp(`^${view}`))).toHaveAttribute('aria-current', 'page');
    await expect(rows(window)).toHaveAttribute('aria-rowcount', String(count + 1));
    // The keys are the list's at once.
    await expect(rows(window)).toBeFocused();
  }
  await takePicture(window, 'queue');

  await keyboard.press('Alt+2');
  await expect(heading(window, 'My day')).toBeVisible();
  await line(window, /^My teams' tickets/).click();
  await expect(heading(window, 'Queue')).toBeVisible();
  await expect(groups(window).getByRole('button', { name: 'My work' })).toHaveAttribute('aria-current');

  // Each group is as it was left.
  await keyboard.press('Alt+1');
  await expect(line(window, /^Unassigned/)).toHaveAttribute('aria-current', 'page');
  await keyboard.press('Alt+2');
  await expect(line(window, /^My teams' tickets/)).toHaveAttribute('aria-current', 'page');

  for (const [letter, name] of [
    ['c', 'Configuration'],
    ['o', 'Orders'],
    ['p', 'Problems'],
    ['t', 'Trends'],
    ['d', 'My day'],
    ['s', 'Synchronisation'],
    ['r', 'Reports'],
    ['x', 'Conflicts'],
    [',', 'Settings'],
    ['q', 'Queue'],
  ] as const) {
    await window.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await keyboard.press('g');
    await keyboard.press(letter);
    await expect(heading(window, name)).toBeVisible();
  }
  // In a list `k` alone is a step up.
  await expect(window.getByRole('grid', { name: 'Tickets' })).toBeFocused();
  await keyboard.press('g');
  await keyboard.press('k');
  await expect(heading(window, 'Knowledge')).toBeVisible();
  expect(pageErrors).toEqual([]);
});

test('the lists are walked by arrows, and a saved view is a line with a count until it is deleted', async () => {
  const { window } = desk;
  const { keyboard } = window;
  await openPlace(window, 'All open');
  const open = await countOf(window, 'All open');

  await keyboard.press('g');
  await keyboard.press('g');
  await expect(line(window, /^All open/)).toBeFocused();
  await keyboard.press('ArrowDown');
  await expect(line(window, /^My work/)).toBeFocused();
  await keyboard.press('ArrowLeft');
  await expect(groups(window).getByRole('button', { name: 'Service desk' })).toBeFocused();
  await keyboard.press('ArrowDown');
  await keyboard.press('Enter');
  await expect(heading(window, 'My day')).toBeVisible();
  await openPlace(window, 'Queue');

  await window.getByRole('button', { name: /^Filters/ }).click();
  await window.getByRole('combobox', { name: 'Priority' }).click();
  await window.getByRole('option', { name: '3 Moderate' }).click();
  await keyboard.press('Escape');
  await window.getByRole('button', { name: /^View:/ }).click();
  await window.getByRole('menuitem', { name: 'Save as a new view' }).click();
  await window.getByRole('textbox', { name: 'Name of the view' }).fill('Moderate ones');
  await keyboard.press('Enter');
  const moderate = await countOf(window, 'Moderate ones');
  expect(moderate).toBeLessThan(open);
  await expect(line(window, /^Moderate ones/)).toHaveAttribute('aria-current', 'page');
  await expect(rows(window)).toHaveAttribute('aria-rowcount', String(moderate + 1));

  // By a few letters from elsewhere.
  await openPlace(window, 'Orders');
  await openPlace(window, 'Moderate');
  await expect(line(window, /^Moderate ones/)).toHaveAttribute('aria-current', 'page');

  await window.getByRole('button', { name: /^View:/ }).click();
  await window.getByRole('menuitem', { name: /Moderate ones/ }).press('Delete');
  await expect(line(window, /^Moderate ones/)).toHaveCount(0);
  await expect(line(window, /^All open/)).toHaveAttribute('aria-current', 'page');
});

test('what narrows any list can be saved as a view, counted, changed and taken back', async ({
  launchConsole,
}) => {
  const { window } = await launchAs('service-desk', launchConsole, company);
  await openPlace(window, 'Orders');
  await line(window, /^All$/).click();
  await window.getByRole('combobox', { name: 'Type' }).click();
  await window.getByRole('option', { name: 'Move' }).click();
  await window.keyboard.press('Escape');
  const saved = window.getByRole('button', { name: /^Saved views/ });
  await saved.click();
  await window.getByRole('menuitem', { name: 'Save as a new view' }).click();
  await window.getByRole('textbox', { name: 'Name of the view' }).fill('Moves');
  await window.keyboard.press('Enter');
  await expect(line(window, /^Moves/)).toHaveAttribute('aria-current', 'page');
  // The queue was left before it stood; lists are counted all the same.
  await countOf(window, 'All open');
  await expect(saved).toHaveAccessibleName('Saved views: Moves');
  await expect(window.getByRole('combobox', { name: 'Type' })).toHaveText('Move');

  await window.getByRole('textbox', { name: /^Find/ }).fill('nothing like this');
  await expect(saved).toHaveText(/changed/);
  await saved.click();
  await window.getByRole('menuitem', { name: 'Reset to “Moves” as saved' }).click();
  await expect(window.getByRole('textbox', { name: /^Find/ })).toHaveValue('');

  // From another list, by its line: the filters come with it, and the list's own views have none of them.
  await openPlace(window, 'Configuration items');
  await openPlace(window, 'Moves');
  await expect(window.getByRole('combobox', { name: 'Type' })).toHaveText('Move');
  await saved.click();
  await window.getByRole('menuitem', { name: /Moves/ }).press('Delete');
  await expect(line(window, /^Moves/)).toHaveCount(0);
  await expect(window.getByRole('combobox', { name: 'Type' })).not.toHaveText('Move');
});

test('counts follow the tickets', async () => {
  const { window } = desk;
  await openPlace(window, 'All open');
  const [mine, unassigned] = [await countOf(window, 'My work'), await countOf(window, 'Unassigned')];
  expect(unassigned).toBeGreaterThan(0);
  await line(window, /^Unassigned/).click();
  await expect(rows(window)).toHaveAttribute('aria-rowcount', String(unassigned + 1));
  await rows(window).focus();
  await window.keyboard.press('a');
  const dialog = window.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Assign to me' }).click();
  await dialog.getByRole('button', { name: 'Close' }).click();
  await expect(line(window, new RegExp(`^My work ${mine + 1}$`))).toBeVisible();
  await expect(line(window, new RegExp(`^Unassigned ${unassigned - 1}$`))).toBeVisible();
});

test('the lists fold and stay folded, and lie over the page in a narrow window', async ({
  launchConsole,
}) => {
  const first = await launchAs('service-desk', launchConsole, company);
  await resize(first, 1400, 800);
  await expect(lists(first.window)).toBeVisible();
  await first.window.keyboard.press('Control+b');
  await expect(lists(first.window)).toHaveCount(0);
  await first.app.close();

  const second = await launchConsole({ env: company.env, profile: first.profile });
  const { window } = second;
  await signIn(window, 'service-desk');
  await resize(second, 1400, 800);
  await expect(lists(window)).toHaveCount(0);
  await groups(window).getByRole('button', { name: 'Open the lists' }).click();
  await expect(lists(window)).toBeVisible();

  await resize(second, 900, 700);
  await expect(lists(window)).toHaveCount(0);
  await window.keyboard.press('g');
  await window.keyboard.press('g');
  await expect(line(window, /^All open/)).toBeFocused();
  await window.keyboard.press('End');
  await window.keyboard.press('Home');
  await window.keyboard.press('ArrowDown');
  await window.keyboard.press('ArrowDown');
  await window.keyboard.press('Enter');
  await expect(lists(window)).toHaveCount(0);
  await expect(window.getByRole('button', { name: 'View: My work' })).toBeVisible();
  await expect(rows(window)).toBeFocused();
  await window.keyboard.press('Control+b');
  await expect(lists(window)).toBeVisible();
  await window.keyboard.press('Escape');
  await expect(lists(window)).toHaveCount(0);
  await expect(rows(window)).toBeFocused();

  await resize(second, 1400, 800);
  await expect(lists(window)).toBeVisible();
});

test('the status chip leads to all about the sync', async () => {
  const { window } = desk;
  const chip = window.getByRole('button', { name: /^Sync: Online/ });
  await chip.click();
  await window.getByRole('menuitem', { name: /Refused edits/ }).click();
  await expect(window.getByRole('region', { name: 'Refused by the server' })).toBeFocused();
  await chip.click();
  await window.getByRole('menuitem', { name: /Conflicts/ }).click();
  await expect(heading(window, 'Conflicts')).toBeVisible();
  await chip.click();
  await window.getByRole('menuitem', { name: 'Pause synchronising' }).click();
  const paused = window.getByRole('button', { name: /^Sync: Paused/ });
  await paused.click();
  await expect(window.getByRole('menuitem', { name: /Synchronise now/ })).toBeDisabled();
  await window.getByRole('menuitem', { name: 'Resume synchronising' }).click();
  await expect(chip).toBeVisible();
});
