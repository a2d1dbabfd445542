/** Forms and dialogs end, and the focus goes on from there: never to the body, from which no key leads anywhere. */
import type { Page } from '@playwright/test';
import type { Incident } from '#domain/fields/tickets.ts';
import { companyForAll, launchAs } from './support/company.ts';
import { expect, test } from './support/console.ts';
import { openPlace } from './support/places.ts';
import { expectFocus, part } from './support/steps.ts';

const company = companyForAll();

const region = (window: Page, name: string) =>
  window.getByRole('main').getByRole('region', { name, exact: true }).filter({ visible: true });

type Walk = {
  readonly name: string;
  /** Opens what ends. */
  readonly open: (window: Page) => Promise<void>;
  /** Ends it, and sees that it is gone. */
  readonly end: (window: Page) => Promise<void>;
  /** What has the focus then; the section around it otherwise. */
  readonly next?: (window: Page) => ReturnType<typeof region>;
};

const categories = (window: Page) => region(window, 'Categories');
const editCategory = async (window: Page): Promise<void> => {
  await openPlace(window, 'Settings');
  await categories(window).getByRole('textbox', { name: 'Category' }).first().fill('Machines');
};
const endsBy =
  (name: 'Save' | 'Discard') =>
  async (window: Page): Promise<void> => {
    const button = categories(window).getByRole('button', { name });
    await button.focus();
    await window.keyboard.press('Enter');
    await expect(button).toHaveCount(0);
  };

const anIncident = (): Incident => {
  const found = (company.docs as readonly Partial<Incident>[]).find(
    ({ type, active, state }) => type === 'incident' && active && state !== 'on_hold',
  );
  if (found === undefined) throw new Error('the company has no open incident');
  return found as Incident;
};
const openDialog =
  (section: string, name: string) =>
  async (window: Page): Promise<void> => {
    await openPlace(window, anIncident().number);
    await part(window, section).getByRole('button', { name }).click();
    await expect(window.getByRole('dialog')).toBeVisible();
  };

const WALKS: readonly Walk[] = [
  { name: 'a setting is discarded', open: editCategory, end: endsBy('Discard'), next: categories },
  { name: 'a setting is saved', open: editCategory, end: endsBy('Save'), next: categories },
  {
    name: 'an absence is saved',
    open: async (window) => {
      await openPlace(window, 'Settings');
      await window.getByRole('button', { name: 'Enter an absence' }).click();
      const form = window.getByRole('form', { name: 'Enter an absence' });
      await form.getByLabel('Start').fill('2030-07-01T08:00');
      await form.getByLabel('End').fill('2030-07-12T18:00');
    },
    end: async (window) => {
      await window.keyboard.press('Control+Enter');
      await expect(window.getByRole('form', { name: 'Enter an absence' })).toHaveCount(0);
    },
    next: (window) => window.getByRole('button', { name: 'Enter an absence' }),
  },
  {
    name: 'an escalation is left',
    open: openDialog('Escalation', 'To a lead'),
    end: async (window) => {
      await window.keyboard.press('Escape');
      await expect(window.getByRole('dialog')).toHaveCount(0);
    },
    next: (window) => part(window, 'Escalation').getByRole('button', { name: 'To a lead' }),
  },
  {
    name: 'an escalation is sent',
    open: openDialog('Escalation', 'To a lead'),
    end: async (window) => {
      const dialog = window.getByRole('dialog');
      await dialog.getByRole('combobox', { name: 'Escalated to' }).click();
      await window.keyboard.type('Lea');
      await window.getByRole('option').first().click();
      await dialog.getByRole('textbox', { name: 'Reason' }).fill('Nobody answers');
      await window.keyboard.press('Control+Enter');
      await expect(dialog).toHaveCount(0);
      await expect(part(window, 'Escalation')).toContainText('Nobody answers');
    },
  },
];

test('what ends hands the focus on', async ({ launchConsole }) => {
  const { window, pageErrors } = await launchAs('administrator', launchConsole, company);
  for (const { name, open, end, next } of WALKS) {
    await test.step(name, async () => {
      await open(window);
      await end(window);
      if (next === undefined) await expectFocus(window);
      else await expect(next(window)).toBeFocused();
    });
  }
  expect(pageErrors).toEqual([]);
});
