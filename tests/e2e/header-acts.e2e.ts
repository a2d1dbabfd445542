/** The acts in the header of a record: few buttons in one row, the others in a menu that is worked by keyboard. */
import type { Page } from '@playwright/test';
import { companyForAll, launchAs } from './support/company.ts';
import { expect, test } from './support/console.ts';
import { openPlace } from './support/places.ts';
import { dismissNotice, outOfReach, resize } from './support/reach.ts';
import { act, press, record } from './support/steps.ts';
import { answerCall } from './support/walks.ts';
import { say } from './support/words.ts';

const company = companyForAll();
const WIDTHS = [1440, 1280, 1024];

/** Where the buttons of the header stand, from the top. */
const rows = (window: Page): Promise<readonly number[]> =>
  record(window)
    .getByRole('toolbar')
    .first()
    .getByRole('button')
    .evaluateAll((buttons) => [
      ...new Set(buttons.map((one) => Math.round(one.getBoundingClientRect().bottom))),
    ]);

test('few acts of an incident are buttons, in one row at every width; the menu has the others with their keys', async ({
  launchConsole,
  takePicture,
}) => {
  const { window, app, pageErrors } = await launchAs('team-lead', launchConsole, company);
  const { keyboard } = window;
  await answerCall(window, company.caller);
  await window.getByRole('textbox', { name: 'Title' }).fill('Notebook is slow');
  await keyboard.press('Control+Enter');
  await expect(window.getByRole('heading', { level: 1, name: 'Notebook is slow' })).toBeVisible();
  const bar = record(window).getByRole('toolbar', { name: 'Next step' });
  await expect(bar.getByRole('button')).toHaveText([/^Start work/, /^Put on hold/, /^Resolve/, /^More/]);
  for (const width of WIDTHS) {
    await resize(app, window, { width, height: 900, zoom: 1 });
    expect(await rows(window)).toHaveLength(1);
    await dismissNotice(window);
    expect(await outOfReach(window)).toEqual([]);
    await takePicture(window, `header-${width}`);
  }

  // By keyboard: opened, left to where it was, opened again, and what is chosen has the focus.
  await press(window, 'm');
  const menu = window.getByRole('menu');
  await expect(menu.getByRole('menuitem')).toHaveText([
    'Propose as major incident',
    'Duplicate…',
    'Announce',
    'New on-site order',
    'Cancel ticket',
  ]);
  await takePicture(window, 'menu');
  await keyboard.press('Escape');
  await expect(bar.getByRole('button', { name: /^More/ })).toBeFocused();
  await keyboard.press('Enter');
  await keyboard.press('End');
  await keyboard.press('Enter');
  await expect(menu).toHaveCount(0);
  const reason = record(window).locator('[data-part="step"] form').getByRole('textbox').first();
  await expect(reason).toBeFocused();
  // Typing moves nothing.
  const before = await bar.boundingBox();
  await keyboard.type('Called again: it works.');
  expect(await bar.boundingBox()).toEqual(before);
  await keyboard.press('Escape');
  await act(window, 'Propose as major incident');
  await expect(window.getByRole('dialog')).toBeVisible();
  await keyboard.press('Escape');
  await expect(window.getByRole('dialog')).toHaveCount(0);

  // In German words are longer.
  await openPlace(window, 'Settings');
  await window.getByRole('combobox', { name: say('en', 'common:language.label') }).click();
  await window.getByRole('option', { name: say('en', 'common:languages.de'), exact: true }).click();
  await window.getByRole('tab', { name: /Notebook is slow/ }).click();
  await expect(record(window).getByRole('button', { name: /^Mehr/ })).toBeVisible();
  for (const width of WIDTHS) {
    await resize(app, window, { width, height: 900, zoom: 1 });
    expect(await rows(window)).toHaveLength(1);
    await dismissNotice(window);
    expect(await outOfReach(window)).toEqual([]);
    await takePicture(window, `header-de-${width}`);
  }
  expect(pageErrors).toEqual([]);
});
