import type { Locator, Page } from '@playwright/test';
import type { Role } from '#domain/records/common.ts';
import { accountWith, companyForAll, signIn } from './support/company.ts';
import { expect, test } from './support/console.ts';
import { openPlace } from './support/places.ts';
import { resize } from './support/reach.ts';
import { expectFocus } from './support/steps.ts';
import { say } from './support/words.ts';

const company = companyForAll();

const section = (window: Page, name: string) => window.getByRole('region', { name });
const codeLabel = (window: Page) =>
  section(window, 'Closure codes').getByRole('textbox', { name: 'Label' }).first();
const firstName = (window: Page) =>
  section(window, 'Categories').getByRole('textbox', { name: 'Category' }).first();
const firstTyped = (window: Page) =>
  section(window, 'Categories').getByRole('combobox', { name: 'Subcategories' }).first();

async function changeUser(window: Page, from: Role, to: Role): Promise<void> {
  await window.getByRole('button', { name: new RegExp(accountWith(from).name) }).click();
  await window.getByRole('menuitem', { name: 'Sign out' }).click();
  await signIn(window, to);
}

/** What of the region's selects does not stand in it in whole. */
const cutSelects = (region: Locator): Promise<readonly string[]> =>
  region
    .locator('.MuiSelect-select')
    .evaluateAll((all) =>
      all
        .filter((one) => one.scrollWidth > one.clientWidth || one.scrollHeight > one.clientHeight + 1)
        .map((one) => one.textContent),
    );

test('a rule that was added by mistake is removed alone, and what rules say is read in whole', async ({
  launchConsole,
  takePicture,
}) => {
  const { app, window, pageErrors } = await launchConsole({ env: company.env });
  await signIn(window, 'administrator');
  for (const language of ['en', 'de'] as const) {
    await openPlace(window, say(language, 'settings:title'), language);
    const rules = section(window, say(language, 'settings:approvals.title'));
    const add = rules.getByRole('button', { name: say(language, 'settings:approvals.add') });
    const name = rules.getByRole('textbox', { name: say(language, 'settings:approvals.name') });
    await expect(add).toBeVisible();
    const saved = await name.count();
    await add.click();
    await expect(name).toHaveCount(saved + 1);
    await window.keyboard.type('Mine');
    for (const width of [1280, 900]) {
      await resize(app, window, { width, height: 800, zoom: 1 });
      expect(await cutSelects(rules), `${language}, ${width} wide`).toEqual([]);
      await takePicture(window, `rules-${language}-${width}`);
    }
    // Only what is not saved yet goes away.
    const remove = rules.getByRole('button', {
      name: say(language, 'settings:removeUnsaved', { name: 'Mine' }),
    });
    await remove.focus();
    await window.keyboard.press('Enter');
    await expect(name).toHaveCount(saved);
    await expect(rules.getByRole('button', { name: say(language, 'common:save') })).toHaveCount(0);
    await expectFocus(window);
    if (language !== 'en') continue;
    await window.getByRole('combobox', { name: say('en', 'common:language.label') }).click();
    await window.getByRole('option', { name: 'Deutsch', exact: true }).click();
    await expect(window.getByRole('heading', { level: 1, name: say('de', 'settings:title') })).toBeVisible();
  }
  expect(pageErrors).toEqual([]);
});

