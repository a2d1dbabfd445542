import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
import type { AxeResults, RunOptions } from 'axe-core';
import { accountWith, companyForAll, signIn } from './support/company.ts';
import { expect, test } from './support/console.ts';
import { openPlace } from './support/places.ts';

// Enough tickets for problems.
const company = companyForAll(300);

async function readAxe(): Promise<string> {
  return readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
}

/** What axe finds serious or critical on the page as it stands, in light and in dark: rule, scheme, element. */
async function violationsOf(window: Page): Promise<readonly string[]> {
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    // Colours that are still fading from one scheme to the other would be measured half-way.
    await window.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await expect(window.locator(`html[data-scheme="${colorScheme}"]`)).toBeAttached();
    // Only colours go by the scheme.
    const options: RunOptions = {
      resultTypes: ['violations'],
      ...(colorScheme === 'light' ? {} : { runOnly: ['color-contrast'] }),
    };
    const { violations } = await window.evaluate(
      (given) =>
        (globalThis as unknown as { axe: { run: (options: RunOptions) => Promise<AxeResults> } }).axe.run(
          given,
        ),
      options,
    );
    for (const { id, impact, nodes } of violations) {
      if (impact !== 'serious' && impact !== 'critical') continue;
      found.push(...nodes.map((node) => `${id} (${colorScheme}): ${node.html.slice(0, 240)}`));
    }
  }
  return found;
}

/** Opens the first row of the list that is shown. */
async function openFirst(window: Page, list: string): Promise<void> {
  const grid = window.getByRole('grid', { name: list });
  await expect(grid.getByRole('row').nth(1)).toBeVisible();
  await grid.focus();
  await window.keyboard.press('Enter');
}

type Stop = { readonly name: string; readonly go: (window: Page) => Promise<void> };

const heading = (window: Page, name: string | RegExp) => window.getByRole('heading', { level: 1, name });

