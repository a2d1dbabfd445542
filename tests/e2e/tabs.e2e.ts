/** Open records as tabs, and the window around them: order, menus, back and forward, further windows, links. */
import type { Page } from '@playwright/test';
import { companyForAll, launchAs, signIn } from './support/company.ts';
import { expect, type RunningConsole, test } from './support/console.ts';

const company = companyForAll();

const rows = (window: Page) => window.getByRole('grid', { name: 'Tickets' });
const tabs = (window: Page) => window.getByRole('tablist', { name: 'Open records' }).getByRole('tab');
const copied = ({ app }: RunningConsole) => app.evaluate(({ clipboard }) => clipboard.readText());
const numberOf = async (window: Page, at: number): Promise<string> =>
  /INC-[A-Z]+-\d{4}/.exec((await tabs(window).nth(at).textContent()) ?? '')?.[0] ?? '';

/** Opens the first rows of the queue, each in a tab. */
async function openRows(window: Page, count: number): Promise<void> {
  for (let at = 0; at < count; at += 1) {
    await window.keyboard.press('g');
    await window.keyboard.press('q');
    await rows(window).focus();
    await window.keyboard.press('Home');
    for (let step = 0; step < at; step += 1) await window.keyboard.press('ArrowDown');
    await window.keyboard.press('Enter');
    await expect(tabs(window)).toHaveCount(at + 1);
    // Its name stands beside its number once it is read.
    await expect(tabs(window).nth(at)).toHaveText(/^INC-\S+ \S+/);
  }
}

test('tabs have a number and a name, are ordered, left and found again, and are there at the next start', async ({
  launchConsole,
  takePicture,
}) => {
  const first = await launchAs('service-desk', launchConsole, company);
  const { window } = first;
  const { keyboard } = window;
  await openRows(window, 3);
  const [one, two, three] = [await numberOf(window, 0), await numberOf(window, 1), await numberOf(window, 2)];

  // Back and forward, by keys and by the mouse's buttons.
  await keyboard.press('Alt+ArrowLeft');
  await expect(rows(window)).toBeVisible();
  await keyboard.press('Alt+ArrowLeft');
  await expect(tabs(window).nth(1)).toHaveAttribute('aria-selected', 'true');
  await keyboard.press('Alt+ArrowRight');
  await keyboard.press('Alt+ArrowRight');
  await expect(tabs(window).nth(2)).toHaveAttribute('aria-selected', 'true');
  const press = (button: number) =>
    window.evaluate(
      (which) => globalThis.window.dispatchEvent(new MouseEvent('mouseup', { button: which })),
      button,
    );
  await press(3);
  await expect(rows(window)).toBeVisible();
  await press(4);
  await expect(tabs(window).nth(2)).toHaveAttribute('aria-selected', 'true');

  // Ordered by keys, by dragging, and by the tab's menu.
  await keyboard.press('Control+Shift+PageUp');
  await expect(tabs(window).nth(1)).toHaveText(new RegExp(three));
  await tabs(window).nth(0).dragTo(tabs(window).nth(2));
  await expect(tabs(window).nth(2)).toHaveText(new RegExp(one));
  await tabs(window).nth(2).focus();
  await keyboard.press('Shift+F10');
  await takePicture(window, 'tab-menu');
  await window.getByRole('menuitem', { name: /^Move left/ }).click();
  await expect(tabs(window).nth(1)).toHaveText(new RegExp(one));
  await tabs(window).nth(1).click({ button: 'right' });
  await window.getByRole('menuitem', { name: 'Copy the link' }).click();
  await expect.poll(() => copied(first)).toBe(`deskhand://incident/${one}`);
  await expect(window.getByText(`Copied: deskhand://incident/${one}`)).toBeVisible();

  await first.app.close();
  const second = await launchConsole({ env: company.env, profile: first.profile });
  await signIn(second.window, 'service-desk');
  await expect(tabs(second.window)).toHaveText(
    [three, one, two].map((number) => new RegExp(`^${number} \\S+`)),
  );
  await expect(rows(second.window)).toBeFocused();
  expect([...first.pageErrors, ...second.pageErrors]).toEqual([]);
});