test('a setting being edited outlives its page, a sign-out and a restart, and is one person’s own', async ({
  launchConsole,
  takePicture,
}) => {
  const first = await launchConsole({ env: company.env });
  const { window } = first;
  await signIn(window, 'administrator');
  await openPlace(window, 'Settings');
  const saved = await firstName(window).inputValue();
  await firstName(window).fill('Machines');
  await firstTyped(window).pressSequentially('Half a w');
  await section(window, 'Priority').getByRole('combobox').first().click();
  await window.getByRole('option').last().click();

  await openPlace(window, 'Queue');
  await openPlace(window, 'Settings');
  await expect(firstName(window)).toHaveValue('Machines');
  await expect(firstTyped(window)).toHaveValue('Half a w');

  // Somebody else sees what is saved, and nothing of the edit.
  await changeUser(window, 'administrator', 'team-lead');
  await openPlace(window, 'Settings');
  await expect(section(window, 'Categories')).toContainText(saved);
  await expect(section(window, 'Categories')).not.toContainText('Machines');
  await expect(section(window, 'Priority').getByRole('button')).toHaveCount(0);
  await first.app.close();

  const second = await launchConsole({ env: company.env, profile: first.profile });
  await signIn(second.window, 'administrator');
  await openPlace(second.window, 'My day');
  await expect(second.window.getByRole('region', { name: 'Not sent yet' })).toContainText(
    'Settings: Categories',
  );
  await takePicture(second.window, 'drafts');
  await openPlace(second.window, 'Settings');
  await expect(firstName(second.window)).toHaveValue('Machines');
  await expect(firstTyped(second.window)).toHaveValue('Half a w');
  await takePicture(second.window, 'settings');

  const categories = section(second.window, 'Categories');
  await categories.getByRole('button', { name: 'Save' }).click();
  await expect(second.window.getByText('Saved. It holds from now on.')).toBeVisible();
  await expect(categories.getByRole('button', { name: 'Save' })).toHaveCount(0);
  // The message covers nothing that could not be scrolled clear of it.
  const last = second.window.getByRole('main').getByRole('region').last();
  await last.evaluate((one) => one.closest('[tabindex="0"]')?.scrollTo({ top: 1e6 }));
  const [lastBox, message] = [
    await last.boundingBox(),
    await second.window.getByRole('alert').last().boundingBox(),
  ];
  expect((lastBox?.y ?? 0) + (lastBox?.height ?? 0)).toBeLessThanOrEqual(message?.y ?? 0);
  // The word that was not finished was meant, too.
  await expect(categories.getByRole('button', { name: 'Half a w' })).toBeVisible();
  await expect(firstTyped(second.window)).toHaveValue('');
  await section(second.window, 'Priority').getByRole('button', { name: 'Discard' }).click();
  await expect(section(second.window, 'Priority').getByRole('button')).toHaveCount(0);
  expect([...first.pageErrors, ...second.pageErrors]).toEqual([]);
});

test("an edit is not saved over somebody's newer version unseen", async ({ launchConsole, takePicture }) => {
  const mine = await launchConsole({ env: company.env });
  const theirs = await launchConsole({ env: company.env });
  for (const { window } of [mine, theirs]) {
    await signIn(window, 'administrator');
    await openPlace(window, 'Settings');
    await expect(codeLabel(window)).toHaveValue('Assistance');
  }
  await codeLabel(mine.window).fill('Help over the telephone');
  await codeLabel(theirs.window).fill('Helped');
  await section(theirs.window, 'Closure codes').getByRole('button', { name: 'Save' }).click();
  await expect(theirs.window.getByText('Saved. It holds from now on.')).toBeVisible();

  const codes = section(mine.window, 'Closure codes');
  await expect(codes.getByText('Somebody saved a newer version')).toBeVisible();
  await takePicture(mine.window, 'outdated');
  await expect(codes.getByRole('button', { name: 'Save' })).toHaveCount(0);
  await codes.getByRole('button', { name: 'Show the newer version' }).click();
  await expect(codeLabel(mine.window)).toHaveValue('Helped');
  await takePicture(mine.window, 'newer');
  await codes.getByRole('button', { name: 'Go on with mine' }).click();
  await expect(codeLabel(mine.window)).toHaveValue('Help over the telephone');
  await codes.getByRole('button', { name: 'Save' }).click();
  await expect(mine.window.getByText('Saved. It holds from now on.')).toBeVisible();
  await expect(codeLabel(theirs.window)).toHaveValue('Help over the telephone');
  expect([...mine.pageErrors, ...theirs.pageErrors]).toEqual([]);
});
