/** The first moments of a record's page: it is made in stages, and parts of it are asked for. */
import type { Page } from '@playwright/test';
import { companyForAll, launchAs } from './support/company.ts';
import { consoleForAll, expect, test } from './support/console.ts';
import { openPlace } from './support/places.ts';

const company = companyForAll(120);
const desk = consoleForAll((launchConsole) => launchAs('service-desk', launchConsole, company));

type Moved = PerformanceEntry & { readonly sources: readonly { readonly node: Node | null }[] };
type Watched = typeof globalThis & { moved: string[] };

const record = (window: Page) => window.locator('.record-page').filter({ visible: true });
const incidents = (window: Page) => window.getByRole('main').getByRole('row').filter({ hasText: /INC-/ });

test('nothing in sight of a record moves after its page was opened', async () => {
  const { window, pageErrors } = desk;
  await openPlace(window, 'Queue');
  await expect(incidents(window).nth(3)).toBeVisible();
  await window.evaluate(() => {
    const { moved } = Object.assign(globalThis as Watched, { moved: [] });
    new PerformanceObserver((list) => {
      for (const { sources } of list.getEntries() as Moved[]) {
        for (const { node } of sources) {
          const element = node instanceof Element ? node : node?.parentElement;
          const part = element?.closest('[data-part]');
          if (part != null) moved.push(`${part.getAttribute('data-part')}: ${element?.textContent}`);
        }
      }
    }).observe({ type: 'layout-shift' });
  });
  for (const index of [0, 1, 2]) {
    await openPlace(window, 'Queue');
    await incidents(window).nth(index).click();
    await expect(record(window).getByRole('list', { name: 'History' })).toBeVisible();
    await expect(record(window).locator('aside [data-part="time"]')).toBeVisible();
    await expect(record(window).locator('[data-building]')).toHaveCount(0);
    // What moved is told with the next frames.
    await window.evaluate(
      () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done)))),
    );
  }
  expect(await window.evaluate(() => (globalThis as Watched).moved)).toEqual([]);
  expect(pageErrors).toEqual([]);
});

test('a key is not lost that is pressed before the part is there that it is for', async () => {
  const { window, pageErrors } = desk;
  await openPlace(window, 'Queue');
  await incidents(window).nth(4).click();
  await window.keyboard.press('b');
  await expect(record(window).getByRole('textbox', { name: 'Minutes' })).toBeFocused();
  expect(pageErrors).toEqual([]);
});

test('a key that waits for a page is not for the palette that opens over it', async () => {
  const { window, pageErrors } = desk;
  for (let row = 5; row < 8; row += 1) {
    await openPlace(window, 'Queue');
    await incidents(window).nth(row).click();
    await window.keyboard.press('Enter');
    await window.keyboard.press('Control+K');
    const box = window.getByRole('combobox', { name: 'Search everything' });
    await expect(box).toBeFocused();
    await window.keyboard.type('Queue');
    await expect(box).toHaveValue('Queue');
    await window.keyboard.press('Escape');
    await expect(box).toHaveCount(0);
  }
  expect(pageErrors).toEqual([]);
});

test('Enter right after a name in the palette is for what the name finds', async () => {
  const { window, pageErrors } = desk;
  await openPlace(window, 'Queue');
  // The first sync brings the people after the tickets.
  await expect(window.getByRole('grid', { name: 'Tickets' })).toContainText('Service Desk');
  await window.keyboard.press('Control+K');
  await expect(window.getByRole('combobox', { name: 'Search everything' })).toBeFocused();
  await window.keyboard.type(company.caller.name);
  await window.keyboard.press('Enter');
  await expect(window.getByRole('heading', { level: 1, name: company.caller.name })).toBeVisible();
  expect(pageErrors).toEqual([]);
});