test('a row has a menu, heads sort as a whole, and more tabs than fit are a list', async ({
  launchConsole,
  takePicture,
}) => {
  const running = await launchAs('service-desk', launchConsole, company);
  const { window, app } = running;
  const { keyboard } = window;
  // What may be done with the first row goes by the hour: she walks to one of her own team's.
  await rows(window).focus();
  const texts = await rows(window).getByRole('row').filter({ hasText: 'INC-' }).allTextContents();
  const own = texts.findIndex((text) => text.includes('Service Desk') && text.includes('unassigned'));
  for (let down = 0; down < own; down += 1) await keyboard.press('ArrowDown');
  await keyboard.press('Shift+F10');
  await expect(window.getByRole('menuitem')).toHaveText([
    /^Open/,
    'Open in a new window',
    'Copy the number',
    'Copy the link',
    'Assign to me',
    /^Assign…/,
  ]);
  await takePicture(window, 'row-menu');
  await keyboard.press('Escape');
  // Another team's is not hers to give away, and which row that is goes by the hour.
  const others = rows(window).getByRole('row').filter({ hasText: 'Network' }).first();
  await others.click({ button: 'right' });
  await expect(window.getByRole('menuitem', { name: 'Copy the number' })).toBeVisible();
  await expect(window.getByRole('menuitem', { name: 'Assign to me' })).toHaveCount(0);
  await keyboard.press('Escape');
  const free = rows(window)
    .getByRole('row')
    .filter({ hasText: 'unassigned' })
    .filter({ hasText: 'Service Desk' });
  const number = /INC-[A-Z]+-\d{4}/.exec((await free.first().textContent()) ?? '')?.[0] ?? '';
  const row = rows(window).getByRole('row').filter({ hasText: number });
  await row.click({ button: 'right' });
  await window.getByRole('menuitem', { name: 'Copy the number' }).click();
  await expect.poll(() => copied(running)).toBe(number);
  await row.click({ button: 'right' });
  await window.getByRole('menuitem', { name: 'Assign to me' }).click();
  await expect(window.getByText(`${number} is assigned to you.`)).toBeVisible();
  await expect(row).toContainText('Anna');

  // Far from its word, at the end of the cell.
  const head = window.getByRole('columnheader', { name: 'Title' });
  const box = await head.boundingBox();
  await head.click({ position: { x: (box?.width ?? 0) - 3, y: 3 } });
  await expect(head).toHaveAttribute('aria-sort', 'ascending');

  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(800, 480));
  await openRows(window, 4);
  for (const key of ['n', 'n']) {
    await keyboard.press(`Control+${key}`);
    await expect(window.getByRole('combobox', { name: 'Caller' })).toBeFocused();
  }
  await expect(tabs(window).last()).toBeInViewport();
  await keyboard.press('Control+Shift+A');
  await expect(window.getByRole('menuitem')).toHaveCount(6);
  await takePicture(window, 'tab-list');
  await window.getByRole('menuitem').first().click();
  await expect(tabs(window).first()).toHaveAttribute('aria-selected', 'true');
  await expect(tabs(window).first()).toBeInViewport();
  expect(running.pageErrors).toEqual([]);
});

test('a record opens in a window of its own, what is typed is in both, and a link finds it by its number', async ({
  launchConsole,
}) => {
  const running = await launchAs('service-desk', launchConsole, company);
  const { window, app, pageErrors } = running;
  await openRows(window, 1);
  const number = await numberOf(window, 0);
  const opened = app.waitForEvent('window');
  await window.keyboard.press('Control+Shift+N');
  const second = await opened;
  await expect(tabs(second)).toHaveText([new RegExp(`^${number}`)]);
  await expect(second.getByRole('region', { name: 'Ticket', exact: true })).toBeVisible();

  await window.keyboard.press('c');
  const comment = (page: Page) => page.getByRole('textbox', { name: 'Public comment' });
  await expect(comment(window)).toBeFocused();
  await window.keyboard.type('half a sent');
  await second.keyboard.press('c');
  await expect(comment(second)).toHaveValue('half a sent');
  await comment(second).fill('a whole sentence');
  await expect(comment(window)).toHaveValue('a whole sentence');

  // One link, one window: the one in front.
  await app.evaluate(({ app: self }, link) => {
    self.emit('second-instance', {}, ['deskhand', link]);
  }, `deskhand://incident/${number}`);
  await expect(tabs(second)).toHaveCount(1);
  await app.evaluate(({ app: self }) => {
    self.emit('second-instance', {}, ['deskhand', 'deskhand://incident/INC-NOT-0001']);
  });
  const told = (page: Page) => page.getByText('INC-NOT-0001 is not on this device.');
  await expect.poll(async () => (await told(window).count()) + (await told(second).count())).toBe(1);

  await second.close();
  await expect(comment(window)).toHaveValue('a whole sentence');
  expect(pageErrors).toEqual([]);
});
