/** Days and hours are shown and typed as they are written in the language that was chosen, also where the system speaks another one. */
import { companyForAll, launchAs } from './support/company.ts';
import { expect, test } from './support/console.ts';
import { openPlace } from './support/places.ts';
import { record } from './support/steps.ts';
import { say } from './support/words.ts';

const company = companyForAll();

test('a change is planned by typing, by arrows and by choosing a day, as German writes it', async ({
  launchConsole,
  takePicture,
}) => {
  const { window, pageErrors } = await launchAs('change-manager', launchConsole, company);
  const { keyboard } = window;
  await openPlace(window, say('en', 'settings:title'));
  await window.getByRole('combobox', { name: say('en', 'common:language.label') }).click();
  await window.getByRole('option', { name: say('en', 'common:languages.de'), exact: true }).click();
  await expect(window.getByRole('heading', { level: 1, name: say('de', 'settings:title') })).toBeVisible();
  await openPlace(window, say('de', 'changes:pages.new'), 'de');
  await window.getByRole('textbox', { name: 'Titel', exact: true }).fill('Neuer Switch im Ostflügel');
  const start = window.getByRole('textbox', { name: 'Geplanter Beginn' });
  const end = window.getByRole('textbox', { name: 'Geplantes Ende' });
  await expect(start).toHaveAttribute('placeholder', 'TT.MM.JJJJ hh:mm');
  await start.focus();
  await keyboard.type('8.1.30 20.00');
  await keyboard.press('Tab');
  await expect(start).toHaveValue('08.01.2030 20:00');

  // What can't be read is told, and nothing is sent without it.
  await end.fill('31.2.2030 22:00');
  await keyboard.press('Control+Enter');
  await expect(window.getByText('Bitte so schreiben: TT.MM.JJJJ hh:mm')).toBeVisible();
  await expect(record(window)).toHaveCount(0);

  await end.fill('8.1.2030 22:00');
  await expect(window.getByText('Bitte so schreiben')).toHaveCount(0);
  // The part under the caret goes up and down.
  await end.evaluate((field: HTMLInputElement) => field.setSelectionRange(10, 10));
  await keyboard.press('ArrowUp');
  await expect(end).toHaveValue('08.01.2030 23:00');

  await window.getByRole('button', { name: 'Tag auswählen' }).nth(1).click();
  const month = window.getByRole('dialog', { name: 'Tag auswählen' });
  await expect(month).toContainText('Januar 2030');
  await takePicture(window, 'month');
  await month.getByRole('button', { name: '09. Jan. 2030' }).click();
  await expect(month).toHaveCount(0);
  await expect(end).toHaveValue('09.01.2030 23:00');
  await expect(end).toBeFocused();
  // The hour is selected: typing goes on with it.
  await keyboard.type('01');
  await keyboard.press('Control+Enter');
  await expect(record(window)).toContainText('08. Jan. 2030, 20:00');
  await expect(record(window)).toContainText('09. Jan. 2030, 01:00');
  expect(pageErrors).toEqual([]);
});