const STOPS: readonly Stop[] = [
  { name: 'today', go: (window) => expect(heading(window, 'Today’s work')).toBeVisible() },
  {
    name: 'queue',
    go: async (window) => {
      await openPlace(window, 'Queue');
      await expect(window.getByRole('grid')).toBeVisible();
    },
  },
  {
    name: 'menu of the sync',
    go: async (window) => {
      await window.getByRole('button', { name: /^Sync: / }).click();
      await expect(window.getByRole('menu')).toBeVisible();
    },
  },
  {
    name: 'menu of the user',
    go: async (window) => {
      await window.keyboard.press('Escape');
      await window.getByRole('button', { name: /Menu of / }).click();
      await expect(window.getByRole('menu')).toContainText('Light');
    },
  },
  {
    name: 'incident',
    go: async (window) => {
      await window.keyboard.press('Escape');
      await expect(window.getByRole('menu')).toHaveCount(0);
      await openFirst(window, 'Tickets');
      await expect(window.getByRole('region', { name: 'History' })).toBeVisible();
    },
  },
  {
    name: 'new incident',
    go: async (window) => {
      await window.keyboard.press('Control+N');
      await expect(window.getByRole('combobox', { name: 'Caller' })).toBeFocused();
      await window.keyboard.type(company.caller.name);
      await expect(window.getByRole('option').first()).toContainText(company.caller.name);
      await window.keyboard.press('Enter');
      await expect(window.getByRole('region', { name: company.caller.name })).toBeVisible();
      await window.getByRole('textbox', { name: 'Title' }).fill('VPN drops every afternoon');
      await expect(window.getByRole('button', { name: /^Link/ }).first()).toBeVisible();
    },
  },
  {
    name: 'problem',
    go: async (window) => {
      await openPlace(window, 'Problems');
      await window.getByRole('main').getByRole('button', { name: 'All', exact: true }).click();
      await window.getByRole('grid').getByRole('row').filter({ hasText: /PRB-/ }).first().click();
      await expect(window.locator('.record-page').filter({ visible: true })).toContainText('PRB-');
    },
  },
  {
    name: 'my day',
    go: async (window) => {
      await openPlace(window, 'My day');
      await expect(heading(window, 'My day')).toBeVisible();
    },
  },
  {
    name: 'Configuration items',
    go: async (window) => {
      await openPlace(window, 'Configuration items');
      await expect(window.getByRole('grid').getByRole('row').nth(1)).toBeVisible();
    },
  },
  {
    name: 'CI',
    go: async (window) => {
      await window.getByRole('textbox', { name: /^Find by name/ }).fill(company.caller.device);
      await window
        .getByRole('grid')
        .getByRole('row', { name: new RegExp(company.caller.device) })
        .click();
      await expect(heading(window, new RegExp(company.caller.device))).toBeVisible();
    },
  },
  {
    name: 'orders',
    go: async (window) => {
      await openPlace(window, 'Orders');
      await window.getByRole('main').getByRole('button', { name: 'All', exact: true }).click();
      await expect(window.getByRole('grid').getByRole('row').nth(1)).toBeVisible();
    },
  },
  {
    name: 'order',
    go: async (window) => {
      await openPlace(window, 'Orders');
      await window.getByRole('main').getByRole('button', { name: 'All', exact: true }).click();
      await openFirst(window, 'Orders');
      await expect(window.getByRole('list', { name: 'Tasks' })).toBeVisible();
    },
  },
  {
    name: 'new order',
    go: async (window) => {
      await openPlace(window, 'Orders');
      await window.getByRole('button', { name: 'New order' }).click();
      await window.getByRole('button', { name: /^Move/ }).click();
    },
  },
  {
    name: 'knowledge',
    go: async (window) => {
      await openPlace(window, 'Knowledge');
      await expect(window.getByRole('grid').getByRole('row').nth(1)).toBeVisible();
    },
  },
  {
    name: 'article',
    go: async (window) => {
      await openFirst(window, 'Articles and known errors');
      await window.getByRole('button', { name: /^Version 1/ }).click();
      await window.getByRole('button', { name: /^No\b/ }).click();
      await expect(window.getByRole('textbox', { name: /^What is wrong/ })).toBeVisible();
    },
  },
  {
    name: 'new article',
    go: async (window) => {
      await openPlace(window, 'Knowledge');
      await window.getByRole('button', { name: 'New article' }).click();
      await window.getByRole('textbox', { name: 'Title' }).fill('Reset a password');
      await expect(window.getByRole('region', { name: 'Known already?' })).toContainText('KB-');
    },
  },
  {
    name: 'reports',
    go: async (window) => {
      await openPlace(window, 'Reports');
      await window.getByRole('button', { name: '90 days' }).click();
      await expect(window.getByRole('region', { name: 'Backlog by priority' })).toBeVisible();
    },
  },
  {
    name: 'sync',
    go: async (window) => {
      await openPlace(window, 'Sync');
      await expect(heading(window, 'Synchronisation')).toBeVisible();
    },
  },
  {
    name: 'conflicts',
    go: async (window) => {
      await openPlace(window, 'Conflicts');
      await expect(heading(window, 'Conflicts')).toBeVisible();
    },
  },
  {
    name: 'undecided devices',
    go: async (window) => {
      await openPlace(window, 'Undecided devices');
      await expect(heading(window, 'Undecided devices')).toBeVisible();
    },
  },
  {
    name: 'settings',
    go: async (window) => {
      await openPlace(window, 'Settings');
      await expect(heading(window, 'Settings')).toBeVisible();
    },
  },
  {
    name: 'search',
    go: async (window) => {
      await window.keyboard.press('Control+K');
      await window.keyboard.type('VPN');
      await expect(window.getByRole('option').first()).toBeVisible();
    },
  },
  {
    name: 'shortcuts',
    go: async (window) => {
      await window.keyboard.press('Escape');
      await expect(window.getByRole('dialog')).toHaveCount(0);
      await window.keyboard.press('?');
      await expect(window.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
    },
  },
];

/** A script is tried out beside its form. */
const SCRIPT: (typeof STOPS)[number] = {
  name: 'diagnosis-script',
  go: async (window) => {
    await openPlace(window, 'Diagnosis scripts');
    await window.getByRole('button', { name: 'Edit No connection' }).click();
    await window.keyboard.press('Alt+t');
    await expect(window.getByRole('group', { name: 'No connection' })).toBeVisible();
  },
};

/** The lead's console has every page; the administrator's differs where more can be edited. */
const ROUNDS = [
  { role: 'team-lead', stops: STOPS },
  {
    role: 'administrator',
    stops: [...STOPS.filter(({ name }) => ['incident', 'order', 'settings'].includes(name)), SCRIPT],
  },
] as const;

for (const { role, stops } of ROUNDS) {
  const { login } = accountWith(role);
  test(`no page has a serious barrier, in light and in dark, for ${login}`, async ({ launchConsole }) => {
    const axe = await readAxe();
    const { window, pageErrors } = await launchConsole({ env: company.env });
    await window.evaluate(axe);
    await expect(window.getByRole('button', { name: login })).toBeVisible();
    expect.soft(await violationsOf(window), 'sign-in').toEqual([]);
    await signIn(window, role);
    for (const { name, go } of stops) {
      await go(window);
      expect.soft(await violationsOf(window), name).toEqual([]);
    }
    expect(pageErrors).toEqual([]);
  });
}
